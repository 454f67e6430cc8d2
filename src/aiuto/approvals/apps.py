"""The Django application of the room `approvals`."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "aiuto.approvals"
    label = "approvals"
