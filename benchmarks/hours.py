"""Business hours: how many questions a schedule answers in a second, against what is asked of it."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from aiuto.business_hours import Schedule
from aiuto.business_hours.reading import parse_schedule
from benchmarks.rows import Row

A_SECOND = 100_000
PASSES = 5
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
YEARS = 2 * 365 * 24 * 60
OFFICE = {str(day): [["09:00", "13:00"], ["14:00", "18:00"]] for day in range(5)}


def rows(*, quick: bool) -> Iterator[Row]:
    """Moments by chance in two years, to the microsecond, so that both changes of the clock and all holidays count."""
    chance, many = Random(7), 5_000 if quick else 50_000
    starts = [_after(BEGIN, YEARS, chance) for _ in range(many)]
    ends = [_after(start, 20 * 24 * 60, chance) for start in starts]
    works = [timedelta(minutes=chance.randint(1, 5 * 8 * 60)) for _ in starts]
    hours = office()
    yield _rate("add, up to five days of work", lambda: list(map(hours.add, starts, works)), many)
    yield _rate("between, up to twenty days", lambda: list(map(hours.between, starts, ends)), many)
    yield _rate("is_open", lambda: list(map(hours.is_open, starts)), many)
    yield _rate("next_open", lambda: list(map(hours.next_open, starts)), many)
    yield _rate("next_close", lambda: list(map(hours.next_close, starts)), many)
    yield _first_question()


def office() -> Schedule:
    """Two intervals a day in Milan, with the patron saint's day."""
    return parse_schedule("Europe/Rome", OFFICE, country="IT", subdivision="MI")


def _rate(name: str, ask: Callable[[], object], many: int) -> Row:
    """Of one processor: the best of several passes over all moments."""
    ask()
    rate = many / min(_spent(ask) for _ in range(PASSES))
    what = f"business hours: {name}, calls a second"
    return Row(what, "none", f"{rate:,.0f}", f"{A_SECOND:,}", rate / A_SECOND, least=1)


def _first_question() -> Row:
    """What a schedule pays once for 400 days: their intervals are laid out when they are first asked for."""
    took = min(_spent(lambda: office().is_open(BEGIN)) for _ in range(PASSES))
    return Row("business hours: the first question of a schedule", "none", f"{took * 1000:.1f} ms")


def _spent(ask: Callable[[], object]) -> float:
    """Seconds of processor."""
    begin = time.process_time()
    ask()
    return time.process_time() - begin


def _after(start: datetime, minutes: int, chance: Random) -> datetime:
    return start + timedelta(microseconds=chance.randrange(minutes * 60_000_000))
