"""Setting up accounts, proving their e-mail, and what their owners change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.functions import Lower

from transom.accounts import budgets, letters, passwords, queries, rules, tokens
from transom.accounts.actions.throttling import NO_WAIT, forget_old, spend
from transom.accounts.models import StaffRole, User
from transom.history.actions import tell
from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused, refuse_if
from transom.kernel.sentences import Sentence
from transom.notices.actions import Recipient, send

LANGUAGES = {"en": "English", "es": "Español"}
STALE_LINK = Reason(
    Sentence(
        "This link no longer works: it was used already, a newer one was sent, or it is too old. Ask for a new one."
    )
)


@transaction.atomic
def register_public(username: str, name: str, email: str, password: str, *, language: str = "en", at: datetime) -> User:
    """Sets up an account of a member of the public and mails the link that confirms its address; it cannot act before.

    `language` is that of all messages, the first among them. Several accounts may share an e-mail, so nothing here
    tells whether one exists; that a user name is taken is told. Raises Refused with a reason at
    every field that is wrong, or when the address was written to too often.
    """
    username, name, email = username.strip(), rules.one_line(name), rules.normal_email(email)
    reasons = [
        *rules.username_reasons(username),
        *rules.name_reasons(name),
        *email_reasons(email),
        *passwords.reasons(password, known=passwords.words_of(username, name, email)),
    ]
    if not any(reason.field == "username" for reason in reasons):
        reasons += _taken(username)
    refuse_if(reasons)
    user = _create(User.Kind.PUBLIC, username, name, email, password, at=at, language=language)
    tell("account.created", subject="accounts.user", subject_id=user.pk, by=user, at=at)
    send_confirmation(user, at=at)
    return user


@transaction.atomic
def send_confirmation(user: User, *, at: datetime) -> None:
    """Mails the link that confirms an account's address. Raises Refused when that was done too often lately."""
    wait = spend({f"mail:{user.email}": budgets.MAIL_TO_ADDRESS}, at=at)
    if wait > NO_WAIT:
        raise Refused(
            Reason(
                Sentence(
                    "We sent several messages to this address already. Look for them, also among spam, or try again in "
                    "{time}.",
                    time=budgets.in_words(wait),
                ),
                field="email",
            )
        )
    letter = letters.confirm(user)
    send(
        kind="account.confirm",
        to=_recipient(user),
        subject=letter.subject,
        body=letter.body,
        dedupe=f"account.confirm:{user.pk}:{at.isoformat()}",
        at=at,
    )


@transaction.atomic
def confirm_email(token: str, *, at: datetime) -> User:
    """Marks an account's address as proved; a second time does nothing.

    The link proves the mailbox only: the page asks for the password too, so that nobody gets a stranger's mailbox
    confirmed for an account of theirs. Raises Refused for a link that no longer works.
    """
    found = tokens.user_of(tokens.CONFIRM, token)
    if found is None:
        raise Refused(STALE_LINK)
    user = User.objects.select_for_update(of=("self",)).select_related("firm").get(pk=found.pk)
    if user.email_confirmed_at is None:
        user.email_confirmed_at = at
        user.save(update_fields=["email_confirmed_at"])
        tell("account.confirmed", subject="accounts.user", subject_id=user.pk, by=user, at=at)
    return user


@transaction.atomic
def set_first_password(token: str, password: str, *, at: datetime) -> User:
    """Sets the first password of a login that staff made; the mailed link proves its address. It works once.

    Raises Refused for a link that no longer works or a password that is refused.
    """
    found = tokens.user_of(tokens.FIRST_PASSWORD, token)
    if found is None:
        raise Refused(STALE_LINK)
    user = User.objects.select_for_update(of=("self",)).select_related("firm").get(pk=found.pk)
    if user.password != found.password:
        # Two browsers held the same link; the other was a moment earlier.
        raise Refused(STALE_LINK)
    refuse_if(passwords.reasons(password, known=_words_of(user)))
    user.set_password(password)
    user.email_confirmed_at = user.email_confirmed_at or at
    user.save(update_fields=["password", "email_confirmed_at"])
    tell("account.password_set", subject="accounts.user", subject_id=user.pk, by=user, at=at)
    return user


@transaction.atomic
def change_password(user: User, old: str, new: str, *, by: Actor, at: datetime) -> User:
    """Changes the password of somebody who knows the old one, and mails that it was changed.

    Every other session ends by itself: it holds a hash of the old password. Raises Refused.
    """
    held = User.objects.select_for_update(of=("self",)).select_related("firm").get(pk=user.pk)
    if not passwords.matches(held, old):
        raise Refused(Reason(Sentence("This is not your present password."), field="old"))
    refuse_if(passwords.reasons(new, known=_words_of(held), field="new"))
    held.set_password(new)
    held.save(update_fields=["password"])
    tell("account.password_changed", subject="accounts.user", subject_id=held.pk, by=by, at=at)
    letter = letters.password_changed(held)
    send(
        kind="account.password_changed",
        to=_recipient(held),
        subject=letter.subject,
        body=letter.body,
        dedupe=f"account.password_changed:{held.pk}:{at.isoformat()}",
        at=at,
    )
    return held


