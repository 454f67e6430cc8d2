"""Walking indexes through a sieve: what passes of a bounded stretch of rows, however few that is.

Each arm reads its share of the rows by its index and hands on what passes; the database stops as soon as a page is
full. Where an arm's stretch ends before the page is full, nothing behind that end is shown yet: the next look
begins there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aiuto.rows.cursors import cursor
from aiuto.tickets.queries import walks
from aiuto.tickets.queries.walks import Arm, Place

COLUMNS = ", ".join(
    f'"{name}"'
    for name in (
        "id desk_id team_id owner_id customer_id reason_id cause_id state channel language last_message_at "
        "turn_at waiting_since snoozed_until merged_into_id spam"
    ).split()
)

FIRST_WAITS = 200
BACKWARDS, KEYLESS = ("down", "back"), ("rest", "back")

Written = tuple[str, list[Any]] | None
"""A SELECT and its values; None where there is nothing to ask."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL over the columns of tickets, and its values."""

    sql: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Sieved:
    """Places of rows that passed, in order; `end` is where the look broke off, None when nothing is left behind.

    `longest` is the id of who waits longest of those that pass among the first rows, whatever page is looked at.
    """

    places: list[Place]
    end: Place | None
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Up to `size` rows of these arms are looked for, behind a place."""

    arms: Sequence[Arm]
    behind: Place | None
    size: int

    @property
    def share(self) -> int:
        """How many rows of each arm are read."""
        return max(1, walks.MOST_ROWS // max(1, len(self.arms)))


Found = list[tuple[int, Place]]
"""What a look met: places, each with the number of its arm."""


def sieve(arms: Sequence[Arm], passing: Condition, *, behind: Place | None, size: int) -> Sieved:
    """Up to `size` rows behind a place that pass, and where to look on. At most two statements."""
    look = Look(arms, behind, size)
    [found] = passed([look], passing)
    ends, waits = _asked([ends_of(look, found), [_waiting(arm, passing, look) for arm in arms]])
    longest = min((place for _, place in waits), key=_waits_since, default=None)
    return replace(as_far_as_known(look, found, ends), longest=longest.id if longest else None)


def _waits_since(place: Place) -> tuple[datetime, int]:
    return place.at or walks.EPOCH, place.id


def passed(looks: Sequence[Look], passing: Condition) -> list[Found]:
    """What passes, look by look; one statement."""
    return _asked([[_passing(arm, passing, look) for arm in look.arms] for look in looks])


def ends_of(look: Look, found: Found) -> list[Written]:
    """Questions for the ends of the stretches that were not left early: an arm that filled the page by itself was."""
    numbers = [number for number, _ in found]
    short = [arm for number, arm in enumerate(look.arms) if numbers.count(number) < look.size]
    return [_last(arm, look) for arm in short]


def as_far_as_known(look: Look, found: Found, ends: Found) -> Sieved:
    """Up to where the first stretch ended: behind that, rows of it may be missing."""
    order, size = _order(look.arms), look.size
    end = min((place for _, place in ends), key=order, default=None)
    places = sorted((place for _, place in found), key=order)[:size]
    if end is None or len(kept := [place for place in places if order(place) <= order(end)]) == size:
        return Sieved(places, places[-1] if len(places) == size else None)
    return Sieved(kept, end)


def chosen(ids: Sequence[int], passing: Condition) -> set[int]:
    """Those of these tickets that pass; their number is the caller's to bound."""
    if not ids:
        return set()
    among = walks.any_of('"id"', ids)
    with cursor() as asked:
        statement = f'SELECT "id" FROM tickets_ticket WHERE {among} AND {passing.sql}'  # noqa: S608
        asked.execute(statement, [*ids, *passing.values])
        return {row[0] for row in asked.fetchall()}


def every(conditions: Sequence[Condition]) -> Condition:
    """All of them."""
    return Condition(
        " AND ".join(f"({one.sql})" for one in conditions), tuple(v for one in conditions for v in one.values)
    )


def united(looks: Sequence[Sequence[Written]]) -> tuple[str, list[Any]]:
    """All of these in one SELECT, each row with the numbers of its look and of its arm; "" when there are none."""
    written = [
        (look, arm, *one)
        for look, arms in enumerate(looks)
        for arm, one in enumerate(arms)
        if one is not None
    ]
    parts = [
        f"SELECT {look:d} AS look, {arm:d} AS arm, one.* FROM ({sql}) AS one"  # noqa: S608
        for look, arm, sql, _ in written
    ]
    return " UNION ALL ".join(parts), [value for *_, values in written for value in values]


def by_look(rows: Sequence[Sequence[Any]], looks: int) -> list[Found]:
    """The rows of such a SELECT."""
    found: list[Found] = [[] for _ in range(looks)]
    for look, arm, segment, at, pk in rows:
        found[look].append((arm, Place(segment, walks.moment(at), pk)))
    return found


def _asked(looks: Sequence[Sequence[Written]]) -> list[Found]:
    sql, values = united(looks)
    if not sql:
        return by_look([], len(looks))
    with cursor() as asked:
        asked.execute(sql, values)
        return by_look(asked.fetchall(), len(looks))


def _passing(arm: Arm, passing: Condition, look: Look) -> Written:
    """The stretch takes the table's name, so that conditions read the same here and there."""
    if (stretch := _stretch(arm, look.behind, COLUMNS, f"LIMIT {look.share:d}")) is None:
        return None
    sql, values = stretch
    shown = f"{_columns(arm)} FROM ({sql}) AS tickets_ticket"
    return f"SELECT {shown} WHERE {passing.sql} LIMIT {look.size:d}", [*values, *passing.values]


def _waiting(arm: Arm, passing: Condition, look: Look) -> Written:
    """Who waits of those that pass among the first of an arm that goes by whose turn it is."""
    if (arm.key, arm.way) != ("turn_at", "up"):
        return None
    stretch = _stretch(arm, None, COLUMNS, f"LIMIT {min(look.share, FIRST_WAITS):d}")
    if stretch is None:
        return None
    sql, values = stretch
    shown = f'0 AS segment, "waiting_since" AS at, "id" FROM ({sql}) AS tickets_ticket'
    where = f'({passing.sql}) AND "waiting_since" IS NOT NULL'
    return f"SELECT {shown} WHERE {where}", [*values, *passing.values]


def _last(arm: Arm, look: Look) -> Written:
    """The last row of a stretch that was read to its end; no row when the arm ends before."""
    return _stretch(arm, look.behind, _columns(arm), f"LIMIT 1 OFFSET {look.share - 1:d}")


def _columns(arm: Arm) -> str:
    return f'{int(arm.way in KEYLESS)} AS segment, "{arm.key}" AS at, "id"'


def _stretch(arm: Arm, behind: Place | None, columns: str, limit: str) -> Written:
    if behind and behind.segment == 1 and arm.way not in KEYLESS:
        return None
    start, values = walks.start(arm, behind)
    order = f'"{arm.key}" DESC, "id" DESC' if arm.way in BACKWARDS else f'"{arm.key}", "id"'
    sql = f"SELECT {columns} FROM tickets_ticket WHERE {arm.where}{start} ORDER BY {order} {limit}"  # noqa: S608
    return sql, [*arm.values, *values]


def _order(arms: Sequence[Arm]) -> Callable[[Place], Any]:
    sign = -1 if any(arm.way in BACKWARDS for arm in arms) else 1
    return lambda place: (place.segment, sign * (place.at or walks.EPOCH).timestamp(), sign * place.id)
