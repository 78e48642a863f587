"""What anyone may find: every query here runs as the public's database role and reads public tables alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from operator import and_, or_
from time import monotonic

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet, Value

from transom.kernel import pages
from transom.kernel.roles import public_role
from transom.land import addresses
from transom.search import rules
from transom.search.models import Choice, PublicRecord, Word
from transom.search.rules import Asked, By

Rows = QuerySet[PublicRecord]

PAGE = 25
ASKED_AGAIN_AFTER = 10.0
"""Seconds after which a process notices a new type or status among the choices of a search."""
MOST_COUNTED = 1000
MOST_ALIKE = 50
MOST_CANDIDATES = 12
ORDERS: dict[By | None, tuple[str, ...]] = {
    By.NUMBER: ("number_norm", "id"),
    By.ADDRESS: ("address_norm", "-listed_on", "-id"),
    By.WORDS: ("-listed_on", "-id"),
    None: ("-listed_on", "-id"),
}


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed to; empty means any. Days are the city's, `since` and `until` included."""

    kind: str = ""
    type_id: str = ""
    status: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Found:
    """One page of a search: its rows, how they were found, and how many there are (at most 1,001 are counted).

    `others` are ways that find something too; `meant` is how misspelled words were understood.
    """

    rows: tuple[PublicRecord, ...] = ()
    by: By | None = None
    others: tuple[By, ...] = ()
    count: int = 0
    meant: tuple[str, ...] = ()
    older: str = ""
    newer: str = ""

    @property
    def is_more_than_counted(self) -> bool:
        return self.count > MOST_COUNTED


@dataclass(frozen=True)
class Narrowing:
    """The types and statuses a search can be narrowed to, as (value, label)."""

    types: tuple[tuple[str, str], ...] = field(default=())
    statuses: tuple[tuple[str, str], ...] = field(default=())


_narrowings: dict[str, tuple[float, Narrowing]] = {}


def find(q: str, filters: Filters | None = None, *, by: By | None = None, after: str = "", limit: int = PAGE) -> Found:
    """Records by number, else by address from the left, else by words of street or name, else spelled about so.

    `by` asks for one of these ways; `after` is the mark of a neighboring page. At most four queries, mostly three.
    """
    said, wanted = rules.asked(q), _narrowed(filters or Filters())
    with public_role():
        if said.is_blank:
            return _listed(wanted, None, (), after, limit)
        if by not in (By.WORDS, By.ALIKE):
            ways = _begins(wanted, said)
            if ways:
                chosen = by if by in ways else next(iter(ways))
                return _listed(ways[chosen], chosen, tuple(way for way in ways if way is not chosen), after, limit)
        if by is not By.ALIKE and said.words:
            rows = wanted.filter(_in_names_or_street(said, [(word,) for word in said.words]))
            # Counted before it is listed: a bounded count of nothing is quick by the words' index, while a list in the
            # order of days may be planned as a walk through every record in search of one that is not there.
            if count := _counted(rows):
                return _listed(rows, By.WORDS, (), after, limit, count=count)
        return _alike(wanted, said)


def narrowing(kind: str = "") -> Narrowing:
    """The types and statuses that public records of this kind have; one query every few seconds and process."""
    asked_at, known = _narrowings.get(kind, (0.0, Narrowing()))
    if asked_at and monotonic() - asked_at < ASKED_AGAIN_AFTER:
        return known
    with public_role():
        rows = Choice.objects.filter(kind=kind) if kind else Choice.objects.all()
        said = sorted({(row.what, row.value, row.label) for row in rows}, key=lambda row: row[2].casefold())
    known = Narrowing(
        types=tuple((value, label) for what, value, label in said if what == Choice.What.TYPE),
        statuses=tuple((value, label) for what, value, label in said if what == Choice.What.STATUS),
    )
    _narrowings[kind] = (monotonic(), known)
    return known


def forget() -> None:
    """Ask the database again what a search can be narrowed to; for tests."""
    _narrowings.clear()


def public_page(number: str) -> PublicRecord:
    """The public face of one record, `page` included. Raises PublicRecord.DoesNotExist. One query."""
    with public_role():
        return PublicRecord.objects.get(number=number)


def property_records(pin: str, *, limit: int = 100) -> tuple[PublicRecord, ...]:
    """What was ever applied for on a parcel, newest first. One query."""
    if not pin:
        return ()
    with public_role():
        return tuple(_short(PublicRecord.objects.filter(pin=pin)).order_by("-listed_on", "-id")[:limit])


def newest(*, kind: str = "", limit: int = 10) -> tuple[PublicRecord, ...]:
    """The records applied for last. One query."""
    with public_role():
        return tuple(_short(_narrowed(Filters(kind=kind))).order_by("-listed_on", "-id")[:limit])


