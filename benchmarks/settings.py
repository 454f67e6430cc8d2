"""Settings of measuring: those of an installation, with static files found in the packages."""

from aiuto.config.settings import *  # noqa: F403

STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
# One connection a database, so that measuring can hold two databases side by side.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)  # noqa: F405
