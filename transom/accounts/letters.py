"""What accounts write to people. Nothing a stranger typed is quoted except the user name, whose letters are plain."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from transom.accounts import tokens
from transom.accounts.models import User
from transom.notices.rules import literal

# Where the portal answers; its tests hold that these addresses are its own.
ADDRESSES = {
    "sign_in": "/account/sign-in/",
    "confirm": "/account/confirm/{}/",
    "first_password": "/account/first-password/{}/",
}
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and a body in Markdown."""

    subject: str
    body: str

    def about(self, **facts: object) -> Letter:
        """The letter with its {names} filled in."""
        return Letter(self.subject.format(**facts), self.body.format(**facts))


CONFIRM = {
    "en": Letter(
        "Confirm your e-mail address",
        """This e-mail address was given for the account **{account}**. Please confirm
that it is yours.

[Confirm my e-mail address]({link})

The page asks for the account's password. The link works for {days} days.

If you know nothing of this account, you need not do anything: without you nothing is confirmed.""",
    ),
    "es": Letter(
        "Confirme su dirección de correo electrónico",
        """Esta dirección de correo electrónico se dio para la cuenta **{account}**. Por favor confirme
que es suya.

[Confirmar mi correo electrónico]({link})

La página pide la contraseña de la cuenta. El enlace funciona durante {days} días.

Si no sabe nada de esta cuenta, no tiene que hacer nada: sin usted no se confirma nada.""",
    ),
}
WELCOME = {
    "en": Letter(
        "Your account for permits and licenses: {firm}",
        """The account of **{account}** is set up. Choose its password to begin.

[Choose a password]({link})

The link works once, within {days} days, on any computer.

To log in later, go to [{site}]({sign_in}), choose **Contractor / Developer / Design
Professional**, type the name of your company as it stands above, and your password.""",
    ),
    "es": Letter(
        "Su cuenta para permisos y licencias: {firm}",
        """La cuenta de **{account}** está lista. Elija su contraseña para empezar.

[Elegir una contraseña]({link})

El enlace funciona una sola vez, durante {days} días, en cualquier computadora.

Para iniciar sesión más adelante, vaya a [{site}]({sign_in}), elija **Contratista / Desarrollador / Profesional
de diseño**, escriba el nombre de su empresa como está arriba, y su contraseña.""",
    ),
}
PASSWORD_CHANGED = {
    "en": Letter(
        "Your password was changed",
        """The password of the account **{account}** was changed. Every other device was signed out.

If this was not you, call us at once: somebody else may be using your account.""",
    ),
    "es": Letter(
        "Su contraseña se cambió",
        """La contraseña de la cuenta **{account}** se cambió. Se cerró la sesión en todos los demás dispositivos.

Si no fue usted, llámenos de inmediato: puede que otra persona esté usando su cuenta.""",
    ),
}


def confirm(user: User) -> Letter:
    """Asks the owner of a mailbox to prove it; the link alone is not enough, the password is asked too."""
    link = _address("confirm", tokens.make(tokens.CONFIRM, user))
    return _in_language(CONFIRM, user).about(account=_account(user), link=link, days=tokens.CONFIRM_FOR.days)


def welcome(user: User) -> Letter:
    """Tells a firm that its account is set up and lets it choose its password; staff never know one."""
    return _in_language(WELCOME, user).about(
        firm=user.firm.name if user.firm else user.label,
        account=literal(user.firm.name if user.firm else user.label),
        link=_address("first_password", tokens.make(tokens.FIRST_PASSWORD, user)),
        days=tokens.FIRST_PASSWORD_FOR.days,
        site=settings.SITE_URL,
        sign_in=_address("sign_in"),
    )


def password_changed(user: User) -> Letter:
    """Tells the owner that the password is another one now."""
    return _in_language(PASSWORD_CHANGED, user).about(account=_account(user))


def _in_language(letters: dict[str, Letter], user: User) -> Letter:
    """The letter in the language of the account; in English where nobody wrote it so."""
    return letters.get(user.language, letters[ENGLISH])


def _account(user: User) -> str:
    return literal(user.firm.name if user.firm else user.username)


def _address(name: str, *args: str) -> str:
    """An address people can click, built from the configured one and never from what a browser claims."""
    return settings.SITE_URL.rstrip("/") + ADDRESSES[name].format(*args)