def _narrowed(filters: Filters) -> Rows:
    rows = PublicRecord.objects.all()
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.type_id:
        rows = rows.filter(type_id=filters.type_id)
    if filters.status in ("open", "closed"):
        rows = rows.filter(closed=filters.status == "closed")
    elif filters.status:
        rows = rows.filter(status_label=filters.status)
    if filters.since:
        rows = rows.filter(listed_on__gte=filters.since)
    if filters.until:
        rows = rows.filter(listed_on__lte=filters.until)
    return rows


def _begins(wanted: Rows, said: Asked) -> dict[By, Rows]:
    """Records whose number or address begins so, where there are any; both asked in one query."""
    tries: dict[By, Rows] = {}
    if said.number:
        tries[By.NUMBER] = wanted.filter(number_norm__startswith=said.number)
    if said.prefixes:
        tries[By.ADDRESS] = wanted.filter(_any(Q(address_norm__startswith=prefix) for prefix in said.prefixes))
    probes = [_one_if_any(rows, way) for way, rows in tries.items()]
    hits = set(probes[0].union(*probes[1:], all=True)) if probes else set()
    return {way: rows for way, rows in tries.items() if way.value in hits}


def _one_if_any(rows: Rows, way: By) -> QuerySet[PublicRecord, str]:
    # In the order of the way's list: an unordered LIMIT 1 may be planned as a walk through the whole table.
    return rows.order_by(*ORDERS[way]).annotate(way=Value(way.value)).values_list("way", flat=True)[:1]


def _in_names_or_street(said: Asked, meant: Iterable[tuple[str, ...]]) -> Q:
    """Every word, in one of its spellings, begins a word of the names or of the street."""
    every = [
        _any(Q(words__contains=f" {each}") | Q(address_norm__contains=f" {each}") for each in word) for word in meant
    ]
    if said.house:
        every.append(_at(said.house) | Q(words__contains=f" {said.house} "))
    return reduce(and_, every)


def _at(house: str) -> Q:
    return Q(address_norm__startswith=f"{house} ")


def _any(ways: Iterable[Q]) -> Q:
    return reduce(or_, ways)


def _listed(
    rows: Rows, by: By | None, others: tuple[By, ...], after: str, limit: int, count: int | None = None
) -> Found:
    listed = pages.page(_short(rows), order=ORDERS[by], mark=after, size=limit)
    if count is None:
        whole = not (after or listed.older or listed.newer)
        count = len(listed.rows) if whole else _counted(rows)
    return Found(rows=listed.rows, by=by, others=others, count=count, older=listed.older, newer=listed.newer)


def _counted(rows: Rows) -> int:
    """How many there are, counted to a thousand and one."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def _alike(wanted: Rows, said: Asked) -> Found:
    """What the words may have been meant to be, the same house first, then the newest; at most 50, two queries."""
    meant = _meant(said.words)
    if not meant:
        return Found(by=By.ALIKE)
    near = wanted.filter(_in_names_or_street(replace(said, house=""), meant))
    parts = [_short(near).annotate(elsewhere=Value(1)).order_by("-listed_on", "-id")[:MOST_ALIKE]]
    if said.house:
        here = _short(near.filter(_at(said.house))).annotate(elsewhere=Value(0))
        parts.insert(0, here.order_by("-listed_on", "-id")[:MOST_ALIKE])
    found = list(parts[0].union(*parts[1:], all=True)) if len(parts) > 1 else list(parts[0])
    found.sort(key=lambda row: (-row.elsewhere, row.listed_on, row.pk), reverse=True)
    rows = tuple({row.pk: row for row in reversed(found)}.values())[::-1][:MOST_ALIKE]
    return Found(rows=rows, by=By.ALIKE, count=len(rows), meant=tuple(word[0] for word in meant))


def _meant(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """For each word what it may have been meant to be; nothing when one of them resembles no known word. One query."""
    if not words:
        return []
    alike = [
        Word.objects.filter(Q(text__trigram_similar=word) | Q(text__in=[word, *addresses.neighbours(word)]))
        .annotate(typed=Value(word), likeness=TrigramSimilarity("text", word))
        .order_by("-likeness")
        .values_list("typed", "text")[:MOST_CANDIDATES]
        for word in words
    ]
    known: dict[str, list[str]] = {word: [] for word in words}
    for typed, text in alike[0].union(*alike[1:], all=True):
        known[typed].append(text)
    meant = [(*rules.ordinals(word), *rules.nearest(word, known[word])) for word in words]
    return meant if all(meant) else []


def _short(rows: Rows) -> Rows:
    """Rows of a list: the tabs' contents stay in the database."""
    return rows.defer("page", "words")
