"""The Django application of the room `portal`."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "aiuto.portal"
    label = "portal"
