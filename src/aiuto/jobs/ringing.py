"""A wake-up for workers on PostgreSQL. It may be missed without harm: workers look by themselves as well."""

from django.db import connection, transaction

CHANNEL = "aiuto_jobs"


def ring_on_commit() -> None:
    """Once a transaction, and after its commit: a NOTIFY inside would make all commits queue for one lock."""
    if connection.vendor == "postgresql" and not _rings_already():
        transaction.on_commit(_ring, robust=True)


def _rings_already() -> bool:
    return any(_ring in entry for entry in connection.run_on_commit)


def _ring() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
