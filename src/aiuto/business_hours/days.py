"""The open intervals of local days as intervals of UTC, in microseconds since 1970.

It is open at a moment when the wall clock of the place then shows a time inside an interval. So an hour that autumn
repeats counts twice, one that spring skips does not count, and each edge falls where the clock really shows it.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

Interval = tuple[int, int]
Span = tuple[time, time]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
ENDS_OF_DAY = (time(0), time.max)


def stamp(moment: datetime) -> int:
    """Microseconds since 1970 of an aware moment. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return (moment - EPOCH) // MICROSECOND


def moment(stamped: int) -> datetime:
    """The moment in UTC."""
    return EPOCH + timedelta(microseconds=stamped)


def intervals(day: date, spans: Iterable[Span], zone: tzinfo) -> Iterator[Interval]:
    """What these spans of a local day are in UTC; a span that the clock repeats or skips may be two or none."""
    for first, last in spans:
        begin = datetime.combine(day, first)
        yield from _instants(begin, _end(day, first, last), zone)


def merged(found: Iterable[Interval]) -> list[Interval]:
    """In order and apart."""
    joined: list[Interval] = []
    for begin, end in sorted(found):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _end(day: date, first: time, last: time) -> datetime:
    """An end at midnight is that of the day; one not after its start lies on the next day."""
    if last in ENDS_OF_DAY:
        return datetime.combine(day + DAY, time())
    return datetime.combine(day if last > first else day + DAY, last)


def _instants(begin: datetime, end: datetime, zone: tzinfo) -> Iterator[Interval]:
    """The moments at which the wall clock shows `begin` ≤ t < `end`."""
    offsets = {_offset(wall, zone, fold) for wall in (begin, end) for fold in (0, 1)}
    if len(offsets) == 1:
        offset = offsets.pop()
        yield _utc(begin, offset), _utc(end, offset)
        return
    for since, until, offset in _stretches(_utc(begin, max(offsets)), _utc(end, min(offsets)), zone):
        first, last = max(_utc(begin, offset), since), min(_utc(end, offset), until)
        if first < last:
            yield first, last


def _stretches(since: int, until: int, zone: tzinfo) -> Iterator[tuple[int, int, timedelta]]:
    """This time cut where the clock is set forth or back, each part with its offset from UTC."""
    step = HOUR // MICROSECOND
    while since < until:
        offset, end = _offset_at(since, zone), since + step
        while end < until and _offset_at(end, zone) == offset:
            end += step
        if _offset_at(end, zone) != offset:
            end = _change(end - step, end, zone)
        yield since, end, offset
        since = end


def _change(before: int, after: int, zone: tzinfo) -> int:
    """The first moment with the later offset, between two that differ."""
    offset = _offset_at(before, zone)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset_at(middle, zone) == offset:
            before = middle
        else:
            after = middle
    return after


def _offset_at(stamped: int, zone: tzinfo) -> timedelta:
    return moment(stamped).astimezone(zone).utcoffset() or timedelta()


def _offset(wall: datetime, zone: tzinfo, fold: int) -> timedelta:
    return wall.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta()


def _utc(wall: datetime, offset: timedelta) -> int:
    return (wall.replace(tzinfo=UTC) - offset - EPOCH) // MICROSECOND
