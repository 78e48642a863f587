"""A search as it stands in an address: read, and written again for the next page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote, urlencode

from transom.search.queries import Filters, Found
from transom.search.rules import By

KINDS = {"permit": "permits", "license": "licenses", "project": "projects"}
STANDINGS = (("open", "Open"), ("closed", "Closed"))
BY_WORDS = {
    By.NUMBER: "numbers that begin so",
    By.ADDRESS: "addresses that begin so",
    By.WORDS: "streets and names with these words",
}


@dataclass(frozen=True)
class Asking:
    """What the box and the filters say; `errors` are sentences by field, the typed words are kept."""

    q: str = ""
    kind: str = ""
    type_id: str = ""
    status: str = ""
    since: str = ""
    until: str = ""
    by: By | None = None
    after: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    filters: Filters = field(default_factory=Filters)

    @property
    def what(self) -> str:
        """What is searched, in the plural."""
        return KINDS.get(self.kind, "permits")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.type_id or self.status or self.since or self.until)

    def address(self, **other: str) -> str:
        """The query of this search with something changed; blank parts are left out, so that addresses stay short."""
        said = {
            "q": self.q, "kind": self.kind, "type": self.type_id, "status": self.status, "from": self.since,
            "to": self.until, "by": self.by or "", "after": "",
        } | other  # fmt: skip
        return "?" + urlencode({name: value for name, value in said.items() if value}, quote_via=quote)


def read(said: Mapping[str, str]) -> Asking:
    """What an address asks for. A day that is none, or an end before its beginning, is an error at its field."""
    errors: dict[str, str] = {}
    since, until = _day(said, "from", errors), _day(said, "to", errors)
    if since and until and until < since:
        errors["to"] = "The last day is before the first."
    kind = said.get("kind", "") if said.get("kind") in KINDS else ""
    type_id, status = said.get("type", "")[:80], said.get("status", "")[:80]
    return Asking(
        q=said.get("q", "").replace("\x00", "").strip()[:200],
        kind=kind,
        type_id=type_id,
        status=status,
        since=said.get("from", "").strip()[:20],
        until=said.get("to", "").strip()[:20],
        by=By(said["by"]) if said.get("by") in set(By) else None,
        after=said.get("after", "")[:500],
        errors=errors,
        filters=Filters(
            kind=kind,
            type_id=type_id.replace("\x00", ""),
            status=status.replace("\x00", ""),
            since=None if "to" in errors else since,
            until=None if "to" in errors else until,
        ),
    )


def told(asking: Asking, found: Found) -> str:
    """How many were found and by what, in a sentence."""
    if not found.count:
        return f"No {asking.what if asking.kind else 'records'} found."
    if found.by is By.ALIKE:
        return f"Nothing is spelled like “{asking.q}”. These are close: {' '.join(found.meant)}."
    how = {
        By.NUMBER: f" whose number begins with “{asking.q}”",
        By.ADDRESS: f" at an address that begins with “{asking.q}”",
        By.WORDS: f" with “{asking.q}” in the address, the applicant or the contractor",
    }
    thing = asking.kind or "record"
    many = "More than 1,000" if found.is_more_than_counted else f"{found.count:,}"
    plural = thing if found.count == 1 else f"{thing}s"
    return f"{many} {plural}{how[found.by] if found.by else ''}."


def _day(said: Mapping[str, str], name: str, errors: dict[str, str]) -> date | None:
    text = said.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        errors[name] = "Enter a day as year-month-day, e.g. 2026-03-02."
        return None
