"""Elm, a made-up city whose rules change: its folder, and the changes that tests of versions make in it."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from transom.rulebook import queries

ELM = Path(__file__).parent / "files" / "elm"
KEY = "elm-il"
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)


def folder(at: Path) -> Path:
    """A copy of the city's folder that a test may change."""
    return shutil.copytree(ELM, at)


def rewrite(city: Path, path: str, *replaced: tuple[str, str]) -> None:
    """Some words of a file of the folder are replaced; each must be there."""
    file = city / path
    text = file.read_bytes().decode()
    for old, new in replaced:
        assert old in text, old
        text = text.replace(old, new)
    file.write_bytes(text.encode())


def raise_the_fee(city: Path, base: str = "46.00", effective: str | None = None) -> None:
    """The base of the fence permit is 46 dollars, and what the folder's own tests expect follows."""
    more = int(float(base)) - 45
    rewrite(
        city,
        "permits/fence.toml",
        ("base = 45.00", f"base = {base}"),
        ("permit = 55.00", f"permit = {55 + more}.00"),
        ("owes = 71.10", f"owes = {71 + more}.10"),
    )
    if effective:
        rewrite(city, "permits/fence.toml", ("effective = 2024-01-01", f"effective = {effective}"))


def base_on(day: date) -> object:
    """The base of the fence permit in force on a day."""
    rule = next(rule for rule in queries.current_type("fence", day).fees.rules if rule.id == "permit")
    return rule.table.base  # type: ignore[union-attr]
