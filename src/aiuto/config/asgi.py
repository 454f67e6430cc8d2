"""The ASGI application that `aiuto serve` runs."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aiuto.config.settings")
django = get_asgi_application()

from aiuto.config.charsets import only_utf8  # noqa: E402 - after Django, like all that uses it
from aiuto.workspace.live.line import kept_open  # noqa: E402 - its room needs Django ready

application = only_utf8(kept_open(django, path="/live/"))
