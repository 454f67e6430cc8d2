"""The Django application of the room `files`."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "aiuto.files"
    label = "files"
