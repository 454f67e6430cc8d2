"""Walking indexes: lists that read a bounded number of rows, however many tickets there are.

A list is the merge of a few arms. Each arm reads one index in its own order, desk by desk, and stops after a
number of rows. Conditions are literals, because SQLite uses a partial index only when it sees that they hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

SHOWN = '"merged_into_id" IS NULL AND NOT "spam"'
AWAKE = f'{SHOWN} AND "snoozed_until" IS NULL'
OURS = f"{AWAKE} AND \"state\" IN ('new', 'open')"
UNSOLVED = f"{AWAKE} AND \"state\" IN ('new', 'open', 'waiting', 'hold')"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Place:
    """Just behind one row: its segment (0: the key has a value, 1: it has none), its key and its id."""

    segment: int
    at: datetime | None
    id: int

    def __str__(self) -> str:
        micros = (self.at - EPOCH) // MICROSECOND if self.at else 0
        return f"{self.segment}-{micros}-{self.id}"


@dataclass(frozen=True, slots=True)
class Arm:
    """One index in its order: "up" sorts by `key`, "down" from its newest, "rest" is where `key` is null."""

    where: str
    values: tuple[Any, ...]
    key: str
    way: str


@dataclass(frozen=True, slots=True)
class Row:
    """What a walk reads of a ticket: enough to sort, to leave out and to continue."""

    segment: int
    at: datetime | None
    id: int
    hidden: bool

    @property
    def place(self) -> Place:
        return Place(self.segment, self.at, self.id)


def parse_place(text: str) -> Place | None:
    """The place that `str(place)` wrote, or None for anything else."""
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 18 for part in parts):
        return None
    segment, micros, row = map(int, parts)
    if segment > 1 or micros > 10**16:
        return None
    return Place(segment, None if segment else EPOCH + micros * MICROSECOND, row)


def walk(arms: Sequence[Arm], *, behind: Place | None, limit: int) -> list[Row]:
    """The first `limit` rows behind a place, merged from all arms in one statement."""
    statement, values = _merged(arms, behind, limit)
    if not statement:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = [Row(segment, _moment(at), pk, bool(hidden)) for segment, at, pk, hidden in cursor.fetchall()]
    backwards = any(arm.way == "down" for arm in arms)
    return sorted(rows, key=_order, reverse=backwards)[:limit]


def capped_counts(walks: Sequence[Sequence[Arm]], *, cap: int) -> list[int]:
    """How many tickets each walk would meet, at most `cap` each, in one statement."""
    parts, values = [], []
    for number, arms in enumerate(walks):
        statement, given = _merged(arms, None, cap)
        rows = f"SELECT 1 FROM ({statement}) AS walk_{number} WHERE NOT hidden LIMIT {cap:d}"  # noqa: S608
        parts.append(f"(SELECT count(*) FROM ({rows}) AS seen_{number})" if statement else "0")  # noqa: S608
        values += given
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        row = cursor.fetchone()
    return [int(number) for number in row or ()]


def _merged(arms: Sequence[Arm], behind: Place | None, limit: int) -> tuple[str, list[Any]]:
    each = max(1, min(limit, MOST_ROWS // max(1, len(arms))))
    written = [pair for arm in arms if (pair := _written(arm, behind, each))]
    named = (f"SELECT * FROM ({sql}) AS arm_{number}" for number, (sql, _) in enumerate(written))  # noqa: S608
    return " UNION ALL ".join(named), [value for _, values in written for value in values]


def any_of(column: str, values: Sequence[int]) -> str:
    """`column IN (…)` with as many places as there are values."""
    return f"{column} IN ({', '.join(['%s'] * len(values))})" if values else "1 = 0"


def _written(arm: Arm, behind: Place | None, limit: int) -> tuple[str, list[Any]] | None:
    """The arm's SELECT and its values; None when the whole arm lies before the place."""
    if behind and behind.segment == 1 and arm.way != "rest":
        return None
    select = f'SELECT {int(arm.way == "rest")} AS segment, "{arm.key}" AS at, "id", NOT ({SHOWN}) AS hidden'
    start, values = _start(arm, behind)
    order = f'"{arm.key}" DESC, "id" DESC' if arm.way == "down" else f'"{arm.key}", "id"'
    sql = f"{select} FROM tickets_ticket WHERE {arm.where}{start} ORDER BY {order} LIMIT %s"
    return sql, [*arm.values, *values, limit]


def _start(arm: Arm, behind: Place | None) -> tuple[str, list[Any]]:
    if arm.way == "rest":
        beyond = [behind.id] if behind and behind.segment == 1 else []
        return f' AND "{arm.key}" IS NULL' + (' AND "id" > %s' if beyond else ""), beyond
    if behind is None:
        return f' AND "{arm.key}" IS NOT NULL', []
    sign = "<" if arm.way == "down" else ">"
    at = connection.ops.adapt_datetimefield_value(behind.at)
    return f' AND ("{arm.key}", "id") {sign} (%s, %s)', [at, behind.id]


def _order(row: Row) -> tuple[int, datetime, int]:
    return row.segment, row.at or EPOCH, row.id


def _moment(at: Any) -> datetime | None:
    """SQLite answers bare statements in UTC without saying so, with text or with a moment."""
    moment: datetime | None = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
