"""What anyone may find: every query here runs as the public's database role and reads public tables alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from transom.kernel import pages
from transom.kernel.roles import public_role
from transom.land import addresses

from . import rules
from .models import Choice, PublicRecord
from .rules import Asked, By

PAGE = 25
MOST_COUNTED = 1000
MOST_ALIKE = 50
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
    """One page of a search: its rows, how they were found, and how many there are (at most 1,001 are counted)."""

    rows: tuple[PublicRecord, ...] = ()
    by: By | None = None
    others: tuple[By, ...] = ()
    count: int = 0
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


def find(
    q: str, filters: Filters | None = None, *, by: By | None = None, after: str = "", limit: int = PAGE
) -> Found:
    """Records by number, else by address from the left, else by words of street or name, else spelled about so.

    `by` asks for one of these ways; `after` is the mark of a neighboring page. At most three queries.
    """
    said, wanted = rules.asked(q), _narrowed(filters or Filters())
    with public_role():
        if said.is_blank:
            return _listed(wanted, None, (), after, limit)
        if by is By.ALIKE:
            return _alike(wanted, said, ())
        ways = _ways(wanted, said)
        chosen = by if by in ways else next(iter(ways), None)
        if chosen is not None:
            others = tuple(way for way in ways if way is not chosen)
            found = _listed(ways[chosen], chosen, others, after, limit)
            if found.rows or chosen is not By.WORDS:
                return found
        return _alike(wanted, said, ())


def narrowing(kind: str = "") -> Narrowing:
    """The types and statuses that public records of this kind have; one query."""
    with public_role():
        rows = Choice.objects.filter(kind=kind) if kind else Choice.objects.all()
        said = sorted({(row.what, row.value, row.label) for row in rows}, key=lambda row: row[2].casefold())
    return Narrowing(
        types=tuple((value, label) for what, value, label in said if what == Choice.What.TYPE),
        statuses=tuple((value, label) for what, value, label in said if what == Choice.What.STATUS),
    )


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


def _narrowed(filters: Filters) -> QuerySet[PublicRecord]:
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


def _ways(wanted: QuerySet[PublicRecord], said: Asked) -> dict[By, QuerySet[PublicRecord]]:
    """The ways that find something, best first. Numbers and addresses are asked in one query; words stay untried:
    a miss by words costs the same to find out as to list."""
    tries: dict[By, QuerySet[PublicRecord]] = {}
    if said.number:
        tries[By.NUMBER] = wanted.filter(number_norm__startswith=said.number)
    if said.prefixes:
        tries[By.ADDRESS] = wanted.filter(_any_prefix(said.prefixes))
    probes = [_one_if_any(rows, way, ORDERS[way]) for way, rows in tries.items()]
    hits = set(probes[0].union(*probes[1:], all=True)) if probes else set()
    ways = {way: rows for way, rows in tries.items() if way.value in hits}
    if said.words:
        ways[By.WORDS] = wanted.filter(_all_words(said))
    return ways


def _one_if_any(rows: QuerySet[PublicRecord], way: By, order: tuple[str, ...]) -> QuerySet[PublicRecord, str]:
    # In the order of the way's index: an unordered LIMIT 1 may be planned as a walk through the whole table.
    return rows.order_by(*order).annotate(way=Value(way.value)).values_list("way", flat=True)[:1]


def _any_prefix(prefixes: Iterable[str]) -> Q:
    return reduce(or_, (Q(address_norm__startswith=prefix) for prefix in prefixes))


def _all_words(said: Asked) -> Q:
    """Every word begins a word of the names, or the whole stands in the address."""
    names = reduce(and_, (Q(words__contains=f" {word}") for word in said.words))
    return names | Q(address_norm__contains=f" {said.street}") if said.street else names


def _listed(
    rows: QuerySet[PublicRecord], by: By | None, others: tuple[By, ...], after: str, limit: int
) -> Found:
    listed = pages.page(_short(rows), order=ORDERS[by], mark=after, size=limit)
    whole = not (after or listed.older or listed.newer)
    count = len(listed.rows) if whole else rows.order_by()[: MOST_COUNTED + 1].count()
    return Found(
        rows=listed.rows, by=by, others=others if listed.rows else (), count=count,
        older=listed.older, newer=listed.newer,
    )  # fmt: skip


def _alike(wanted: QuerySet[PublicRecord], said: Asked, others: tuple[By, ...]) -> Found:
    """Streets and names spelled about so, the same house number first, then the most alike; at most 50, one query."""
    house, street = addresses.house_and_street(said.text)
    spellings = rules.spellings(street) if len(street) >= rules.SHORTEST_WORD else ()
    name = " ".join(said.words)
    near = [Q(address_norm__trigram_word_similar=each) for each in spellings]
    scores = [TrigramWordSimilarity(each, "address_norm") for each in spellings]
    if name and not house:
        near.append(Q(words__trigram_word_similar=name))
        scores.append(TrigramWordSimilarity(name, "words"))
    if not near:
        return Found(by=By.ALIKE)
    same_house = [When(address_norm__startswith=f"{house} ", then=Value(1))] if house else []
    rows = (
        _short(wanted.filter(reduce(or_, near)))
        .annotate(
            same_house=Case(*same_house, default=Value(0), output_field=IntegerField()),
            likeness=Greatest(*scores) if len(scores) > 1 else scores[0],
        )
        .order_by("-same_house", "-likeness", "-listed_on", "-id")[:MOST_ALIKE]
    )
    found = tuple(rows)
    return Found(rows=found, by=By.ALIKE, others=others, count=len(found))


def _short(rows: QuerySet[PublicRecord]) -> QuerySet[PublicRecord]:
    """Rows of a list: the tabs' contents stay in the database."""
    return rows.defer("page", "words")
