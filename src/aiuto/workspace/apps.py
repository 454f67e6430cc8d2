"""The Django application of the room `workspace`."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "aiuto.workspace"
    label = "workspace"
