from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.notices import rules

BODY = """# Fees are due

The record **FEN26-00012** needs:

- the fee of $85.00
- a signature
  on the *plat*

1. Pay
2. Wait

| Fee | Amount |
| --- | ---: |
| Fence | $85.00 |

[Pay now](https://permits.example.gov/cart/)

> Said the reviewer

---
Write to [office@city.example](mailto:office@city.example)."""

TEXT = """Fees are due

The record FEN26-00012 needs:

- the fee of $85.00
- a signature
  on the plat

1. Pay
2. Wait

Fee | Amount
Fence | $85.00

Pay now: https://permits.example.gov/cart/

> Said the reviewer

---

Write to office@city.example.
"""


def test_the_text_part_reads_like_a_letter() -> None:
    assert rules.text(BODY) == TEXT


def test_a_paragraph_that_is_one_link_is_drawn_as_a_button_and_no_other_is() -> None:
    html = rules.html(BODY)
    assert f'href="https://permits.example.gov/cart/" style="{rules.BUTTON}"' in html
    assert html.count(rules.BUTTON) == 1


def test_every_element_bears_its_style_and_our_own_pages_get_none() -> None:
    assert "font-size:14px;text-align:right" in rules.html(BODY)
    assert '<td style="padding' in rules.html(BODY)
    assert "<li style=" in rules.html(BODY)
    assert "style" not in rules.html(BODY, styled=False)


@pytest.mark.parametrize(
    "evil",
    [
        "[pay here](https://evil.example)",
        "<a href='https://evil.example'>x</a>",
        "![x](https://evil.example/x.gif)",
        "<https://evil.example>",
        "**bold**",
        "# heading",
        "1. list",
        "- list",
        "`code`",
        "a\n\n# b",
        "&lt;b&gt;",
    ],
)
def test_what_a_person_typed_is_shown_as_typed_and_never_becomes_a_link(evil: str) -> None:
    body = f"The applicant {rules.literal(evil)} wrote."
    html = rules.html(body, styled=False)
    assert html.count("<") == 2  # the paragraph alone
    assert rules.text(rules.literal(evil)) == " ".join(evil.split()) + "\n"


@given(st.text(max_size=60))
def test_any_words_at_all_come_out_of_a_message_as_they_went_in(words: str) -> None:
    shown = " ".join("".join(char if char.isprintable() else " " for char in words).split())
    assert rules.text(f"Name: ({rules.literal(words)})") == f"Name: ({shown})\n"
    assert "<a " not in rules.html(rules.literal(words))


def test_a_javascript_link_is_no_link() -> None:
    assert "href" not in rules.html("[x](javascript:alert(1))")


def test_a_subject_is_one_line_of_a_fair_length() -> None:
    assert rules.subject_line("Permit\r\nBcc: x\x00 issued") == "Permit Bcc: x issued"
    assert len(rules.subject_line("x" * 1000)) == 300


def test_waits_grow_and_ten_attempts_fit_in_a_working_day() -> None:
    waits = [rules.next_wait(attempts) for attempts in range(1, rules.MOST_ATTEMPTS)]
    assert waits == sorted(waits)
    assert sum(waits, timedelta(0)) < timedelta(hours=8)
