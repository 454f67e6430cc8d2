"""Django's settings, made from `environment`."""

import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlparse

import dj_database_url
from pydantic import ValidationError

from aiuto.config.environment import Environment
from aiuto.config.logs import configure
from aiuto.config.storages import default_storage
from aiuto.config.wiring import *  # noqa: F403 - the dotted names live on a page of their own

try:
    ENVIRONMENT = Environment()
except ValidationError as problem:
    lines = [f"  {'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in problem.errors()]
    sys.exit("These settings need mending (environment or .env):\n" + "\n".join(lines))

LOGGING_CONFIG = None
configure(ENVIRONMENT.aiuto_log_level)

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
    "aiuto.recovery",
    "aiuto.manual",
    "aiuto.promises",
    "aiuto.tickets",
    "aiuto.customers",
    "aiuto.notices",
    "aiuto.intake",
    "aiuto.approvals",
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
    "allauth.usersessions",
    "axes",
    "django_htmx",
    "django_tasks",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "aiuto.config.headers.SecurityHeaders",
    "aiuto.config.static.StaticFiles",
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
# So many pages are made at once, each thread with a connection; more would only share the same processor.
WEB_THREADS = 8
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
            "builtins": ["aiuto.ui.templatetags.built_in"],
        },
    }
]

_DATABASE_URL = ENVIRONMENT.database_url or f"sqlite:///{HOME / 'aiuto.sqlite3'}"
_PATIENCE = ENVIRONMENT.aiuto_database_seconds
DATABASES = {"default": dj_database_url.parse(_DATABASE_URL)}
ON_POSTGRESQL = DATABASES["default"]["ENGINE"].endswith("postgresql")
if ON_POSTGRESQL:
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("prepare_threshold", 5)
    # As long as SQLite waits: whoever comes then hears that the database is busy, and keeps what they have.
    # Compiling a page's short statements takes many times as long as answering them.
    DATABASES["default"]["OPTIONS"].setdefault("options", f"-c lock_timeout={_PATIENCE}s -c jit=off")
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 0, "max_size": 20, "timeout": _PATIENCE}
else:
    HOME.mkdir(parents=True, exist_ok=True)
    # A new connection reads all of the schema, which takes as long as a small page.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": _PATIENCE,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "aiuto.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60 * 72
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
WELCOME_URL = "workspace:welcome"

ACCOUNT_ADAPTER = "aiuto.people.sign_in.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "aiuto.people.forms.LoginForm",
    "change_password": "aiuto.people.forms.ChangePasswordForm",
    "set_password": "aiuto.people.forms.SetPasswordForm",
    "reset_password": "aiuto.people.forms.ResetPasswordForm",
    "reset_password_from_key": "aiuto.people.forms.ResetPasswordKeyForm",
    "reauthenticate": "aiuto.people.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# An address may fail 20 times in ten minutes from anywhere; one client locks itself out of it after 5 (axes).
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/10m/ip,20/10m/key",
    "reset_password": "10/h/ip,3/h/key",
}
MFA_ADAPTER = "aiuto.people.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "aiuto.people.forms.AddPasskeyForm",
    "authenticate_webauthn": "aiuto.people.forms.UsePasskeyForm",
    "login_webauthn": "aiuto.people.forms.EnterByPasskeyForm",
    "reauthenticate_webauthn": "aiuto.people.forms.ProveByPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator vouches for each address
MFA_TOTP_ISSUER = "Aiuto"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not USES_HTTPS

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_USERNAME_FORM_FIELD = "email"
AXES_SENSITIVE_PARAMETERS = ["password", "csrfmiddlewaretoken"]
AXES_USERNAME_CALLABLE = "aiuto.people.sign_in.attempted_address"
AXES_CLIENT_IP_CALLABLE = "aiuto.people.client.client_network"
AXES_LOCKOUT_CALLABLE = "aiuto.people.sign_in.locked_out"

CACHES = {"default": {"BACKEND": "aiuto.people.cache.DatabaseCache"}}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USES_HTTPS
SECURE_SSL_REDIRECT = False
if ENVIRONMENT.aiuto_trusted_proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if USES_HTTPS else 0
# Other names of the domain are not ours to bind, the proxy in front is where HTTP turns into HTTPS, and
# the mails shown inside our pages are frames of our own; the pages themselves forbid frames by CSP.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W019", "security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "aiuto.people.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024

LOCALE_PATHS = [
    PACKAGE / room / "locale" for room in ("channels", "flows", "cli")
]  # rooms that are no Django apps
LANGUAGE_CODE = ENVIRONMENT.aiuto_language
LANGUAGES = [("it", "Italiano"), ("en", "English")]
TIME_ZONE = ENVIRONMENT.aiuto_time_zone
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
FILES_ROOT = Path(ENVIRONMENT.aiuto_storage or HOME / "files")
STORAGES = {
    "default": default_storage(ENVIRONMENT.aiuto_storage),
    "staticfiles": {"BACKEND": "aiuto.config.static.BundledFiles"},
}
if DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    WHITENOISE_USE_FINDERS = True

if DEMO:
    TRANSPORTS = DEMO_TRANSPORTS
EMAIL_BACKEND = "aiuto.outbox.backend.DeliveryBackend"
DEFAULT_FROM_EMAIL = ENVIRONMENT.aiuto_from or f"Aiuto <aiuto@{_HOST}>"
TASKS = {"default": {"BACKEND": "aiuto.jobs.backend.DatabaseBackend"}}
