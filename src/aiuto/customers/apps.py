"""The Django application of the room `customers`."""

from django.apps import AppConfig

from aiuto.customers import lookups as lookups


class CustomersConfig(AppConfig):
    name = "aiuto.customers"
    label = "customers"
