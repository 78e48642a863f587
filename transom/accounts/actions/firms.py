"""Firms and their company logins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower

from transom.accounts import budgets, letters, passwords, rules
from transom.accounts.actions.people import email_reasons, send_confirmation
from transom.accounts.actions.throttling import NO_WAIT, spend
from transom.accounts.models import Firm, User
from transom.history.actions import tell
from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused, refuse_if
from transom.notices.actions import Recipient, send

FIELDS = {
    "name": "company name",
    "kind": "kind",
    "email": "e-mail",
    "phone": "telephone",
    "address": "address",
    "active": "active",
}


@transaction.atomic
def create_firm(
    name: str, kind: str, email: str, phone: str = "", address: str = "", *, by: Actor, at: datetime
) -> Firm:
    """Sets up a firm; create_firm_login makes what it signs in with.

    Raises Refused with a reason at every wrong field, and where a firm of this kind bears the name already: it is what
    the company types to sign in.
    """
    given = _given(name, kind, email, phone, address)
    refuse_if(_reasons(given))
    firm = Firm.objects.create(**given, active=True, created_at=at)
    tell(
        "firm.created",
        subject="accounts.firm",
        subject_id=firm.pk,
        by=by,
        at=at,
        data={"name": firm.name, "kind": Firm.Kind(firm.kind).label.lower()},
    )
    return firm


@transaction.atomic
def set_up_firm(
    name: str, kind: str, email: str, phone: str = "", address: str = "", *, by: Actor, at: datetime
) -> Firm:
    """Sets up a firm with its company login, and mails the letter to choose a password with. Raises Refused."""
    firm = create_firm(name, kind, email, phone, address, by=by, at=at)
    create_firm_login(firm, by=by, at=at)
    return firm


@transaction.atomic
def update_firm(
    firm: Firm, *, name: str, kind: str, email: str, phone: str, address: str, active: bool, by: Actor, at: datetime
) -> Firm:
    """Changes a firm. Raises Refused with a reason at every wrong field.

    What changed is told as one event, so that records waiting for the firm may move on. The company login follows; a
    changed e-mail must be proved anew by a letter, because a proved address gives rights to records.
    """
    held = Firm.objects.select_for_update().get(pk=firm.pk)
    given = {**_given(name, kind, email, phone, address), "active": active}
    refuse_if(_reasons(given, but=held))
    changed = [key for key in FIELDS if getattr(held, key) != given[key]]
    if not changed:
        return held
    for key in changed:
        setattr(held, key, given[key])
    held.save(update_fields=changed)
    tell(
        "firm.changed",
        subject="accounts.firm",
        subject_id=held.pk,
        by=by,
        at=at,
        data={"name": held.name, "fields": ", ".join(FIELDS[key] for key in changed)},
    )
    _let_login_follow(held, by=by, at=at)
    return held


def _let_login_follow(firm: Firm, *, by: Actor, at: datetime) -> None:
    login = User.objects.select_for_update().filter(firm=firm, username=_login_name(firm)).first()
    if login is None or (login.name, login.email) == (firm.name, firm.email):
        return
    moved = login.email != firm.email
    login.name, login.email = firm.name, firm.email
    if moved:
        login.email_confirmed_at = None
    login.save(update_fields=["name", "email", "email_confirmed_at"])
    if moved and login.has_usable_password():
        send_confirmation(login, at=at)
    elif moved:
        send_welcome(login, by=by, at=at)


@transaction.atomic
def create_firm_login(firm: Firm, password: str | None = None, *, by: Actor, at: datetime) -> User:
    """Makes the login of a company: signed in to by kind, company name and password.

    Without a password (as from the office) a letter goes to the firm's e-mail to choose one: staff never know it.
    With one, as made-up data has, the address counts as proved. Raises Refused where the firm has a login or no e-mail.
    """
    held = Firm.objects.select_for_update().get(pk=firm.pk)
    refuse_if(email_reasons(held.email))
    if User.objects.filter(firm=held).exists():
        raise Refused(Reason(f"{held.name} has a company login already."))
    if password is not None:
        refuse_if(passwords.reasons(password, known=[held.name, held.email]))
    user = User(
        kind=User.Kind.FIRM,
        username=_login_name(held),
        name=held.name,
        email=held.email,
        phone=held.phone,
        firm=held,
        created_at=at,
        email_confirmed_at=at if password is not None else None,
    )
    # Django makes an unusable password of None.
    user.set_password(password)
    user.save(force_insert=True)
    tell("account.created", subject="accounts.user", subject_id=user.pk, by=by, at=at)
    if password is None:
        send_welcome(user, by=by, at=at)
    return user


@transaction.atomic
def send_welcome(user: User, *, by: Actor, at: datetime) -> None:
    """Mails a company the letter with which it chooses its password.

    Raises Refused once it has chosen one, and when the address was written to too often lately.
    """
    if user.has_usable_password():
        raise Refused(Reason("The company has chosen its password already."))
    wait = spend({f"mail:{user.email}": budgets.MAIL_TO_ADDRESS}, at=at)
    if wait > NO_WAIT:
        raise Refused(
            Reason(
                f"Several letters went to this address already. Try again in {budgets.in_words(wait)}.", field="email"
            )
        )
    letter = letters.welcome(user)
    send(
        kind="account.welcome",
        to=Recipient(email=user.email, name=user.name, language=user.language, user_id=user.pk),
        subject=letter.subject,
        body=letter.body,
        dedupe=f"account.welcome:{user.pk}:{at.isoformat()}",
        at=at,
    )


def _login_name(firm: Firm) -> str:
    """A name nobody types: the company login is found by the firm's name."""
    return f"firm-{firm.pk}"


def _given(name: str, kind: str, email: str, phone: str, address: str) -> dict[str, str]:
    return {
        "name": rules.one_line(name),
        "kind": kind,
        "email": rules.normal_email(email),
        "phone": rules.one_line(phone),
        "address": rules.one_line(address),
    }


def _reasons(given: Mapping[str, object], but: Firm | None = None) -> list[Reason]:
    name, kind = str(given["name"]), str(given["kind"])
    reasons = [
        *rules.name_reasons(name, what="the company name"),
        *email_reasons(str(given["email"])),
        *rules.phone_reasons(str(given["phone"])),
    ]
    if "@" in name:
        reasons.append(Reason("A company name cannot hold @: at sign-in that would mean an e-mail.", field="name"))
    if kind not in Firm.Kind.values:
        reasons.append(Reason("Choose what kind of firm this is.", field="kind"))
    if len(str(given["address"])) > 300:
        reasons.append(Reason("Shorten the address to at most 300 characters.", field="address"))
    same = Firm.objects.alias(small=Lower("name")).filter(small=name.lower(), kind=kind)
    if (same.exclude(pk=but.pk) if but else same).exists():
        reasons.append(Reason(f"There is a {Firm.Kind(kind).label.lower()} of this name already.", field="name"))
    return reasons
