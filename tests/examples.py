"""How many lives a test lives through that lets chance choose what happens."""

from django.db import connection


def examples(many: int) -> int:
    """All of them on SQLite; PostgreSQL keeps the same words in the same rows, which a third of them shows."""
    return many if connection.vendor == "sqlite" else many // 3
