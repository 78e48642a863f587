"""Elm and its people: Cal writes rules, Sue publishes them, Irene reads them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from transom.accounts.models import User
from transom.kernel.actors import SYSTEM
from transom.records.tests.given import staff
from transom.rulebook import queries
from transom.rulebook.actions import load_agency, propose
from transom.rulebook.bundles import read_folder
from transom.rulebook.models import Proposal
from transom.rulebook.tests import elm

FENCE = "permits/fence.toml"
FOLDER = elm.ELM
JULY = "2026-07-01"
SAID = {"effective": JULY, "note": "Ordinance 26-07 raises the fence permit"}


def city() -> dict[str, str]:
    """Elm's rules are in force from its folder; its files by path."""
    queries.forget()
    load_agency(FOLDER, by=SYSTEM, at=elm.NOON)
    return read_folder(FOLDER)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def cal() -> User:
    return staff("rule-writer", username="cal")


def sue() -> User:
    return staff("supervisor", username="sue")


def raised(files: Mapping[str, str], base: int = 46) -> str:
    """The fence's rules with a dearer permit, and its own tests with it."""
    more = base - 45
    text = files[FENCE]
    for old, new in (
        ("base = 45.00", f"base = {base}.00"),
        ("permit = 55.00", f"permit = {55 + more}.00"),
        ("owes = 71.10", f"owes = {71 + more}.10"),
    ):
        assert old in text
        text = text.replace(old, new)
    return text


def proposed(files: Mapping[str, str], by: User, text: str = "", effective: str = JULY) -> Proposal:
    """A dearer fence permit, or this text of it, proposed."""
    changed = {**files, FENCE: text or raised(files)}
    return propose(changed, effective=elm.NOON.date().fromisoformat(effective), note=SAID["note"], by=by, at=elm.NOON)


def sent(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def archive(files: Mapping[str, str | bytes], name: str = "rules.zip") -> SimpleUploadedFile:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for path, content in files.items():
            packed.writestr(path, content)
    return SimpleUploadedFile(name, out.getvalue())
