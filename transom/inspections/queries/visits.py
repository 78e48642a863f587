"""The only reader of inspections for others: a record's, a person's, an inspector's day, what nobody has yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, F, QuerySet

from transom.accounts.models import User
from transom.inspections import rules
from transom.inspections.models import Photo, Required, Visit
from transom.inspections.standing import asked, calendar_of, labels_and_passed, standing_of
from transom.kernel import pages
from transom.kernel.clock import local
from transom.kernel.refusals import Reason
from transom.kernel.rows import columns, rows, thing
from transom.records.models import Record
from transom.rulebook.queries import agency

COUNTED = """
SELECT count(*) FILTER (WHERE inspector_id IS NULL), count(*) FILTER (WHERE day = %s)
FROM inspections_visit WHERE state = 'scheduled'
"""

COUNTS = """
SELECT count(*) FILTER (WHERE passed_at IS NULL), coalesce(sum(failures), 0)::int, coalesce(sum(made), 0)::int
FROM inspections_required required, LATERAL (
    SELECT count(*) AS made FROM inspections_visit visit WHERE visit.required_id = required.id AND visit.state = 'done'
) visits
WHERE required.record_id = %s
"""
LISTED = f"""
SELECT (SELECT count(*) FROM inspections_photo photo WHERE photo.visit_id = visit.id),
    {columns(Required, "required")}, {columns(Visit, "visit")}, {columns(User, "inspector")}
FROM inspections_required required
LEFT JOIN inspections_visit visit ON visit.required_id = required.id
LEFT JOIN accounts_user inspector ON inspector.id = visit.inspector_id
WHERE required.record_id = ANY(%s::bigint[])
ORDER BY required.round DESC, required.sequence, required.id, visit.id DESC
"""  # noqa: S608 - made of our own models' columns


@dataclass(frozen=True, slots=True)
class Row:
    """One inspection of a record with its visits, newest first; `visit` is the one that is scheduled."""

    required: Required
    visits: tuple[Visit, ...]
    visit: Visit | None
    waits_for: tuple[str, ...]
    photos: Mapping[int, int]
    """How many each visit has, by its id."""

    @property
    def standing(self) -> str:
        """Where it stands, in a word or two."""
        if self.required.passed_at:
            return "Passed"
        if self.visit:
            return "Scheduled"
        if self.waits_for:
            return "Not yet"
        return "Failed, schedule again" if self.required.failures else "To be scheduled"

    @property
    def may_schedule(self) -> bool:
        """Whether nothing of the inspections themselves stands against scheduling it."""
        return not (self.required.passed_at or self.visit or self.waits_for)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the workflow asks of a record's inspections: how many are open, how often one failed, how often we came."""

    open: int
    failed: int
    done: int


def of_record(record_id: int) -> list[Row]:
    """Every inspection of a record's current round in sequence, with visits and how many photos. One query."""
    return of_records([record_id])[record_id]


def of_records(record_ids: Iterable[int]) -> dict[int, list[Row]]:
    """The same for many records at once, each of them there. One query for all."""
    return {record_id: _current(listed) for record_id, listed in _listed(record_ids).items()}


def with_counts(record_id: int) -> tuple[list[Row], Counts]:
    """The same of one record with what the workflow asks of its inspections. One query."""
    listed = _listed([record_id])[record_id]
    return _current(listed), Counts(
        open=sum(1 for row in listed if row.required.passed_at is None),
        failed=sum(row.required.failures for row in listed),
        done=sum(1 for row in listed for one in row.visits if one.state == Visit.State.DONE),
    )


def counts(record_id: int) -> Counts:
    """Open inspections of all rounds; failed visits and all visits made of all rounds. One query."""
    return Counts(*rows(COUNTS, (record_id,))[0])


def required(record_id: int, key: str) -> Required:
    """The inspection of this key in the record's newest round. Raises Required.DoesNotExist."""
    row = Required.objects.select_related("record").filter(record=record_id, key=key).order_by("-round").first()
    if row is None:
        raise Required.DoesNotExist(f"record {record_id} has no inspection {key}")
    return row


def visit(visit_id: int) -> Visit:
    """A visit with its inspection, record and inspector. Raises Visit.DoesNotExist."""
    return Visit.objects.select_related("required__record__parcel", "inspector", "requested_by").get(pk=visit_id)


def photos(visit: Visit) -> list[Photo]:
    """A visit's photos in the order they were taken in. One query."""
    return list(Photo.objects.filter(visit=visit).order_by("id"))


def photo(photo_id: int) -> Photo:
    """A photo with the record it belongs to. Raises Photo.DoesNotExist."""
    return Photo.objects.select_related("visit__required__record").get(pk=photo_id)


def why_not(required: Required, at: datetime) -> tuple[Reason, ...]:
    """Why this inspection cannot be scheduled now; the page greys its link with the words the POST refuses with."""
    labels, passed = labels_and_passed(required)
    reasons = rules.may_request(asked(required), standing_of(required.record), labels, passed)
    if not reasons and not bookable_days(required.record, at):
        return (Reason("No inspection day is open at the moment. Please call us."),)
    return reasons


