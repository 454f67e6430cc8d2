"""The Django application of the room `customers`."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "aiuto.customers"
    label = "customers"
