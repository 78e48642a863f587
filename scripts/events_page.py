"""Writes docs/handbook/events.md from what the rooms declare and from the reactions table."""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path

import django
from django.apps import apps
from django.utils.module_loading import import_string

PAGE = Path(__file__).resolve().parents[1] / "docs" / "handbook" / "events.md"
HEAD = """\
# Events

Everything that happens is an event: a row that is added and never changed. A record's chronology is its events, newest
first; the public reads those marked so, without people's names. The sentence may name facts of the event in braces.
What an event causes stands in `transom/wiring/reactions.py`: at once, in the same transaction, or later, as a job that
is deferred in the same transaction. A room declares its events in its `events.py`.

This page is written by `scripts/events_page.py`; a test compares them.
"""


def page() -> str:
    """The page as it should be now."""
    if not apps.ready:
        os.environ["DJANGO_SETTINGS_MODULE"] = "transom.wiring.test_settings"
        django.setup()
    verbs = import_string("transom.history.reactions.verbs")()
    table = import_string("transom.wiring.reactions.REACTIONS")
    parts = [HEAD]
    for group, rows in groupby(sorted(verbs.items()), key=lambda row: row[0].split(".")[0]):
        lines = [f"## {group.capitalize()}", "", "| event | says | public | causes |", "|---|---|---|---|"]
        for name, verb in rows:
            causes = _causes(table.get(name))
            lines.append(f"| `{name}` | {verb.sentence} | {'yes' if verb.public else 'no'} | {causes} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _causes(reaction: object) -> str:
    at_once = [f"`{act.__module__.split('.')[1]}.{act.__name__}`" for act in getattr(reaction, "at_once", ())]
    later = [f"`{job}`" for job in getattr(reaction, "later", ())]
    said = [f"at once {', '.join(at_once)}" if at_once else "", f"later {', '.join(later)}" if later else ""]
    return "; ".join(filter(None, said)) or "–"


if __name__ == "__main__":
    PAGE.write_text(page())
    print(f"{PAGE} is written.")
