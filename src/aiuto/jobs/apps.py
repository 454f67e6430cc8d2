"""The Django application of the room `jobs`."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "aiuto.jobs"
    label = "jobs"