def bookable_days(record: Record, at: datetime) -> tuple[date, ...]:
    """The city-local days a visit can be booked on now, by the agency's hours, holidays, cut-off and horizon."""
    return calendar_of(record).inspection_days(local(at))


def may_change(visit: Visit, at: datetime) -> bool:
    """Whether the applicant may still move or call off this visit."""
    return not rules.may_move(visit.day, calendar_of(visit.required.record), local(at))


def contact(visit: Visit | None, at: datetime) -> str:
    """The inspector's name and phone, once it is the day of the visit and the call window has opened; else empty."""
    if visit is None or visit.inspector is None:
        return ""
    agency_key = visit.required.record.agency
    return inspector_told(visit.day, agency_key, visit.inspector.label, visit.inspector.phone, at)


def inspector_told(day: date, agency_key: str, name: str, phone: str, at: datetime) -> str:
    """The same from plain values; `name` is empty while nobody is assigned."""
    if not name:
        return ""
    opens, _ = call_window(agency_key)
    return f"{name}, {phone}".rstrip(", ") if rules.shows_inspector(day, opens, local(at)) else ""


def call_window(agency_key: str) -> tuple[time, time]:
    """From when to when inspectors take calls in the morning (portal FAQ: 7:30 to 8:30)."""
    return agency(agency_key).calendar.call_window


def day_list(inspector: User, day: date) -> list[Visit]:
    """An inspector's stops of a day in the order they are driven: done last, else by address. One query."""
    return list(
        _visits()
        .filter(inspector=inspector, day=day)
        .exclude(state=Visit.State.CANCELLED)
        .order_by("-state", "required__record__address_norm", "id")
    )


def without_result(inspector: User, before: date) -> list[Visit]:
    """An inspector's visits of earlier days that nobody has written a result for, oldest first. One query."""
    return list(
        _visits()
        .filter(inspector=inspector, day__lt=before, state=Visit.State.SCHEDULED)
        .order_by("day", "required__record__address_norm", "id")[:50]
    )


def to_assign(*, team: str = "", mark: str = "", size: int = 50) -> pages.Page[Visit]:
    """Scheduled visits without an inspector, soonest first. One query."""
    found = _visits().filter(state=Visit.State.SCHEDULED, inspector__isnull=True)
    if team:
        found = found.filter(required__team=team)
    return pages.page(found, order=("day", "id"), mark=mark, size=size)


def calendar_of_day(day: date) -> list[Visit]:
    """Every visit of a day for the whole city, by inspector. One query."""
    return list(
        _visits()
        .filter(day=day)
        .exclude(state=Visit.State.CANCELLED)
        .order_by(F("inspector__name").asc(nulls_first=True), "required__record__address_norm", "id")
    )


def load(day: date) -> dict[int, int]:
    """How many stops each inspector has on a day, by user id. One query."""
    given = Visit.objects.filter(day=day, state=Visit.State.SCHEDULED, inspector__isnull=False)
    return dict(given.values_list("inspector").annotate(stops=Count("id")))


def queue_counts(day: date) -> dict[str, int]:
    """How many visits nobody has, and how many are today's; for the staff's front page. One query."""
    ((to_assign, today),) = rows(COUNTED, (day,))
    return {"to_assign": to_assign, "today": today}


def _visits() -> QuerySet[Visit]:
    return Visit.objects.select_related("required__record__parcel", "inspector")


@dataclass(frozen=True, slots=True)
class _Listed:
    """An inspection of any round with its visits, newest first, and how many photos each has."""

    required: Required
    visits: list[Visit]
    photos: dict[int, int]


def _listed(record_ids: Iterable[int]) -> dict[int, list[_Listed]]:
    """Every inspection of these records, the newest round first, in sequence."""
    found: dict[int, list[_Listed]] = {record_id: [] for record_id in record_ids}
    people: dict[int, User] = {}
    of_need, of_visit = len(Required._meta.concrete_fields), len(Visit._meta.concrete_fields)
    for photos, *values in rows(LISTED, (list(found),)):
        need, came, person = values[:of_need], values[of_need : of_need + of_visit], values[of_need + of_visit :]
        kept = found[need[1]]
        if not kept or kept[-1].required.pk != need[0]:
            kept.append(_Listed(thing(Required, need), [], {}))
        if came[0] is not None:
            visit = thing(Visit, came)
            visit.required = kept[-1].required
            if person[0] is not None:
                visit.inspector = people.setdefault(person[0], thing(User, person))
            kept[-1].visits.append(visit)
            kept[-1].photos[visit.pk] = photos
    return found


def _current(listed: list[_Listed]) -> list[Row]:
    """The rows of the newest round."""
    newest = [row for row in listed if row.required.round == listed[0].required.round]
    labels = {row.required.key: row.required.label for row in newest}
    passed = {row.required.key for row in newest if row.required.passed_at}
    return [
        Row(
            required=row.required,
            visits=tuple(row.visits),
            visit=next((one for one in row.visits if one.state == Visit.State.SCHEDULED), None),
            waits_for=tuple(labels.get(key, key) for key in row.required.after if key not in passed),
            photos=row.photos,
        )
        for row in newest
    ]
