"""The only writers of records, one verb each."""

from transom.records.actions.amending import amend, change_party
from transom.records.actions.answering import fill, pick_firm, pick_parcel, remove_item, save_item, save_page, sign
from transom.records.actions.attaching import attach, remove_attachment
from transom.records.actions.conditions import add_condition, clear_condition
from transom.records.actions.drafting import discard_draft, start_draft
from transom.records.actions.holding import lift_hold, place_hold
from transom.records.actions.linking import Linked, link, unlink
from transom.records.actions.moving import raise_count, set_answer, set_mark, set_status
from transom.records.actions.noting import add_note
from transom.records.actions.numbering import number_and_pin
from transom.records.actions.telling import tell_parties

__all__ = [
    "Linked",
    "add_condition",
    "add_note",
    "amend",
    "attach",
    "change_party",
    "clear_condition",
    "discard_draft",
    "fill",
    "lift_hold",
    "link",
    "number_and_pin",
    "pick_firm",
    "pick_parcel",
    "place_hold",
    "raise_count",
    "remove_attachment",
    "remove_item",
    "save_item",
    "save_page",
    "set_answer",
    "set_mark",
    "set_status",
    "sign",
    "start_draft",
    "tell_parties",
    "unlink",
]
