"""The only writer of people and firms."""

from transom.accounts.actions.firms import create_firm, create_firm_login, send_welcome, set_up_firm, update_firm
from transom.accounts.actions.people import (
    LANGUAGES,
    change_password,
    choose_language,
    confirm_email,
    create_staff,
    forget_unconfirmed,
    register_public,
    send_confirmation,
    set_first_password,
    update_profile,
)
from transom.accounts.actions.signing_in import Attempt, note_sign_in, try_password
from transom.accounts.actions.throttling import clear, spend

__all__ = [
    "LANGUAGES",
    "Attempt",
    "change_password",
    "choose_language",
    "clear",
    "confirm_email",
    "create_firm",
    "create_firm_login",
    "create_staff",
    "forget_unconfirmed",
    "note_sign_in",
    "register_public",
    "send_confirmation",
    "send_welcome",
    "set_first_password",
    "set_up_firm",
    "spend",
    "try_password",
    "update_firm",
    "update_profile",
]
