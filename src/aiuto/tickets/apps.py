"""The Django application of the room `tickets`."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "aiuto.tickets"
    label = "tickets"
