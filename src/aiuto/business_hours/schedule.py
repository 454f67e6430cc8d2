"""A schedule: when it is open, and how much open time lies between two moments."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from aiuto.business_hours.days import (
    EPOCH,
    MICROSECOND,
    Interval,
    Span,
    intervals,
    merged,
    moment,
    stamp,
)
from aiuto.business_hours.errors import BadSchedule, NeverCloses, NeverOpen
from aiuto.business_hours.zones import zone_named

STRETCH = timedelta(days=400) // MICROSECOND
REACH = 25
"""Stretches without an open moment, 27 years, after which nothing is expected to open any more."""
FIRST_DAY, LAST_DAY = date(1, 1, 5).toordinal(), date(9999, 12, 25).toordinal()
LAST = (LAST_DAY - EPOCH.toordinal()) // 400
NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Open intervals in order, as columns: `before` and `after` are the open microseconds up to begin and end."""

    begins: list[int]
    ends: list[int]
    before: list[int]
    after: list[int]

    @property
    def total(self) -> int:
        return self.after[-1] if self.after else 0

    def worked(self, at: int) -> int:
        """Open microseconds from the beginning of the stretch to `at`."""
        number = bisect_right(self.begins, at) - 1
        if number < 0:
            return 0
        return self.before[number] + min(at, self.ends[number]) - self.begins[number]


@dataclass(frozen=True, eq=False)
class Schedule:
    """Open intervals of a week in one time zone, less the holidays.

    `week` maps 0 (Monday) … 6 to pairs of wall-clock times. An end of `time(0)` or `time.max` is 24:00; an end not
    after its start lies on the next day, and the whole interval belongs to the day on which it begins. `exceptions`
    maps a date to the intervals of that day instead, none for a closed one, and goes before `holidays`, any
    container of dates. Moments must be aware; those that are counted come back in UTC. Raises BadSchedule.
    """

    timezone: str | tzinfo
    week: Mapping[int, Sequence[Span]]
    holidays: Container[date] = frozenset()
    exceptions: Mapping[date, Sequence[Span] | None] = field(default_factory=dict)
    _zone: tzinfo = field(init=False, repr=False)
    _stretches: dict[int, Stretch] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        zone = zone_named(self.timezone) if isinstance(self.timezone, str) else self.timezone
        object.__setattr__(self, "_zone", zone)
        if not set(self.week) <= set(range(7)):
            raise BadSchedule("the days of a week are 0 (Monday) to 6")
        for spans in (*self.week.values(), *self.exceptions.values()):
            _check(spans or ())

    def add(self, start: datetime, worked: timedelta) -> datetime:
        """The earliest moment, in UTC, at which so much open time has passed since `start`.

        Raises NeverOpen where that moment never comes, ValueError for less than nothing.
        """
        if worked < NOTHING:
            raise ValueError("open time runs forward")
        at, left = stamp(start), worked // MICROSECOND
        if not left:
            return start
        for stretch in self._from(at):
            goal = stretch.worked(at) + left
            if goal <= stretch.total:
                number = bisect_left(stretch.after, goal)
                return moment(stretch.begins[number] + goal - stretch.before[number])
            left = goal - stretch.total
        raise NeverOpen("no open time within reach")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The open time from `start` to `end`; less than nothing when `end` comes first."""
        first, last = stamp(start), stamp(end)
        if last < first:
            return -self.between(end, start)
        passed = self._stretch(last // STRETCH).worked(last) - self._stretch(first // STRETCH).worked(first)
        passed += sum(self._stretch(n).total for n in range(first // STRETCH, last // STRETCH))
        return timedelta(microseconds=passed)

    def is_open(self, at: datetime) -> bool:
        """Whether `at` lies in an open interval; the moment of closing does not."""
        stamped = stamp(at)
        stretch = self._stretch(stamped // STRETCH)
        number = bisect_right(stretch.begins, stamped) - 1
        return number >= 0 and stamped < stretch.ends[number]

    def opens_on(self, day: date) -> bool:
        """Whether any interval belongs to this day: whether it is worked."""
        return bool(self._spans(day.toordinal())[1])

    def next_open(self, at: datetime) -> datetime:
        """The first open moment from `at` on: `at` itself when open. Raises NeverOpen."""
        opened, _closed = self._interval(stamp(at))
        return at if opened <= stamp(at) else moment(opened)

    def next_close(self, at: datetime) -> datetime:
        """The end of the interval that is open at `at` or comes next. Raises NeverOpen, NeverCloses."""
        _opened, closed = self._interval(stamp(at))
        for _ in range(REACH):
            if closed % STRETCH:
                return moment(closed)
            begins = self._stretch(closed // STRETCH).begins
            if not begins or begins[0] != closed:
                return moment(closed)
            closed = self._stretch(closed // STRETCH).ends[0]
        raise NeverCloses("open without an end")

    def _interval(self, at: int) -> Interval:
        """The open interval that holds `at`, or the next, as far as its stretch goes."""
        for stretch in self._from(at):
            number = bisect_right(stretch.ends, at)
            if number < len(stretch.ends):
                return stretch.begins[number], stretch.ends[number]
        raise NeverOpen("no open time within reach")

    def _from(self, at: int) -> Iterator[Stretch]:
        """The stretches from that of `at` on, until too many in a row are closed or the calendar ends."""
        number, closed = at // STRETCH, 0
        while closed < REACH and number <= LAST:
            stretch = self._stretch(number)
            closed = 0 if stretch.total else closed + 1
            yield stretch
            number += 1

    def _stretch(self, number: int) -> Stretch:
        known = self._stretches.get(number)
        if known is None:
            known = self._stretches[number] = _columns(self._intervals(number))
        return known

    def _intervals(self, number: int) -> Iterator[Interval]:
        """The open intervals of a stretch; those that cross its edge are cut there."""
        first, last = number * STRETCH, (number + 1) * STRETCH
        begin = EPOCH.toordinal() + 400 * number - 2
        days = range(max(begin, FIRST_DAY), min(begin + 404, LAST_DAY))
        found = (each for day in days for each in intervals(*self._spans(day), self._zone))
        for begin, end in merged(found):
            if begin < last and end > first:
                yield max(begin, first), min(end, last)

    def _spans(self, ordinal: int) -> tuple[date, Sequence[Span]]:
        day = date.fromordinal(ordinal)
        if day in self.exceptions:
            return day, self.exceptions[day] or ()
        spans = self.week.get(day.weekday(), ())
        return day, () if spans and day in self.holidays else spans


def _columns(found: Iterator[Interval]) -> Stretch:
    stretch = Stretch([], [], [], [])
    for begin, end in found:
        stretch.before.append(stretch.total)
        stretch.begins.append(begin)
        stretch.ends.append(end)
        stretch.after.append(stretch.before[-1] + end - begin)
    return stretch


def _check(spans: Sequence[Span]) -> None:
    for span in spans:
        if len(span) != 2 or not all(isinstance(edge, time) and edge.tzinfo is None for edge in span):
            raise BadSchedule(f"not a pair of wall-clock times: {span!r}")
