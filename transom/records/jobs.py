"""Work about records that does not stand in a request."""

from __future__ import annotations

from transom.accounts import queries as accounts
from transom.history import queries as history
from transom.kernel.queue import job
from transom.notices import actions as notices
from transom.notices.actions import Recipient
from transom.records import queries
from transom.records.actions.telling import record_facts

DESK = "records.intake"
"""Whoever may take applications in is told."""
TEXT = """\
{who} handed in a file for **{number}** ({type}).

- {label}: {filename}, version {version}
- Address: {address}

[Open {number}]({url})
"""


@job("records.tell_staff_attached")
def tell_staff_attached(event_id: int) -> None:
    """Tell the people of the intake desk that a file was handed in; their own uploads tell nobody."""
    event = history.event(event_id)
    if event.actor_kind == "staff" or event.record_id is None:
        return
    record = queries.record_by_id(event.record_id)
    about = record_facts(record)
    office = about["url"].replace("/records/", "/office/records/")
    body = TEXT.format_map(
        {
            **event.data,
            **about,
            "type": record.type_label,
            "who": event.actor_label,
            "address": record.address or "none",
            "url": office,
        }
    )
    for person in accounts.staff_with(DESK):
        notices.send(
            kind="file-handed-in",
            to=Recipient(email=person.email, name=person.name, user_id=person.pk),
            subject=f"{record.number}: a file was handed in",
            body=body,
            record_id=record.pk,
            dedupe=f"attached:{record.pk}:{event.data['version']}:{event.at.isoformat()}:{person.pk}",
            at=event.at,
        )
