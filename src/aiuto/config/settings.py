"""Django's settings, made from `environment`."""

import sys
from pathlib import Path
from urllib.parse import urlparse

import dj_database_url
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from aiuto.config.environment import Environment
from aiuto.config.storages import default_storage
from aiuto.config.wiring import *  # noqa: F403 - the dotted names live on a page of their own

try:
    ENVIRONMENT = Environment()
except ValidationError as problem:
    lines = [f"  {'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in problem.errors()]
    sys.exit("These settings need mending (environment or .env):\n" + "\n".join(lines))

PACKAGE = Path(__file__).resolve().parent.parent
HOME = ENVIRONMENT.aiuto_home
DEBUG = ENVIRONMENT.aiuto_debug
DEMO = ENVIRONMENT.aiuto_demo
SECRET_KEY = ENVIRONMENT.secret_key()
PUBLIC_URL = ENVIRONMENT.url
_HOST = urlparse(PUBLIC_URL).hostname or "localhost"
ALLOWED_HOSTS = sorted({_HOST, "localhost", "127.0.0.1", "[::1]"})
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
USES_HTTPS = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "aiuto.workspace",
    "aiuto.portal",
    "aiuto.ui",
    "aiuto.tickets",
    "aiuto.customers",
    "aiuto.intake",
    "aiuto.people",
    "aiuto.outbox",
    "aiuto.journal",
    "aiuto.files",
    "aiuto.jobs",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "django_tasks",
    "lucide",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "aiuto.config.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "aiuto.people.preferences.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "aiuto.config.urls"
ASGI_APPLICATION = "aiuto.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

_DATABASE_URL = ENVIRONMENT.database_url or f"sqlite:///{HOME / 'aiuto.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(_DATABASE_URL)}
ON_POSTGRESQL = DATABASES["default"]["ENGINE"].endswith("postgresql")
if ON_POSTGRESQL:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 0, "max_size": 20, "timeout": 20}
else:
    HOME.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USES_HTTPS
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if USES_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024

LANGUAGE_CODE = ENVIRONMENT.aiuto_language
LANGUAGES = [("it", _("Italian")), ("en", _("English"))]
TIME_ZONE = ENVIRONMENT.aiuto_time_zone
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
FILES_ROOT = Path(ENVIRONMENT.aiuto_storage or HOME / "files")
STORAGES = {
    "default": default_storage(ENVIRONMENT.aiuto_storage),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    WHITENOISE_USE_FINDERS = True

EMAIL_BACKEND = "aiuto.outbox.backend.DeliveryBackend"
TASKS = {"default": {"BACKEND": "aiuto.jobs.backend.DatabaseBackend"}}
