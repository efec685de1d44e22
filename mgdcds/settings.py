"""Settings. Everything that differs between machines comes from the environment.

Without any variable the program runs as a demonstration on SQLite in `var/`.
`MGDCDS_PRODUCTION=1` turns on what a clinic needs, and then `SECRET_KEY`,
`ALLOWED_HOSTS` and `DATABASE_URL` must be given. See docs/how-to/deploy.md.
"""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def _is_on(name: str, default: str = "0") -> bool:
    return os.environ.get(name, default).lower() in {"1", "true", "yes", "on"}


def _listed(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


PRODUCTION = _is_on("MGDCDS_PRODUCTION")
DEBUG = _is_on("MGDCDS_DEBUG") and not PRODUCTION
DATA_DIR = Path(os.environ.get("MGDCDS_DATA_DIR", BASE_DIR / "var"))
DATA_DIR.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """A key kept in a file: sign-ins survive a restart, and every worker has the same."""
    given = os.environ.get("SECRET_KEY", "")
    if given:
        return given
    if PRODUCTION:
        raise ImproperlyConfigured("Set SECRET_KEY to a long random text.")
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def _databases() -> dict[str, dict[str, object]]:
    url = os.environ.get("DATABASE_URL", "")
    if PRODUCTION and not url:
        raise ImproperlyConfigured("Set DATABASE_URL, such as postgres://user@host:5432/mgdcds.")
    found = dict(dj_database_url.parse(url or f"sqlite:///{DATA_DIR / 'mgdcds.sqlite3'}"))
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            " PRAGMA foreign_keys=ON;",
        }
    else:
        found.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    found["ATOMIC_REQUESTS"] = False
    return {"default": found}


SECRET_KEY = _secret_key()
DATABASES = _databases()
ALLOWED_HOSTS = _listed(
    "ALLOWED_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,[::1],testserver"
)
CSRF_TRUSTED_ORIGINS = _listed("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
    "mgdcds.stores.accounts",
    "mgdcds.stores.library",
    "mgdcds.stores.patients",
    "mgdcds.stores.evaluations",
    "mgdcds.pages.components",
    "mgdcds.pages.desk",
    "mgdcds.pages.entry",
    "mgdcds.pages.advice",
    "mgdcds.pages.workspace",
    "mgdcds.pages.evidence",
    "mgdcds.pages.exchange",
    "mgdcds.pages.office",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mgdcds.stores.accounts.middleware.ActorMiddleware",
    "mgdcds.pages.office.middleware.PrivateMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "mgdcds.urls"
WSGI_APPLICATION = "mgdcds.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mgdcds.pages.components.frame.frame",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# People and sessions
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
#: The password of every sign-in of the demonstration, printed for all; none in production.
DEMO_PASSWORD = "" if PRODUCTION else "magnesium-demo"
LOGIN_URL = "office:sign_in"
LOGIN_REDIRECT_URL = "desk:worklist"
LOGOUT_REDIRECT_URL = "office:sign_in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "mgdcds.pages.office.views.doors.locked"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# Signed out after this long without a request; every request renews it.
SESSION_COOKIE_AGE = int(os.environ.get("MGDCDS_IDLE_SECONDS", "1800"))
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# What a browser may load
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = _is_on("SECURE_SSL_REDIRECT", "1")
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = int(os.environ.get("SECURE_HSTS_SECONDS", "31536000"))
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Language and time
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# Static files: fingerprinted once collected, straight from the folders before that
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(os.environ.get("MGDCDS_STATIC_ROOT", DATA_DIR / "static"))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
_COLLECTED = (STATIC_ROOT / "staticfiles.json").exists() or PRODUCTION
WHITENOISE_USE_FINDERS = not _COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Uploads and forms: an assessment has about 190 fields
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# No patient data in logs: requests are logged by address only, and addresses carry none
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

#: Where real inputs made by others lie, for the tests that read them.
SHARED_DIR = Path(os.environ.get("MGDCDS_SHARED", BASE_DIR.parent / "shared"))

#: Where exported FHIR resources live. The default is a made-up host: nothing is published there.
FHIR_BASE = os.environ.get("MGDCDS_FHIR_BASE", "https://mgdcds.example/fhir").rstrip("/")
