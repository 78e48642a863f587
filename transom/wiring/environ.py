"""Reads the environment for settings and gathers a clear sentence for each value that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

MODES = ("production", "demo", "test")
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


class WrongSettings(SystemExit):
    """The environment cannot be started from; the text has one line for each thing to mend."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        lines = "\n".join(f"  - {problem}" for problem in problems)
        super().__init__(f"Transom cannot start; please mend these settings:\n{lines}")


@dataclass
class Environ:
    """The environment's variables by type; problems are gathered so that all are told at once."""

    variables: Mapping[str, str]
    problems: list[str] = field(default_factory=list)

    def wrong(self, sentence: str) -> None:
        self.problems.append(sentence)

    def text(self, name: str, default: str = "") -> str:
        return self.variables.get(name, "").strip() or default

    def required(self, name: str, why: str) -> str:
        value = self.text(name)
        if not value:
            self.wrong(f"{name} is not set: {why}")
        return value

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in choices:
            self.wrong(f"{name} is '{value}', but must be one of: {', '.join(choices)}.")
            return default
        return value

    def flag(self, name: str, default: bool) -> bool:
        value = self.variables.get(name)
        if value is None:
            return default
        if value.strip().lower() in YES:
            return True
        if value.strip().lower() not in NO:
            self.wrong(f"{name} is '{value}', but must be yes or no.")
        return False

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        value = self.text(name, str(default))
        if not re.fullmatch(r"\d{1,9}", value) or not low <= int(value) <= high:
            self.wrong(f"{name} is '{value}', but must be a whole number from {low} to {high}.")
            return default
        return int(value)

    def words(self, name: str) -> list[str]:
        return [word for word in re.split(r"[\s,]+", self.text(name)) if word]

    def url(self, name: str, default: str, *, schemes: tuple[str, ...]) -> str:
        """An address without a path: scheme, host and perhaps a port."""
        value = self.text(name, default).rstrip("/")
        if not value:
            return ""
        parts = urlsplit(value)
        try:
            has_host = bool(parts.hostname) and (parts.port or True)
        except ValueError:
            has_host = False
        if parts.scheme not in schemes or not has_host or parts.path or parts.query or parts.username:
            self.wrong(f"{name} is '{value}', but must look like {schemes[0]}://host without a path.")
        return value

    def check(self) -> None:
        """Stops the start when anything was wrong.

        Raises WrongSettings with every problem found.
        """
        if self.problems:
            raise WrongSettings(self.problems)


def database(environ: Environ, name: str, url: str) -> dict[str, Any]:
    """Django's database settings from an address such as postgresql://user:password@host:5432/name?sslmode=require.

    A Unix socket is named by its folder: postgresql:///name?host=/run/postgresql&user=transom.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    base = unquote(parts.path.lstrip("/"))
    try:
        port = parts.port
    except ValueError:
        port = None
        environ.wrong(f"{name} has a port that is not a number.")
    if parts.scheme not in ("postgres", "postgresql") or not base:
        environ.wrong(f"{name} must look like postgresql://user:password@host/name; Transom runs on PostgreSQL only.")
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": base,
        "USER": unquote(parts.username or "") or query.pop("user", ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or query.pop("host", ""),
        "PORT": str(port or query.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }
    return settings


MAIL_SERVICES = {
    "amazon-ses": ("amazon_ses", ()),
    "brevo": ("brevo", ("BREVO_API_KEY",)),
    "mailgun": ("mailgun", ("MAILGUN_API_KEY", "MAILGUN_SENDER_DOMAIN")),
    "mailjet": ("mailjet", ("MAILJET_API_KEY", "MAILJET_SECRET_KEY")),
    "postmark": ("postmark", ("POSTMARK_SERVER_TOKEN",)),
    "resend": ("resend", ("RESEND_API_KEY",)),
    "sendgrid": ("sendgrid", ("SENDGRID_API_KEY",)),
}


def mail(environ: Environ, url: str) -> dict[str, Any]:
    """Django's mail settings from EMAIL_URL: an SMTP server, or one of the services that anymail knows."""
    parts = urlsplit(url)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if parts.scheme in ("smtp", "smtp+tls", "smtps") and parts.hostname:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
            "EMAIL_HOST_USER": user,
            "EMAIL_HOST_PASSWORD": password,
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_TIMEOUT": 20,
        }
    if parts.scheme in MAIL_SERVICES:
        service, names = MAIL_SERVICES[parts.scheme]
        given = dict(zip(names, (user or parts.hostname or "", password or parts.hostname or ""), strict=False))
        return {"EMAIL_BACKEND": f"anymail.backends.{service}.EmailBackend", "ANYMAIL": given}
    if parts.scheme in ("console", "dummy"):
        return {"EMAIL_BACKEND": f"django.core.mail.backends.{parts.scheme}.EmailBackend"}
    known = ", ".join(["smtp://", "smtp+tls://", "smtps://", "console://", *(f"{name}://" for name in MAIL_SERVICES)])
    environ.wrong(f"EMAIL_URL is '{url}', but must start with one of: {known}")
    return {}
