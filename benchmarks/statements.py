"""Statements: how many one mail takes, from its receipt to its commit."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from django.db import connection

from aiuto.flows.receive_message import receive_message
from benchmarks.databases import fresh, use
from benchmarks.mails import mixed
from benchmarks.rows import Row

MOST = 15
_CONTROL = ("BEGIN", "SAVEPOINT", "RELEASE")


def rows(*, quick: bool) -> list[Row]:
    """The most of all mails, and how it is spread. What begins and ends a transaction is not counted."""
    mails = mixed(100 if quick else 1_000)
    with fresh("statements") as name:
        use(name)
        counted = count_statements(mails)
    spread = ", ".join(f"{mails} with {number}" for number, mails in sorted(counted.items()))
    most = max(counted)
    return [Row(f"statements a mail ({spread})", connection.vendor, str(most), "", most, most=MOST)]


def count_statements(mails: list[bytes]) -> Counter[int]:
    """How many mails took how many."""
    counted: Counter[int] = Counter()
    seen: list[str] = []

    def note(execute, sql, parameters, many, context):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        seen.append(sql)
        return execute(sql, parameters, many, context)

    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    for raw in mails:
        now += timedelta(seconds=7)
        seen.clear()
        with connection.execute_wrapper(note):
            receive_message(raw, via="smtp", now=now)
        counted[sum(not sql.startswith(_CONTROL) for sql in seen)] += 1
    return counted
