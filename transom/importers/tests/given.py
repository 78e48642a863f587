"""Files to import: three made-up ones with the oddities of three cities' exports, and whatever a test writes."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from transom.importers import commands
from transom.importers.report import Report

FILES = Path(__file__).parent / "files"
SAMPLES = Path(os.environ.get("TRANSOM_SAMPLE_DATA", Path(__file__).resolve().parents[4] / "shared")) / "data"
AT = datetime(2026, 3, 2, 16, tzinfo=UTC)

SMALL_MAP = """
schema = "import-map/1"
source = "small-town"
label = "Small Town"
dates = ["%m/%d/%Y", "epoch-ms"]
time_zone = "America/Chicago"

[columns]
key = "{No}"
number = "{No}"
type = "{Type}"
title = "{Work}"
address = "{Where}"
pin = "{Pin}"
valuation = "{Cost}"
applied_on = "{Applied}"

[[status]]
label = "Closed"
closed = true
when = { State = "done" }

[[status]]
label = "Open"

[[party]]
role = "applicant"
name = "{Who}"

[public]
"Work" = "{Work}"
"""
HEADER = "No,Type,Work,Where,Pin,Cost,Applied,State,Who\n"
ROW = "B-1,Fence,New fence,44 East Downer Place,15-1,$1200.50,03/02/2024,open,Ada Lovelace\n"


def small(folder: Path, text: str = HEADER + ROW, *, name: str = "small.csv", more: str = "") -> tuple[Path, Path]:
    """A file and its mapping."""
    file, mapping = folder / name, folder / "small.toml"
    file.write_text(text)
    mapping.write_text(SMALL_MAP + more)
    return file, mapping


def load(file: Path, mapping: Path | str, folder: Path) -> Report:
    """Import and return the report; what is set aside goes to the test's folder."""
    named = commands.MAPS / f"{mapping}.toml" if isinstance(mapping, str) else mapping
    return commands.run(file, named, aside=folder / f"{file.stem}-aside{file.suffix}", at=AT)
