import os
import subprocess
import sys

import pytest

from transom.wiring.environ import Environ, WrongSettings, database, mail

SETTINGS = "transom.wiring.settings"
PRODUCTION = {
    "PATH": os.environ["PATH"],
    "SECRET_KEY": "k" * 60,
    "SITE_URL": "https://permits.example.gov",
    "DATABASE_URL": "postgresql://transom:secret@db.example.gov:5433/city?sslmode=require",
    "EMAIL_URL": "smtp+tls://sender:p%40ss@mail.example.gov",
    "GATEWAY_URL": "https://pay.example.com",
    "GATEWAY_SECRET": "s" * 40,
}


def start(**changes):
    """Loads the settings in a process of their own, as a server would, and returns what it printed or refused."""
    environ = {name: value for name, value in {**PRODUCTION, **changes}.items() if value is not None}
    show = "from transom.wiring import settings as s; print(s.SITE_URL, s.SESSION_COOKIE_NAME, s.SECURE_HSTS_SECONDS)"
    return subprocess.run([sys.executable, "-c", show], env=environ, capture_output=True, text=True, check=False)


def test_a_complete_environment_starts_with_safe_cookies_and_hsts():
    done = start()
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["https://permits.example.gov", "__Host-transom", "31536000"]


def test_a_complete_environment_passes_djangos_own_deployment_checks():
    words = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    environ = {**PRODUCTION, "SECRET_KEY": "".join(map(chr, range(48, 123))), "DJANGO_SETTINGS_MODULE": SETTINGS}
    done = subprocess.run(words, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY must be set to at least 50 random characters"),
        ("SITE_URL", None, "SITE_URL is not set"),
        (
            "SITE_URL",
            "http://permits.example.gov",
            "SITE_URL is 'http://permits.example.gov', but must look like https://",
        ),
        ("SITE_URL", "https://permits.example.gov/portal", "without a path"),
        ("DATABASE_URL", None, "DATABASE_URL is not set"),
        ("DATABASE_URL", "mysql://db/city", "Transom runs on PostgreSQL only"),
        ("EMAIL_URL", None, "EMAIL_URL is not set"),
        ("EMAIL_URL", "pigeon://coop", "EMAIL_URL is 'pigeon://coop', but must start with one of"),
        ("GATEWAY_SECRET", None, "GATEWAY_SECRET is not set"),
        ("ALLOWED_HOSTS", "*", "name the hosts"),
        ("DEBUG", "1", "no debug mode in production"),
        ("PORT", "eighty", "PORT is 'eighty', but must be a whole number from 1 to 65535"),
        ("TRANSOM_MODE", "staging", "must be one of: production, demo, test"),
        ("PUBLIC_ROLE", "drop table", "PUBLIC_ROLE is 'drop table'"),
        ("TIME_ZONE", "Mars/Olympus", "TIME_ZONE is 'Mars/Olympus'"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(name, value, sentence):
    done = start(**{name: value})
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_all_wrong_settings_are_told_at_once():
    done = start(SECRET_KEY=None, SITE_URL=None, EMAIL_URL=None)
    assert [name for name in ("SECRET_KEY", "SITE_URL", "EMAIL_URL") if f"- {name} " in done.stderr] == [
        "SECRET_KEY",
        "SITE_URL",
        "EMAIL_URL",
    ]


def test_a_database_address_is_taken_apart():
    environ = Environ({})
    found = database(environ, "DATABASE_URL", PRODUCTION["DATABASE_URL"])
    assert (found["NAME"], found["USER"], found["HOST"]) == ("city", "transom", "db.example.gov")
    assert found["PORT"] == "5433"
    assert found["OPTIONS"] == {"sslmode": "require"}
    assert environ.problems == []


def test_a_socket_folder_is_a_host():
    found = database(Environ({}), "DATABASE_URL", "postgresql:///transom?host=%2Ftmp%2Fpg-1&user=transom")
    assert (found["HOST"], found["USER"], found["NAME"], found["OPTIONS"]) == ("/tmp/pg-1", "transom", "transom", {})


def test_a_mail_servers_password_may_hold_any_character():
    found = mail(Environ({}), PRODUCTION["EMAIL_URL"])
    assert found["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (587, True, False)


def test_a_mail_service_is_named_by_its_scheme():
    found = mail(Environ({}), "mailgun://key-1:mg.example.gov@")
    assert found["EMAIL_BACKEND"] == "anymail.backends.mailgun.EmailBackend"
    assert found["ANYMAIL"] == {"MAILGUN_API_KEY": "key-1", "MAILGUN_SENDER_DOMAIN": "mg.example.gov"}


@pytest.mark.parametrize(("value", "meant"), [("yes", True), ("1", True), ("off", False), ("", False)])
def test_flags_read_as_people_write_them(value, meant):
    assert Environ({"FLAG": value}).flag("FLAG", not meant) is meant


def test_a_flag_that_is_neither_is_told():
    environ = Environ({"FLAG": "maybe"})
    environ.flag("FLAG", False)
    with pytest.raises(WrongSettings, match="FLAG is 'maybe', but must be yes or no"):
        environ.check()
