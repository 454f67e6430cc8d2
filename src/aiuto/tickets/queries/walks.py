"""Walking indexes: lists that read a bounded number of rows, however many tickets there are.

A list is the merge of a few arms. Each arm reads one index in its own order, desk by desk, and stops after a
number of rows. Conditions are literals, because SQLite uses a partial index only when it sees that they hold.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from aiuto.rows.cursors import cursor

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
    """One index in its order: "up" sorts by `key`, "down" from its newest, "rest" is where `key` is null and "back" the
    same from its newest, "any" just walks. Rows that are not `shown` are read and left out.
    """

    where: str
    values: tuple[Any, ...]
    key: str
    way: str
    shown: str = SHOWN


@dataclass(frozen=True, slots=True)
class Row:
    """What a walk reads of a ticket: enough to sort, to leave out, to continue, and to see who waits longest."""

    segment: int
    at: datetime | None
    id: int
    hidden: bool
    waiting_since: datetime | None

    @property
    def place(self) -> Place:
        return Place(self.segment, self.at, self.id)


@dataclass(frozen=True, slots=True)
class Walk:
    """The rows that were met, in their order; `ended`: there are no others."""

    rows: list[Row]
    ended: bool
    longest: Row | None = None


def parse_place(text: str) -> Place | None:
    """The place that `str(place)` wrote, or None for anything else."""
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 18 for part in parts):
        return None
    segment, micros, row = map(int, parts)
    if segment > 1 or micros > 10**16:
        return None
    return Place(segment, None if segment else EPOCH + micros * MICROSECOND, row)


def walk(arms: Sequence[Arm], *, behind: Place | None, limit: int) -> Walk:
    """The first rows behind a place, at most `limit`, merged from all arms in one statement."""
    each = _share(limit, arms)
    statement, values = _merged(arms, behind, each)
    if not statement:
        return Walk([], ended=True)
    with cursor() as asked:
        asked.execute(statement, values)
        found = [(arm, Row(*_typed(*row))) for arm, *row in asked.fetchall()]
    backwards = any(arm.way == "down" for arm in arms)
    found.sort(key=lambda pair: _order(pair[1]), reverse=backwards)
    rows = _as_far_as_known(found, each)
    waiting = [row for _, row in found if row.waiting_since and not row.hidden]
    longest = min(waiting, key=lambda row: (row.waiting_since, row.id), default=None)
    return Walk(
        rows[:limit], ended=len(rows[:limit]) == len(found) and not _cut(found, each), longest=longest
    )


def beyond(row: Row | Place, place: Place, *, backwards: bool) -> bool:
    """Whether a row comes after a place in a walk's order."""
    here, there = _order(row), (place.segment, place.at or EPOCH, place.id)
    return here < there if backwards else here > there


def counted(arms: Sequence[Arm], *, cap: int) -> tuple[str, list[Any]]:
    """A SELECT with a row for each ticket that these arms meet, at most `cap`; and its values."""
    waiting = [replace(arm, way="any") if arm.key == "turn_at" else arm for arm in arms if arm.way != "rest"]
    statement, values = _merged(waiting, None, _share(cap, waiting))
    if not statement:
        return "SELECT 1 WHERE 1 = 0", []
    return f"SELECT 1 FROM ({statement}) AS met WHERE NOT hidden LIMIT {cap:d}", values  # noqa: S608


def any_of(column: str, values: Sequence[object]) -> str:
    """`column IN (…)` with as many places as there are values."""
    return f"{column} IN ({', '.join(['%s'] * len(values))})" if values else "1 = 0"


def _share(limit: int, arms: Sequence[Arm]) -> int:
    return max(1, min(limit, MOST_ROWS // max(1, len(arms))))


def _as_far_as_known(found: Sequence[tuple[int, Row]], each: int) -> list[Row]:
    """Up to where the first arm broke off: behind that, rows of it may be missing."""
    left = Counter(arm for arm, _ in found)
    broken = {arm for arm, number in left.items() if number >= each}
    rows = []
    for arm, row in found:
        rows.append(row)
        left[arm] -= 1
        if arm in broken and not left[arm]:
            break
    return rows


def _cut(found: Sequence[tuple[int, Row]], each: int) -> bool:
    return any(number >= each for number in Counter(arm for arm, _ in found).values())


def _merged(arms: Sequence[Arm], behind: Place | None, each: int) -> tuple[str, list[Any]]:
    written = [(number, pair) for number, arm in enumerate(arms) if (pair := _written(arm, behind, each))]
    named = (f"SELECT {number:d} AS arm, one.* FROM ({sql}) AS one" for number, (sql, _) in written)  # noqa: S608
    return " UNION ALL ".join(named), [value for _, (_, values) in written for value in values]


def _written(arm: Arm, behind: Place | None, limit: int) -> tuple[str, list[Any]] | None:
    """The arm's SELECT and its values; None when the whole arm lies before the place."""
    if behind and behind.segment == 1 and arm.way != "rest":
        return None
    segment = int(arm.way == "rest")
    columns = f'{segment} AS segment, "{arm.key}" AS at, "id", NOT ({arm.shown}) AS hidden, "waiting_since"'
    begin, values = start(arm, behind)
    order = f'"{arm.key}" DESC, "id" DESC' if arm.way == "down" else f'"{arm.key}", "id"'
    where = f"WHERE {arm.where}{begin} ORDER BY {order} LIMIT {limit:d}"
    return f"SELECT {columns} FROM tickets_ticket {where}", [*arm.values, *values]  # noqa: S608


def start(arm: Arm, behind: Place | None) -> tuple[str, list[Any]]:
    """What of the arm lies behind the place."""
    if arm.way == "any":
        return "", []
    if arm.way in ("rest", "back"):
        beyond = [behind.id] if behind and behind.segment == 1 else []
        sign = "<" if arm.way == "back" else ">"
        return f' AND "{arm.key}" IS NULL' + (f' AND "id" {sign} %s' if beyond else ""), beyond
    if behind is None:
        return f' AND "{arm.key}" IS NOT NULL', []
    sign = "<" if arm.way == "down" else ">"
    at = connection.ops.adapt_datetimefield_value(behind.at)
    return f' AND ("{arm.key}", "id") {sign} (%s, %s)', [at, behind.id]


def _typed(segment: int, at: Any, pk: int, hidden: Any, since: Any) -> tuple[Any, ...]:
    return segment, moment(at), pk, bool(hidden), moment(since)


def _order(row: Row | Place) -> tuple[int, datetime, int]:
    return row.segment, row.at or EPOCH, row.id


def moment(at: Any) -> datetime | None:
    """SQLite answers bare statements in UTC without saying so, with text or with a moment."""
    found: datetime | None = datetime.fromisoformat(at) if isinstance(at, str) else at
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found
