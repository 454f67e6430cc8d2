"""Telling people: one unread notice a person, request and kind, whatever happens again and again."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from aiuto.journal.actors import Actor
from aiuto.notices.models import Kind, Notice
from aiuto.notices.ways import DEFAULTS

# The choices are read where they are needed, and who is no longer here or wants none of it gets no row.
_TELL = """
    WITH told (person, kind, ticket, app, browser, digest) AS (VALUES {rows})
    INSERT INTO notices_notice (user_id, kind, ticket, actor, at, in_app, in_browser, in_digest)
    SELECT people_user.id, told.kind, told.ticket, {actor}, %s,
        COALESCE(own.in_app, app), COALESCE(own.in_browser, browser), COALESCE(own.in_digest, digest)
    FROM told JOIN people_user ON people_user.id = told.person AND people_user.is_active
    LEFT JOIN notices_choice own ON own.user_id = told.person AND own.kind = told.kind
    WHERE COALESCE(own.in_app, app) OR COALESCE(own.in_browser, browser) OR COALESCE(own.in_digest, digest)
"""


def tell(users: Iterable[int], *, kind: Kind, ticket: int | None, by: Actor, now: datetime) -> None:
    """Tell each of these people, as they chose; never somebody of their own act."""
    tell_each(dict.fromkeys(users, kind), ticket=ticket, by=by, now=now)


@transaction.atomic(savepoint=False)
def tell_each(kinds: Mapping[int, Kind], *, ticket: int | None, by: Actor, now: datetime) -> None:
    """Tell each person what it is for them. Two statements for any number, none for nobody.

    What they have not read of the same kind on the same request makes way, so that the new notice stands on top.
    """
    told = {user: kind for user, kind in kinds.items() if (by.kind, by.id) != ("person", user)}
    if not told:
        return
    if ticket:
        unread = Notice.objects.filter(user__in=told, ticket=ticket, read_at__isnull=True)
        unread.filter(kind__in=set(told.values())).delete()
    _insert([(user, kind, ticket) for user, kind in told.items()], by, now)


@transaction.atomic(savepoint=False)
def tell_of_many(told: Collection[tuple[int, Kind, int]], *, by: Actor, now: datetime) -> None:
    """Each (person, what it is for them, request) of a batch in which nobody acted. Few statements for any number."""
    if not told:
        return
    by_person: dict[tuple[int, Kind], list[int]] = {}
    for user, kind, ticket in told:
        by_person.setdefault((user, kind), []).append(ticket)
    for (user, kind), tickets in by_person.items():
        Notice.objects.filter(user=user, kind=kind, ticket__in=tickets, read_at__isnull=True).delete()
    _insert(told, by, now)


def _insert(told: Collection[tuple[int, Kind, int | None]], by: Actor, now: datetime) -> None:
    """The requests' numbers are written out, as all of one column have to be of one type."""
    values: list[Any] = []
    for user, kind, _ticket in told:
        values += (user, kind.value, *DEFAULTS[kind])
    rows = ", ".join(f"(%s, %s, {_number(ticket)}, %s, %s, %s)" for _user, _kind, ticket in told)
    statement = _TELL.format(rows=rows, actor=_number(by.id if by.kind == "person" else None))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, connection.ops.adapt_datetimefield_value(now)])


def _number(value: int | None) -> str:
    """Written out: PostgreSQL takes an untyped NULL for text."""
    return "CAST(NULL AS bigint)" if value is None else str(int(value))
