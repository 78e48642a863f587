"""The only writer of events."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from transom.history import reactions
from transom.history.models import Event
from transom.kernel.actors import Actor


def tell(
    verb: str,
    *,
    subject: str,
    subject_id: int | str,
    record_id: int | None = None,
    by: Actor,
    at: datetime,
    data: Mapping[str, Any] | None = None,
) -> Event:
    """Writes that something happened and does what the reactions table says about it, in the caller's transaction.

    Raises UnknownVerb for an event that no room declares, KeyError when its sentence needs a key that `data` lacks, and
    RuntimeError outside a transaction: an event without its change would be a lie.
    """
    said = reactions.verb(verb)
    if not connection.in_atomic_block:
        raise RuntimeError(f"'{verb}' must be told in the transaction of the change it tells of.")
    facts = dict(data or {})
    said.sentence.format_map(facts)
    event = Event.objects.create(
        verb=verb,
        subject=subject,
        subject_id=str(subject_id),
        record_id=record_id,
        actor_id=by.pk,
        actor_label=by.label[:200],
        actor_kind=by.kind,
        at=at,
        data=json.loads(json.dumps(facts, cls=DjangoJSONEncoder)),
    )
    reactions.react(event)
    return event
