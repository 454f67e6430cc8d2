"""The django-tasks backend on the database."""

from django_tasks.backends.dummy import DummyBackend as DatabaseBackend

__all__ = ["DatabaseBackend"]
