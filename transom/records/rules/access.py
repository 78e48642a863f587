"""Who may do what with a record: following is open to every account, a party's rights need a proof."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from transom.records.rights import ACCOUNT, ANYONE, APPLICANT, PARTY, STAFF, Right


class Proof(Enum):
    """What makes an account a party to a record, in the words the page and the link's row use."""

    APPLICANT = "You applied for this record."
    FIRM = "Your company is named on this record."
    EMAIL = "Your confirmed e-mail address is named on this record."
    NUMBER = "You know its number, which is enough in this city."
    NONE = "You follow the public facts of this record."


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything about an account and a record that decides the account's rights."""

    confirmed: bool = False
    staff: bool = False
    applied: bool = False
    firm_named: bool = False
    email_named: bool = False
    linked: bool = False
    number_will_do: bool = False
    """The city's agency file says `link = "number"`: whoever types the full number is let in."""


def proof(standing: Standing) -> Proof:
    """The strongest proof that this account is a party to the record; an unconfirmed e-mail proves nothing."""
    if not standing.confirmed:
        return Proof.NONE
    if standing.applied:
        return Proof.APPLICANT
    if standing.firm_named:
        return Proof.FIRM
    if standing.email_named:
        return Proof.EMAIL
    return Proof.NUMBER if standing.number_will_do else Proof.NONE


def rights(standing: Standing) -> frozenset[Right]:
    """What this account may do with the record.

    A company named on the record is a party at once. An e-mail address named on it becomes a party when its owner
    links the record, so that nobody finds a stranger's record on their dashboard because of a typing mistake.
    Rights are worked out from today's facts: a contractor who was replaced, or a login that left its company, has
    lost them. Staff read everything here and act through the office, where abilities decide.
    """
    if standing.staff:
        return STAFF
    if not standing.confirmed:
        return ANYONE
    shown = proof(standing)
    if shown is Proof.APPLICANT:
        return APPLICANT
    if shown is Proof.FIRM or (shown in (Proof.EMAIL, Proof.NUMBER) and standing.linked):
        return PARTY
    return ACCOUNT
