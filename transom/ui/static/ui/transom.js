// Makes pages a little kinder where JavaScript runs. Every page works without this file.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // After a form was sent back, start where it says what is wrong.
  document.querySelector("[data-focus]")?.focus();

  // Phones: the menu stands below the content; the button lifts it above.
  for (const toggle of all("[data-menu-toggle]")) {
    const menu = document.querySelector("[data-menu]");
    if (!menu) break;
    toggle.setAttribute("role", "button");
    toggle.setAttribute("aria-expanded", "false");
    toggle.setAttribute("aria-controls", menu.id);
    const turn = (event) => {
      event.preventDefault();
      const open = menu.classList.toggle("t-menu--open");
      toggle.setAttribute("aria-expanded", String(open));
      if (open) menu.querySelector("a")?.focus();
    };
    toggle.addEventListener("click", turn);
    toggle.addEventListener("keydown", (event) => event.key === " " && turn(event));
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.classList.contains("t-menu--open")) {
        turn(event);
        toggle.focus();
      }
    });
  }

  for (const button of all("[data-show]")) {
    const box = document.getElementById(button.dataset.show);
    const show = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => {
      const shown = box.type === "password";
      box.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
      button.textContent = shown ? button.dataset.shown : show;
    });
    // Browsers remember what was typed into a text box, not into a password box.
    box.form?.addEventListener("submit", () => { box.type = "password"; });
  }

  const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

  for (const drop of all("[data-drop]")) {
    const input = drop.querySelector("input[type=file]");
    const list = drop.querySelector("[data-drop-files]");
    input.addEventListener("change", () => {
      list.replaceChildren(...[...input.files].map((file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name} (${size(file.size)})`;
        return line;
      }));
    });
    for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, () => drop.classList.add("t-drop--over"));
    for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("t-drop--over"));
  }

  // A second press while the first is on its way changes nothing but patience.
  for (const form of all("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      else {
        form.dataset.sent = "yes";
        setTimeout(() => delete form.dataset.sent, 4000);
      }
    });
  }
  addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

  all("[data-suggest]").forEach((box, number) => suggest(box, number));

  // The combobox pattern of the ARIA Authoring Practices, list autocomplete with manual selection.
  function suggest(box, number) {
    const input = box.querySelector("input");
    const least = Number(box.dataset.least);
    const list = document.createElement("ul");
    const news = document.createElement("div");
    let at = -1;
    let asked = 0;
    let timer = 0;
    list.id = `suggestions-${number}`;
    list.className = "t-suggest__list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.dataset.label);
    news.className = "usa-sr-only";
    news.setAttribute("role", "status");
    box.append(list, news);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);

    const close = () => {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const take = (line) => {
      input.value = line.dataset.name;
      close();
      input.focus();
    };
    const point = (to) => {
      const lines = [...list.children];
      if (!lines.length) return;
      at = (to + lines.length) % lines.length;
      lines.forEach((line, place) => line.setAttribute("aria-selected", String(place === at)));
      lines[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", lines[at].id);
    };
    const show = (found) => {
      list.replaceChildren(...found.map((one, place) => {
        const line = document.createElement("li");
        line.id = `${list.id}-${place}`;
        line.dataset.name = one.name;
        line.textContent = one.name;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", "false");
        line.addEventListener("mousedown", (event) => { event.preventDefault(); take(line); });
        return line;
      }));
      at = -1;
      list.hidden = !found.length;
      input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-expanded", String(!!found.length));
      news.textContent = found.length ? box.dataset.found.replace("{count}", found.length) : box.dataset.none;
    };
    const ask = async () => {
      const said = input.value.trim();
      if (said.length < least) return close();
      const mine = ++asked;
      try {
        const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(said)}`, { headers: { Accept: "application/json" } });
        // Too many questions, or switched off: the field is still a plain field.
        if (!answer.ok) return close();
        const found = await answer.json();
        if (mine === asked && document.activeElement === input) show(found.results ?? found);
      } catch { close(); }
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 200); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); point(at + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); point(at - 1); }
      else if (event.key === "Enter" && at >= 0) { event.preventDefault(); take(list.children[at]); }
      else if (event.key === "Escape") { event.preventDefault(); close(); }
    });
  }
})();
