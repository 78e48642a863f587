"""Somebody at a browser: reads, types and presses what is on the page by the names people see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, expect

from transom.notices.models import Message
from transom.notices.queries import plain
from transom.ui.tests.chromium import is_wider_than_its_window, violations

HEIGHTS = {1280: 900, 390: 844}
PATIENCE_MS = 15_000
# An answer in the place of a page that says what was wrong; Chromium writes a line for each.
SAID_WRONG = frozenset({404, 410, 422})
APPROVED, DECLINED = "4242 4242 4242 4242", "4000 0000 0000 0002"
FIGURES = re.compile(r"\d+")


@dataclass(frozen=True)
class Eyes:
    """How somebody looks at the pages."""

    width: int
    javascript: bool = True


@dataclass
class Visitor:
    """A browser of one's own, with a list of everything that went wrong in it."""

    page: Page
    site: str
    eyes: Eyes
    looked_at: set[tuple[str, str, Eyes]]
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def arrives(cls, browser: Browser, site: str, eyes: Eyes, looked_at: set[tuple[str, str, Eyes]]) -> Visitor:
        """A fresh browser window: no cookies, nothing open."""
        context = browser.new_context(
            base_url=site,
            viewport={"width": eyes.width, "height": HEIGHTS[eyes.width]},
            java_script_enabled=eyes.javascript,
            has_touch=eyes.width < 500,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        visitor = cls(context.new_page(), site, eyes, looked_at)
        visitor.page.on("console", visitor._console)
        visitor.page.on("pageerror", lambda error: visitor.wrong.append(f"{visitor.page.url}: {error}"))
        visitor.page.on("response", visitor._response)
        return visitor

    def leaves(self) -> None:
        """Closes the window and says what was wrong in it."""
        self.page.context.close()
        assert not self.wrong, "\n".join(self.wrong)

    # --- going about ------------------------------------------------------------------------------------------------
    def open(self, address: str) -> Visitor:
        """Types an address."""
        self.page.goto(address)
        return self._arrived()

    def follow(self, name: str, within: Locator | None = None) -> Visitor:
        """Follows a link by its whole name."""
        return self._go("link", name, within)

    def press(self, name: str, within: Locator | None = None) -> Visitor:
        """Presses a button by its whole name, and gets a page in return."""
        return self._go("button", name, within)

    def _go(self, role: Literal["link", "button"], name: str, within: Locator | None) -> Visitor:
        """What stands in the page's own part comes before the frame around it, as it does for the eye."""
        found = (within or self.page.get_by_role("main")).get_by_role(role, name=_whole(name))
        if within is None and not found.count():
            found = self.page.get_by_role(role, name=_whole(name))
        assert found.count(), f"No {role} “{name}” is on {self.page.url}, which says: {_one_line(self.text)}"
        with self.page.expect_navigation():
            found.first.click()
        return self._arrived()

    def pay(self, card: str = APPROVED) -> Visitor:
        """Fills in the payment company's page and pays."""
        self.fill("Card number", card).fill("Expiry date", "12/34").fill("Security code", "123")
        self.fill("Name on card", "Hazel Winter")
        return self.press(self.page.get_by_role("button", name=_beginning("Pay $")).inner_text())

    # --- filling in -------------------------------------------------------------------------------------------------
    def fill(self, label: str, text: str, within: Locator | None = None) -> Visitor:
        """Types into a field by its whole label."""
        (within or self.page).get_by_label(_whole(label)).first.fill(text)
        return self

    def choose(self, question: str, answer: str) -> Visitor:
        """Marks one of the answers below a question, with the keyboard."""
        group = self.page.get_by_role("group", name=_whole(question))
        return self._mark(group.get_by_role("radio", name=_beginning(answer)).first)

    def agree(self, label: str) -> Visitor:
        """Checks a box, with the keyboard; the label may begin with these words."""
        return self._mark(self.page.get_by_role("checkbox", name=_beginning(label)).first)

    def uncheck(self, label: str) -> Visitor:
        """Takes a check mark away, with the keyboard."""
        box = self.page.get_by_role("checkbox", name=_beginning(label)).first
        box.press("Space")
        expect(box).not_to_be_checked()
        return self

    def select(self, label: str, option: str) -> Visitor:
        """Takes an option of a list."""
        self.page.get_by_label(_whole(label)).first.select_option(label=option)
        return self

    def hand_in(self, label: str, *files: tuple[str, str, bytes]) -> Visitor:
        """Chooses files: (name, content type, content)."""
        chosen = [{"name": name, "mimeType": kind, "buffer": content} for name, kind, content in files]
        self.page.get_by_label(_whole(label)).first.set_input_files(chosen)
        return self

    def _mark(self, box: Locator) -> Visitor:
        if not box.is_checked():
            box.press("Space")
        expect(box).to_be_checked()
        return self

    # --- reading ----------------------------------------------------------------------------------------------------
    @property
    def heading(self) -> str:
        """The page's first heading."""
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def text(self) -> str:
        """What the page says, between the menu and the footer."""
        return self.page.get_by_role("main").inner_text()

    def sees(self, *words: str) -> Visitor:
        """All of these words stand on the page."""
        said = _one_line(self.text)
        for each in words:
            assert each.casefold() in said.casefold(), f"“{each}” is not on {self.page.url}, which says: {said}"
        return self

    def does_not_see(self, *words: str) -> Visitor:
        """None of these words stands on the page."""
        said = _one_line(self.text)
        for each in words:
            assert each.casefold() not in said.casefold(), f"“{each}” is on {self.page.url}: {said}"
        return self

    def row(self, *words: str) -> Locator:
        """The row of a table that holds all of these words."""
        found = self.page.get_by_role("row")
        for each in words:
            found = found.filter(has_text=each)
        return found.first

    def download(self, address: str) -> tuple[int, bytes]:
        """Fetches a file with this browser's cookies; status and content."""
        answer = self.page.request.get(address)
        return answer.status, answer.body()

    def pdf(self, address: str) -> bytes:
        """A PDF that this browser may open."""
        status, content = self.download(address)
        assert status == 200, f"{address} answered {status}"
        assert content.startswith(b"%PDF"), f"{address} is no PDF"
        return content

    # --- looking closely --------------------------------------------------------------------------------------------
    def _arrived(self) -> Visitor:
        self.page.wait_for_load_state()
        self._look()
        return self

    def _look(self) -> None:
        """Once for every kind of page and width: nothing beside the window, and nothing that axe finds."""
        title = self.page.title()
        assert title, f"{self.page.url} has no title"
        kind = (_view(self.page.url), FIGURES.sub("#", title), self.eyes)
        if kind in self.looked_at:
            return
        self.looked_at.add(kind)
        if is_wider_than_its_window(self.page):
            self.wrong.append(f"{self.page.url} ({title}) is wider than {self.eyes.width} pixels.")
        # axe never returns where no JavaScript runs.
        for found in violations(self.page) if self.eyes.javascript else ():
            self.wrong.append(f"{self.page.url} ({title}): {found}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.wrong.append(f"{self.page.url}: {message.text}")

    def _response(self, response: Response) -> None:
        is_page = response.request.is_navigation_request()
        if response.status >= 400 and not (is_page and response.status in SAID_WRONG):
            self.wrong.append(f"{response.url} answered {response.status}.")


def mail_to(email: str, about: str = "") -> Message:
    """The newest message to an address whose subject holds these words."""
    found = Message.objects.filter(to_email=email, subject__icontains=about).order_by("-id").first()
    sent = list(Message.objects.filter(to_email=email).values_list("subject", flat=True))
    assert found, f"No message to {email} about “{about}”; there are: {sent}"
    return found


def link_in(message: Message, path: str) -> str:
    """The address in a message that leads to a path, without its host: the way mail programs show it."""
    found = re.search(rf"https?://[^\s/]+({re.escape(path)}[^\s)\]>]*)", plain(message))
    assert found, f"No link to {path} in: {plain(message)}"
    return found[1]


def _view(url: str) -> str:
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return urlsplit(url).path.split("/")[1]


def _whole(name: str) -> re.Pattern[str]:
    """Upper and lower case do not matter, nor that a field says it is optional."""
    return re.compile(rf"^\s*{_plainly(name)}(\s*\(optional\))?\s*$", re.IGNORECASE)


def _beginning(name: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{_plainly(name)}", re.IGNORECASE)


def _plainly(name: str) -> str:
    """The words themselves; Chromium's reader of patterns would end at a slash."""
    return re.escape(name).replace("/", r"\/")


def _one_line(text: str) -> str:
    return " ".join(text.split())
