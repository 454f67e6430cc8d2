"""The ASGI application that `aiuto serve` runs."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aiuto.config.settings")
django.setup(set_prefix=False)

from aiuto.config.charsets import only_utf8  # noqa: E402 - after Django, like all that uses it
from aiuto.config.pages import Pages  # noqa: E402
from aiuto.workspace.live.line import kept_open  # noqa: E402 - its room needs Django ready

application = only_utf8(kept_open(Pages(), path="/live/"))
