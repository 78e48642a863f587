"""Papers as PDF: the same facts give the same bytes, tagged for screen readers, with no way to smuggle markup in."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from transom.documents.rules import Template, qr_svg, render
from transom.documents.rules.papers import (
    Issuer,
    PermitFacts,
    ReceiptRecord,
    day,
    moment,
    permit_paper,
    receipt_paper,
)
from transom.documents.rules.printing import printable

AT = datetime(2026, 3, 2, 16, tzinfo=UTC)
PRINTS = Path(__file__).parents[3] / "agencies" / "aurora-il" / "prints"
FILES = {f"prints/{path.name}": path.read_text() for path in PRINTS.glob("*.typ")}
ISSUER = Issuer("City of Aurora", "Development Services", "630-256-3130")
URL = "https://permits.example/verify/abc/"
FACTS = PermitFacts(
    number="F26-00012",
    noun="Permit",
    type_label="Fence Residential",
    address="1234 N Lake St",
    holder="Rosa Delgado",
    facts=(("Issued", "Mar 2, 2026"), ("Expires", "")),
    work=(("Material", "Wood"),),
    inspections=("Footing", "Final"),
    inspection_note="Monday to Friday.",
    conditions=("Keep 3 ft clear around the hydrant.",),
    fees=(("Application fee", 2500), ("Fence permit", 5500)),
    posting_note="Post it.",
)


def permit(**said: object) -> bytes:
    data = permit_paper(FACTS, ISSUER, URL) | said
    return render(Template("prints/permit.typ", FILES), data, at=AT)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def test_the_same_facts_give_the_same_bytes() -> None:
    assert permit() == permit()


def test_a_permit_is_tagged_titled_and_in_english() -> None:
    pdf = opened(permit())
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "en"
    assert str(pdf.docinfo["/Title"]) == "Permit F26-00012"
    assert "/StructTreeRoot" in pdf.Root


def test_every_font_is_in_the_file() -> None:
    pdf = opened(permit())
    fonts = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_a_paper_without_a_title_is_refused() -> None:
    with pytest.raises(typst.TypstError, match="title"):
        permit(title="")


def test_amounts_are_printed_in_dollars_and_add_up() -> None:
    data = permit_paper(FACTS, ISSUER, URL)
    assert data["fees"] == [["Application fee", "$25.00"], ["Fence permit", "$55.00"]]
    assert data["total"] == ["Total", "$80.00"]


def test_facts_nobody_knows_are_left_out() -> None:
    assert permit_paper(FACTS, ISSUER, URL)["facts"] == [["Issued", "Mar 2, 2026"]]


def test_a_receipt_whose_lines_do_not_make_its_total_is_refused() -> None:
    share = ReceiptRecord("F26-00012", "Fence Residential", "1234 N Lake St", (("Application fee", 2500),))
    with pytest.raises(ValueError, match=r"its lines make \$25\.00, but \$26\.00 was paid"):
        receipt_paper("R26-000001", (), [share], "Paid online", cents=2600, issuer=ISSUER, verify_url=URL)


def test_money_that_goes_back_is_said_on_the_receipt() -> None:
    share = ReceiptRecord("F26-00012", "Fence Residential", "1234 N Lake St", (("Application fee", 2500),))
    data = receipt_paper(
        "R26-000001",
        (("Payer", "Rosa"),),
        [share],
        "Paid online",
        cents=4000,
        returned=1500,
        issuer=ISSUER,
        verify_url=URL,
    )
    assert data["returned"] == "$15.00"
    assert render(Template("prints/receipt.typ", FILES), data, at=AT).startswith(b"%PDF")


def test_a_changed_sheet_is_a_changed_template() -> None:
    changed = FILES | {"prints/sheet.typ": FILES["prints/sheet.typ"] + "\n// new"}
    assert Template("prints/permit.typ", FILES).sha256 != Template("prints/permit.typ", changed).sha256


def test_days_and_moments_read_as_people_write_them() -> None:
    assert day(AT.date()) == "Mar 2, 2026"
    assert day(None) == ""
    assert moment(AT.replace(hour=0, minute=5)) == "Mar 2, 2026 at 12:05 am"
    assert moment(AT.replace(hour=13, minute=30)) == "Mar 2, 2026 at 1:30 pm"


def test_the_code_carries_the_address_and_nothing_that_could_run() -> None:
    svg = qr_svg(URL)
    assert svg.startswith("<svg")
    assert "<script" not in svg


def test_signs_our_fonts_lack_are_boxes_and_never_hold_up_a_permit() -> None:
    assert printable({"name": "José Łódź 王小明\x08", "rows": [["ß", 3]]}) == {
        "name": "José Łódź \u25a1\u25a1\u25a1\u25a1",
        "rows": [["ß", 3]],
    }
    assert permit(holder="王小明", address="улица Ленина 😀").startswith(b"%PDF")


@settings(max_examples=15)
@given(st.text(max_size=60))
def test_words_people_typed_never_become_markup(words: str) -> None:
    assert permit(address=words, holder=words, work=[[words, "#panic()"], ["$x$", "[*a*] @b <c>"]]).startswith(b"%PDF")
