"""Django's settings, from environment variables only; every variable is described in docs/operations.md.

A wrong value stops the start with a sentence. What a city decides (types, fees, letters, calendar) is not here: it is
in its rulebook under agencies/.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from csp.constants import NONE, SELF

from transom.wiring import environ as reading
from transom.wiring import logs, postgres

env = reading.Environ(os.environ)
REPOSITORY = Path(__file__).resolve().parents[2]

MODE = env.choice("TRANSOM_MODE", reading.MODES, "production")
IS_PRODUCTION, DEMO, IS_TEST = MODE == "production", MODE == "demo", MODE == "test"
HOME = Path(env.text("TRANSOM_HOME", ".transom")).resolve()
PORT = env.whole("PORT", 8000, 1, 65535)
BIND = env.text("BIND", "127.0.0.1")
WEB_PROCESSES = env.whole("WEB_PROCESSES", os.cpu_count() or 1, 1, 256)

DEBUG = False
if IS_PRODUCTION and env.flag("DEBUG", False):
    env.wrong("DEBUG is on, but Transom has no debug mode in production: it would show people's data in error pages.")

SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
if IS_PRODUCTION and len(SECRET_KEY) < 50:
    env.wrong("SECRET_KEY must be set to at least 50 random characters, the same on every web and worker process.")
SECRET_KEY = SECRET_KEY or f"only-for-{MODE}-" + "never-in-production" * 3

# --- Where people find us ------------------------------------------------------------------------------------------
SITE_URL = env.url(
    "SITE_URL",
    "" if IS_PRODUCTION else f"http://localhost:{PORT}",
    schemes=("https",) if IS_PRODUCTION else ("http", "https"),
)
if not SITE_URL:
    env.wrong(
        "SITE_URL is not set: links in e-mails and documents are built from it, e.g. https://permits.example.gov."
    )
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"
ALLOWED_HOSTS = [SITE_HOST, *env.words("ALLOWED_HOSTS")]
if not IS_PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", "testserver"]
if "*" in ALLOWED_HOSTS:
    env.wrong("ALLOWED_HOSTS holds '*', which would let anyone choose the address in our links; name the hosts.")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []

# --- Data ----------------------------------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL")
if not DATABASE_URL:
    if IS_PRODUCTION:
        env.wrong("DATABASE_URL is not set, e.g. postgresql://transom:password@db.example.gov/transom?sslmode=require.")
    DATABASE_URL = postgres.url(HOME / "postgres")
DATABASES = {"default": reading.database(env, "DATABASE_URL", DATABASE_URL)}
PUBLIC_DATABASE_URL = env.text("PUBLIC_DATABASE_URL", "")
if PUBLIC_DATABASE_URL:
    DATABASES["public"] = reading.database(env, "PUBLIC_DATABASE_URL", PUBLIC_DATABASE_URL)
    DATABASE_ROUTERS = ["transom.kernel.roles.PublicReads"]
PUBLIC_ROLE = env.text("PUBLIC_ROLE", "transom_public")
if not PUBLIC_ROLE.replace("_", "").isalnum() or not PUBLIC_ROLE.isascii() or not PUBLIC_ROLE.islower():
    env.wrong(f"PUBLIC_ROLE is '{PUBLIC_ROLE}', but must be small letters, digits and underscores.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILES_ROOT = Path(env.text("FILES_ROOT", str(HOME / "files"))).resolve()
MEDIA_ROOT = FILES_ROOT
AGENCIES_ROOT = Path(env.text("AGENCIES_ROOT", str(REPOSITORY / "agencies"))).resolve()
AGENCY = env.text("AGENCY", "aurora-il")

# --- The house -----------------------------------------------------------------------------------------------------
ROOMS = (
    "kernel history notices accounts land rulebook records fees reviews inspections workflow payments documents search "
    "ui portal office api importers"
).split()
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "anymail",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    *(f"transom.{room}" for room in ROOMS),
    "transom.wiring",
]
ROOT_URLCONF = "transom.wiring.urls"
WSGI_APPLICATION = "transom.wiring.wsgi.application"
MIDDLEWARE = [
    "transom.wiring.middleware.request_log",
    "transom.wiring.health.health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "transom.accounts.sessions.session_ends",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "transom.ui.language.Speak",
    "transom.ui.signing_in.AskToSignIn",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "transom.ui.environment.environment",
            "context_processors": ["transom.ui.context.page"],
        },
    },
    {
        # Only for libraries that bring templates of their own.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
LANGUAGE_CODE = "en-us"
# The languages our own words exist in, each by its own name; a city offers those of them that its rules are written in.
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [REPOSITORY / "transom" / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "America/Chicago")
if TIME_ZONE not in available_timezones():
    env.wrong(f"TIME_ZONE is '{TIME_ZONE}', but must be a name such as America/Chicago.")
USE_TZ = True
USE_I18N = True
FORM_RENDERER = "django.forms.renderers.Jinja2"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
TEST_RUNNER = "django.test.runner.DiscoverRunner"

# --- People --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
# Django's own stands behind ours for browsers that signed in before ours was there.
AUTHENTICATION_BACKENDS = ["transom.accounts.backend.Accounts", "django.contrib.auth.backends.ModelBackend"]
SESSION_ENGINE = "transom.accounts.session_store"
# allauth reads this in its first migration: several accounts may share one e-mail.
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
LOGIN_URL = "/account/sign-in/"
LOGIN_REDIRECT_URL = "/dashboard/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if IS_TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60

# --- The browser ---------------------------------------------------------------------------------------------------
COOKIE_PREFIX = "__Host-" if IS_PRODUCTION else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}transom"
SESSION_COOKIE_AGE = 30 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_PRODUCTION
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
CSRF_FAILURE_VIEW = "transom.wiring.errors.csrf_failure"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
# Browsers' built-in lists take whole domains; that is for the domain's owner to ask, not for one service on it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if env.flag("BEHIND_PROXY", False):
    # Only where a proxy in front sets or removes this header on every request.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(HOME / "static"))).resolve()
STATICFILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES if IS_TEST else "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = IS_TEST
WHITENOISE_MAX_AGE = 60

# --- Mail and money ------------------------------------------------------------------------------------------------
EMAIL_URL = env.text("EMAIL_URL", "" if IS_PRODUCTION else "dummy://")
if not EMAIL_URL:
    env.wrong("EMAIL_URL is not set, e.g. smtp+tls://user:password@mail.example.gov; people are told by e-mail.")
else:
    globals().update(reading.mail(env, EMAIL_URL))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"Development Services <no-reply@{SITE_HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
GATEWAY_PORT = env.whole("GATEWAY_PORT", PORT + 1 if PORT < 65535 else 8001, 1, 65535)
GATEWAY_URL = env.url(
    "GATEWAY_URL",
    "" if IS_PRODUCTION else f"http://localhost:{GATEWAY_PORT}",
    schemes=("https",) if IS_PRODUCTION else ("http", "https"),
)
GATEWAY_SECRET = env.text("GATEWAY_SECRET", "" if IS_PRODUCTION else f"only-for-{MODE}")
if GATEWAY_URL and not GATEWAY_SECRET:
    env.wrong("GATEWAY_SECRET is not set: the payment gateway signs its messages with it.")

# --- Logs ----------------------------------------------------------------------------------------------------------
LOG_LEVEL = env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "WARNING" if IS_TEST else "INFO")
LOG_FORMAT = env.choice("LOG_FORMAT", ("json", "console"), "json")
LOGGING = logs.configuration(level=LOG_LEVEL, style=LOG_FORMAT)

# --- The queue -----------------------------------------------------------------------------------------------------
# Wiring itself loads every room's jobs.py.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""

env.check()
