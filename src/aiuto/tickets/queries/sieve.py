"""Walking indexes through a sieve: what passes of a bounded stretch of rows, however few that is.

Each arm reads its share of the rows by its index and hands on what passes; the database stops as soon as a page is
full. Where an arm's stretch ends before the page is full, nothing behind that end is shown yet: the next look
begins there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiuto.rows.cursors import cursor
from aiuto.tickets.queries import walks
from aiuto.tickets.queries.walks import Arm, Place

COLUMNS = ", ".join(
    f'"{name}"'
    for name in (
        "id desk_id team_id owner_id customer_id reason_id cause_id state channel language last_message_at "
        "turn_at snoozed_until merged_into_id spam"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL over the columns of tickets, and its values."""

    sql: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Sieved:
    """Places of rows that passed, in order; `end` is where the look broke off, None when nothing is left behind."""

    places: list[Place]
    end: Place | None


def sieve(arms: Sequence[Arm], passing: Condition, *, behind: Place | None, size: int) -> Sieved:
    """Up to `size` rows behind a place that pass, and where to look on. At most two statements."""
    share = max(1, walks.MOST_ROWS // max(1, len(arms)))
    found = _rows([_passing(arm, passing, behind, share, size) for arm in arms])
    order = _order(arms)
    numbers = [row[0] for row in found]
    # An arm that filled the page by itself did not come to its end.
    short = [arm for number, arm in enumerate(arms) if numbers.count(number) < size]
    ends = [place for _, place in _rows([_last(arm, behind, share) for arm in short])]
    end = min(ends, key=order, default=None)
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


Written = tuple[str, list[Any]] | None


def _passing(arm: Arm, passing: Condition, behind: Place | None, share: int, size: int) -> Written:
    """The stretch takes the table's name, so that conditions read the same here and there."""
    if (stretch := _stretch(arm, behind, COLUMNS, f"LIMIT {share:d}")) is None:
        return None
    sql, values = stretch
    shown = f"{_columns(arm)} FROM ({sql}) AS tickets_ticket"
    return f"SELECT {shown} WHERE {passing.sql} LIMIT {size:d}", [*values, *passing.values]


def _last(arm: Arm, behind: Place | None, share: int) -> Written:
    """The last row of a stretch that was read to its end; no row when the arm ends before."""
    return _stretch(arm, behind, _columns(arm), f"LIMIT 1 OFFSET {share - 1:d}")


def _columns(arm: Arm) -> str:
    return f'{int(arm.way == "rest")} AS segment, "{arm.key}" AS at, "id"'


def _stretch(arm: Arm, behind: Place | None, columns: str, limit: str) -> Written:
    if behind and behind.segment == 1 and arm.way != "rest":
        return None
    start, values = walks.start(arm, behind)
    order = f'"{arm.key}" DESC, "id" DESC' if arm.way == "down" else f'"{arm.key}", "id"'
    sql = f"SELECT {columns} FROM tickets_ticket WHERE {arm.where}{start} ORDER BY {order} {limit}"  # noqa: S608
    return sql, [*arm.values, *values]


def _rows(arms: Sequence[Written]) -> list[tuple[int, Place]]:
    """The rows of all arms in one statement, each with the number of its arm."""
    written = [(number, *one) for number, one in enumerate(arms) if one]
    if not written:
        return []
    parts = [f"SELECT {n:d} AS arm, arm_{n:d}.* FROM ({sql}) AS arm_{n:d}" for n, sql, _ in written]  # noqa: S608
    with cursor() as asked:
        asked.execute(" UNION ALL ".join(parts), [value for _, _, values in written for value in values])
        return [(arm, Place(segment, walks.moment(at), pk)) for arm, segment, at, pk in asked.fetchall()]


def _order(arms: Sequence[Arm]) -> Callable[[Place], Any]:
    sign = -1 if any(arm.way == "down" for arm in arms) else 1
    return lambda place: (place.segment, sign * (place.at or walks.EPOCH).timestamp(), sign * place.id)
