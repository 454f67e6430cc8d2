"""Settings of a real installation that waits a moment for its database, not twenty seconds."""

from aiuto.config.settings import *  # noqa: F403

DATABASES["default"]["OPTIONS"]["timeout"] = 0.2  # noqa: F405
