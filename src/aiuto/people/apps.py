"""The Django application of the room `people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "aiuto.people"
    label = "people"
