"""The gallery in a real browser: nobody is shut out, on a desk or on a phone, by mouse or by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from transom.ui.tests.chromium import is_wider_than_its_window, violations
from transom.ui.tests.given import GALLERY, gallery_page
from transom.ui.tests.markup import problems

pytestmark = pytest.mark.browser
WIDTHS = (1280, 390, 320)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page whose every complaint in the console is a failure."""
    window = chromium.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    window.on("console", lambda message: said.append(message.text))
    window.on("pageerror", lambda error: said.append(str(error)))
    yield window
    window.close()
    assert said == []


@pytest.mark.parametrize("name", GALLERY)
def test_the_markup_is_in_order(name):
    assert problems(gallery_page(name)) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", GALLERY)
def test_nothing_stands_against_wcag_2_2_aa_and_nobody_scrolls_sideways(page, gallery, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{gallery}/{name}")
    assert violations(page) == []
    assert not is_wider_than_its_window(page)


@pytest.mark.parametrize("name", GALLERY)
def test_a_page_stands_in_forced_colors_and_at_twice_the_size(chromium, gallery, name):
    context = chromium.new_context(
        forced_colors="active", reduced_motion="reduce", viewport={"width": 640, "height": 800}
    )
    window = context.new_page()
    window.goto(f"{gallery}/{name}")
    assert violations(window) == []
    assert not is_wider_than_its_window(window)
    context.close()


def test_the_first_stop_of_a_keyboard_is_a_way_past_the_menu(page, gallery):
    page.goto(f"{gallery}/dashboard")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Apply for a permit").last).to_be_focused()


def test_a_form_that_was_sent_back_starts_at_what_is_wrong(page, gallery):
    page.goto(f"{gallery}/form")
    expect(page.locator("#error-summary")).to_be_focused()
    page.get_by_role("link", name="Type how long the fence is, in feet.").click()
    expect(page.get_by_label("Length")).to_be_focused()
    expect(page.get_by_label("Length")).to_have_accessible_description(
        "feet Error: Type how long the fence is, in feet."
    )


def test_on_a_phone_the_menu_stands_below_the_content_until_it_is_asked_for(page, gallery):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{gallery}/dashboard")
    content, menu = page.get_by_role("main"), page.get_by_role("navigation", name="Main menu")
    assert menu.bounding_box()["y"] > content.bounding_box()["y"]
    toggle = page.get_by_role("button", name="Menu")
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    assert menu.bounding_box()["y"] < content.bounding_box()["y"]
    page.keyboard.press("Escape")
    expect(toggle).to_be_focused()
    assert menu.bounding_box()["y"] > content.bounding_box()["y"]


def test_without_javascript_the_menu_is_a_link_to_the_end_of_the_page_and_every_field_is_a_plain_field(
    chromium, gallery
):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    window = context.new_page()
    window.goto(f"{gallery}/form")
    window.get_by_role("link", name="Menu").click()
    assert window.url.endswith("#menu")
    window.get_by_label("Company name").fill("Fox Valley")
    expect(window.get_by_role("button", name="Show password")).to_be_hidden()
    window.get_by_label("Yes").check()
    context.close()


def test_a_password_can_be_looked_at(page, gallery):
    page.goto(f"{gallery}/form")
    secret = page.get_by_label("Password", exact=True)
    secret.fill("four quiet brown horses")
    page.get_by_role("button", name="Show password").click()
    expect(secret).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide password").click()
    expect(secret).to_have_attribute("type", "password")


def test_companies_are_suggested_while_one_types_and_picked_with_the_keyboard(page, gallery):
    page.goto(f"{gallery}/form")
    company = page.get_by_role("combobox", name="Company name")
    company.fill("fo")
    company.press_sequentially("x")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options).to_have_count(2)
    assert violations(page) == []
    company.press("ArrowDown")
    company.press("ArrowDown")
    expect(options.last).to_have_attribute("aria-selected", "true")
    company.press("Enter")
    expect(company).to_have_value("Fox & Sons Roofing")
    expect(company).to_have_attribute("aria-expanded", "false")


def test_chosen_files_are_listed_by_name(page, gallery):
    page.goto(f"{gallery}/form")
    files = [
        {"name": "plat.pdf", "mimeType": "application/pdf", "buffer": b"x" * 2_400},
        {"name": "fence.png", "mimeType": "image/png", "buffer": b"x" * 1_500_000},
    ]
    page.get_by_label("Plat of survey").set_input_files(files)
    expect(page.get_by_text("plat.pdf (2 kB)")).to_be_visible()
    expect(page.get_by_text("fence.png (1.5 MB)")).to_be_visible()


def test_a_second_press_does_not_send_a_form_twice(page, gallery):
    page.goto(f"{gallery}/dashboard")
    sent = page.evaluate("""() => {
        const out = document.querySelector("form[action='/account/sign-out/'] button");
        let sent = 0;
        out.form.addEventListener("submit", (event) => { sent += !event.defaultPrevented; event.preventDefault(); });
        out.click();
        out.click();
        return sent;
    }""")
    assert sent == 1
