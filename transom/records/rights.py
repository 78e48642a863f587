"""What somebody may do with a record, as names that doors ask for."""

from __future__ import annotations

from enum import Enum


class Right(Enum):
    """One thing an account may do with a record."""

    VIEW = "see its public facts"
    PAY = "pay the fees shown on it"
    PRIVATE = "see answers, files and contacts that are not public"
    UPLOAD = "hand in files"
    SCHEDULE = "schedule inspections"
    RESPOND = "answer reviews and hand it in again"
    MANAGE = "change or end it as the applicant"


ANYONE = frozenset({Right.VIEW})
ACCOUNT = ANYONE | {Right.PAY}
PARTY = ACCOUNT | {Right.PRIVATE, Right.UPLOAD, Right.SCHEDULE, Right.RESPOND}
APPLICANT = PARTY | {Right.MANAGE}
STAFF = ANYONE | {Right.PRIVATE}
