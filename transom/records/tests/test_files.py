"""Which files are taken, and how their names are cleaned."""

import pytest
from hypothesis import given, strategies

from transom.records.rules import MAX_FILE_BYTES, clean_name, file_kind, refuse_file
from transom.records.tests.given import PDF, picture


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plat.pdf", PDF),
        ("PLAT.PDF", PDF),
        ("a.png", picture("PNG")),
        ("a.jpeg", picture("JPEG")),
        ("a.jpg", picture("JPEG")),
    ],
)
def test_pdf_and_pictures_are_taken(name, content):
    assert refuse_file(name, len(content), content[:32]) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plat.svg", b'<svg onload="alert(1)">'),
        ("plat.html", b"<!doctype html><script>"),
        ("plat.pdf", b"<html>%PDF-1.7"),
        ("plat.pdf", b"MZ\x90\x00 a program"),
        ("plat.zip", b"PK\x03\x04"),
        ("plat.mht", b"MIME-Version: 1.0"),
        ("plat.gif", b"GIF89a/*<script>"),
    ],
)
def test_anything_else_is_refused_by_its_content(name, content):
    reason = refuse_file(name, len(content), content)
    assert reason is not None
    assert "PDF, PNG or JPEG" in reason.say


def test_a_file_whose_ending_disagrees_with_its_content_is_refused():
    reason = refuse_file("plat.pdf.exe", len(PDF), PDF)
    assert reason is not None
    assert reason.say == "“plat.pdf.exe” is really a PDF file. Rename it so that it ends in “.pdf”."


def test_an_empty_and_an_enormous_file_are_refused_with_their_reason():
    assert "is empty" in str(refuse_file("a.pdf", 0, b""))
    assert "at most 50 MB" in str(refuse_file("a.pdf", MAX_FILE_BYTES + 1, PDF))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\plat.pdf", "plat.pdf"),
        ("plat\r\nSet-Cookie: x.pdf", "platSet-Cookie_ x.pdf"),
        ("пла́н участка.pdf", "пла́н участка.pdf"),
        ("   ", "file"),
        ("<script>.pdf", "_script_.pdf"),
    ],
)
def test_a_name_loses_folders_and_control_signs_but_keeps_its_words(typed, kept):
    assert clean_name(typed) == kept


@given(strategies.text(max_size=400))
def test_every_name_is_safe_to_show_and_to_send(name):
    kept = clean_name(name)
    assert 0 < len(kept) <= 120
    assert not set(kept) & set('/\\<>:"|?*\r\n\x00')


@given(strategies.binary(max_size=64))
def test_only_three_beginnings_are_known(content):
    kind = file_kind(content)
    assert kind is None or content.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff"))
