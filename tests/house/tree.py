"""The files that the house's habits are asked of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "transom"
ROOMS = [HOUSE / room for room in [*settings.ROOMS, "wiring"]]

HAND_WRITTEN = {".py", ".md", ".toml", ".html", ".css", ".js", ".typ", ".sh"}


def sources(*, tests: bool = False, migrations: bool = False) -> Iterator[Path]:
    """Python files of the house; those of tests and migrations only when asked for."""
    for path in sorted(HOUSE.rglob("*.py")):
        parts = path.relative_to(HOUSE).parts
        if (tests or "tests" not in parts) and (migrations or "migrations" not in parts):
            yield path


def written() -> Iterator[Path]:
    """Everything that somebody wrote by hand and somebody else will read."""
    for top in ("transom", "tests", "docs", "agencies", "scripts"):
        for path in sorted((ROOT / top).rglob("*")):
            if (
                path.suffix in {".py", ".md", ".toml", ".html", ".css", ".js", ".typ", ".sh"}
                and "vendor" not in path.parts
            ):
                yield path
    yield from (
        path for path in sorted(ROOT.glob("*")) if path.suffix in {".md", ".toml", ".py"} or path.name == "Makefile"
    )


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))
