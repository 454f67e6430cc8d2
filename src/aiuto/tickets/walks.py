"""Reading the full-text index newest first, never more than a bounded number of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

Terms = list[set[str]]
Pair = tuple[int, int]  # message, ticket

NEWEST = 2_000
BY_INDEX = 1_000
FURTHEST = 20_000
SPAN = 200_000


@dataclass(frozen=True, slots=True)
class Walk:
    """What was found, newest first, and the message before which to look on: None when all has been seen."""

    pairs: list[Pair]
    further: int | None


def walk(terms: Terms, *, desks: Sequence[int], before: int, count: int) -> Walk:
    """Up to `count` messages older than `before` that match every term, on these desks."""
    if connection.vendor == "postgresql":
        return _walk_postgresql(terms, list(desks), before, count)
    return _walk_sqlite(terms, list(desks), before, count)


_SQLITE_PAIRS = """
    WITH newest AS (
        SELECT rowid AS message FROM tickets_fts
        WHERE tickets_fts MATCH %s AND rowid < %s AND rowid >= %s ORDER BY rowid DESC LIMIT %s
    )
    SELECT newest.message, entry.ticket_id FROM newest
    CROSS JOIN tickets_searchentry entry ON entry.message_id = newest.message
    CROSS JOIN tickets_ticket ticket ON ticket.id = entry.ticket_id
    WHERE ticket.desk_id IN (SELECT value FROM json_each(%s)) LIMIT %s
"""
_SQLITE_END = """
    SELECT count(*), min(message) FROM (
        SELECT rowid AS message FROM tickets_fts
        WHERE tickets_fts MATCH %s AND rowid < %s AND rowid >= %s ORDER BY rowid DESC LIMIT %s
    )
"""


def _walk_sqlite(terms: Terms, desks: list[int], before: int, count: int) -> Walk:
    """FTS5 goes down the ids by itself. Where every term is common the span of ids is bounded too: their
    intersection could be empty for as long as the table is."""
    oldest = _newest(before) - SPAN if len(terms) > 1 and _all_common(terms) else 0
    at = [_match(terms), before, oldest, FURTHEST]
    pairs = _rows(_SQLITE_PAIRS, [*at, str(desks), count])
    if len(pairs) == count:
        return Walk(pairs, pairs[-1][0])
    read, last = _rows(_SQLITE_END, at)[0]
    return Walk(pairs, last if read == FURTHEST else oldest if oldest > 0 else None)


def _newest(before: int) -> int:
    """The newest message below `before`."""
    newest = _rows("SELECT max(message_id) FROM tickets_searchentry WHERE message_id < %s", [before])[0][0]
    return int(newest or 0)


def _all_common(terms: Terms) -> bool:
    counted = "(SELECT count(*) FROM (SELECT 1 FROM tickets_fts WHERE tickets_fts MATCH %s LIMIT %s))"
    values = [value for term in terms for value in (_match([term]), FURTHEST)]
    [numbers] = _rows(f"SELECT {', '.join([counted] * len(terms))}", values)
    return all(number == FURTHEST for number in numbers)


def _match(terms: Terms) -> str:
    return " AND ".join("(" + " OR ".join(f'"{form}"' for form in sorted(term)) + ")" for term in terms)


_POSTGRESQL_NEWEST = """
    SELECT newest.message_id, newest.ticket_id FROM (
        SELECT message_id, ticket_id, vector FROM tickets_searchentry
        WHERE message_id < %s ORDER BY message_id DESC LIMIT %s
    ) newest JOIN tickets_ticket ticket ON ticket.id = newest.ticket_id
    WHERE newest.vector @@ %s::tsquery AND ticket.desk_id = ANY(%s) ORDER BY newest.message_id DESC LIMIT %s
"""
_POSTGRESQL_END = """
    SELECT min(message_id), count(*) FROM (
        SELECT message_id FROM tickets_searchentry WHERE message_id < %s ORDER BY message_id DESC LIMIT %s
    ) newest
"""
_POSTGRESQL_BY_INDEX = """
    WITH found AS MATERIALIZED (
        SELECT message_id, ticket_id FROM tickets_searchentry WHERE vector @@ %s::tsquery AND message_id < %s
    ), bounded AS MATERIALIZED (SELECT * FROM found LIMIT %s)
    SELECT bounded.message_id, bounded.ticket_id, ticket.desk_id = ANY(%s)
    FROM bounded JOIN tickets_ticket ticket ON ticket.id = bounded.ticket_id ORDER BY bounded.message_id DESC
"""


def _walk_postgresql(terms: Terms, desks: list[int], before: int, count: int) -> Walk:
    """A common word fills the page from the newest rows. Else GIN, which reads all it has of a word, and
    where that is more than it may bring, a longer walk."""
    query = _tsquery(terms)
    pairs = _rows(_POSTGRESQL_NEWEST, [before, NEWEST, query, desks, count])
    if len(pairs) == count:
        return Walk(pairs, pairs[-1][0])
    found = _rows(_POSTGRESQL_BY_INDEX, [query, before, BY_INDEX + 1, desks])
    if len(found) <= BY_INDEX:
        pairs = [(message, ticket) for message, ticket, seen in found if seen]
        return Walk(pairs[:count], pairs[count - 1][0] if len(pairs) > count else None)
    pairs = _rows(_POSTGRESQL_NEWEST, [before, FURTHEST, query, desks, count])
    if len(pairs) == count:
        return Walk(pairs, pairs[-1][0])
    last, read = _rows(_POSTGRESQL_END, [before, FURTHEST])[0]
    return Walk(pairs, last if read == FURTHEST else None)


def _tsquery(terms: Terms) -> str:
    return " & ".join("(" + " | ".join(f"'{form}'" for form in sorted(term)) + ")" for term in terms)


def _rows(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
