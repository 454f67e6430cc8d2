"""Settings of the processes under fire: those of a real installation, without `collectstatic`."""

from aiuto.config.settings import *  # noqa: F403

STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