@transaction.atomic
def update_profile(user: User, *, name: str, phone: str, address: str, language: str, by: Actor, at: datetime) -> User:
    """Changes how somebody is named, called and written to. Raises Refused with a reason at every wrong field."""
    new = {
        "name": rules.one_line(name),
        "phone": rules.one_line(phone),
        "address": rules.one_line(address),
        "language": language,
    }
    reasons = [*rules.name_reasons(new["name"]), *rules.phone_reasons(new["phone"])]
    if len(new["address"]) > 300:
        reasons.append(Reason(Sentence("Shorten the address to at most 300 characters."), field="address"))
    if language not in LANGUAGES:
        reasons.append(Reason(Sentence("Choose a language of the list."), field="language"))
    refuse_if(reasons)
    held = User.objects.select_for_update(of=("self",)).select_related("firm").get(pk=user.pk)
    changed = [key for key, value in new.items() if getattr(held, key) != value]
    if changed:
        for key in changed:
            setattr(held, key, new[key])
        held.save(update_fields=changed)
        tell(
            "account.profile_changed",
            subject="accounts.user",
            subject_id=held.pk,
            by=by,
            at=at,
            data={"fields": ", ".join(changed)},
        )
    return held


@transaction.atomic
def choose_language(user: User, language: str, *, by: Actor, at: datetime) -> User:
    """The language somebody reads, on pages and in messages. Raises Refused for one that nobody here writes."""
    if language not in LANGUAGES:
        raise Refused(Reason(Sentence("Choose a language of the list."), field="language"))
    held = User.objects.select_for_update(of=("self",)).select_related("firm").get(pk=user.pk)
    if held.language != language:
        held.language = language
        held.save(update_fields=["language"])
        tell(
            "account.profile_changed",
            subject="accounts.user",
            subject_id=held.pk,
            by=by,
            at=at,
            data={"fields": "language"},
        )
    return held


@transaction.atomic
def create_staff(
    username: str,
    name: str,
    email: str,
    password: str,
    *,
    roles: Sequence[tuple[str, str]],
    phone: str = "",
    by: Actor,
    at: datetime,
) -> User:
    """Sets up a member of staff with roles, each a (role, team) pair whose team may be empty.

    The one who runs the command vouches for the address. Raises Refused with every reason.
    """
    username, name, email = username.strip(), rules.one_line(name), rules.normal_email(email)
    reasons = [
        *rules.username_reasons(username),
        *rules.name_reasons(name),
        *email_reasons(email),
        *rules.phone_reasons(phone),
        *passwords.reasons(password, known=passwords.words_of(username, name, email)),
        *_taken(username),
    ]
    unknown = sorted({role for role, _ in roles} - set(rules.ROLES))
    if unknown or not roles:
        reasons.append(
            Reason(
                f"Give one or more of the roles {', '.join(rules.ROLES)}"
                + (f"; there is no '{unknown[0]}'." if unknown else "."),
                field="roles",
            )
        )
    refuse_if(reasons)
    user = _create(User.Kind.STAFF, username, name, email, password, at=at, phone=phone, email_confirmed_at=at)
    StaffRole.objects.bulk_create([StaffRole(user=user, role=role, team=team) for role, team in dict.fromkeys(roles)])
    tell("account.created", subject="accounts.user", subject_id=user.pk, by=by, at=at)
    return user


def forget_unconfirmed(*, at: datetime) -> int:
    """Removes public accounts whose link ran out unused, so that a slip or a prank blocks no user name; how many.

    Also forgets old counts of tries. An account that anything points at is kept.
    """
    forget_old(at=at)
    return sum(_forget(user_id) for user_id in queries.never_confirmed(at))


def _forget(user_id: int) -> bool:
    try:
        with transaction.atomic():
            User.objects.filter(pk=user_id, email_confirmed_at=None).delete()
    except ProtectedError:
        return False
    return True


def email_reasons(email: str, *, field: str = "email") -> list[Reason]:
    """Why nothing could be sent to this address."""
    if not email:
        return [Reason(Sentence("Type an e-mail address."), field=field)]
    try:
        validate_email(email)
    except ValidationError:
        return [Reason(Sentence("Type an e-mail address in the form name@example.com."), field=field)]
    return (
        [Reason(Sentence("Use an e-mail address of at most 254 characters."), field=field)] if len(email) > 254 else []
    )


def _taken(username: str) -> list[Reason]:
    if User.objects.alias(small=Lower("username")).filter(small=username.lower()).exists():
        return [Reason(Sentence("This user name is taken. Choose another."), field="username")]
    return []


def _create(
    kind: str, username: str, name: str, email: str, password: str, *, at: datetime, **more: str | datetime
) -> User:
    user = User(kind=kind, username=username, name=name, email=email, created_at=at, **more)
    user.set_password(password)
    user.save(force_insert=True)
    return user


def _recipient(user: User) -> Recipient:
    # The name is left out until the address is proved: else a stranger could have us mail words of his to anybody.
    name = user.name if user.email_confirmed_at else ""
    return Recipient(email=user.email, name=name, language=user.language, user_id=user.pk)


def _words_of(user: User) -> list[str]:
    return passwords.words_of(user.username, user.name, user.email, user.firm.name if user.firm else "")
