"""Working time told a second time, as a list of open minutes, found by looking at each; knows nothing of aiuto."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
Week = Mapping[int, Sequence[tuple[str, str]]]


class Hours:
    """Open minutes between two moments, by the clock on the wall."""

    def __init__(
        self, zone: str, week: Week, closed: Iterable[date], *, begin: datetime, end: datetime
    ) -> None:
        self._minutes = []
        closed, place = set(closed), ZoneInfo(zone)
        self._place = place
        for number in range(_minute(begin), _minute(end)):
            wall = datetime.fromtimestamp(number * 60, tz=place)
            shown = f"{wall:%H:%M}"
            spans = () if wall.date() in closed else week.get(wall.weekday(), ())
            if any(opens <= shown < closes for opens, closes in spans):
                self._minutes.append(number)

    def after(self, start: datetime, minutes: int) -> datetime:
        """When so many open minutes have passed."""
        if not minutes:
            return start
        last = self._minutes[bisect_left(self._minutes, _minute(start)) + minutes - 1]
        return datetime.fromtimestamp((last + 1) * 60, tz=UTC)

    def between(self, start: datetime, end: datetime) -> int:
        """How many minutes of these are open."""
        return bisect_left(self._minutes, _minute(end)) - bisect_left(self._minutes, _minute(start))

    def end_of_day(self, at: datetime) -> datetime:
        """When it closes for the last time on the day of that open minute."""
        day = at.astimezone(self._place).date()
        same = bisect_left(self._minutes, _minute(at))
        while self._shown(same).date() == day:
            same += 1
        return datetime.fromtimestamp((self._minutes[same - 1] + 1) * 60, tz=UTC)

    def _shown(self, number: int) -> datetime:
        return datetime.fromtimestamp(self._minutes[number] * 60, tz=self._place)

    def days_later(self, start: datetime, days: int) -> datetime:
        """So many days later, each time at an open minute."""
        at = _minute(start)
        for _day in range(days):
            at = self._minutes[bisect_left(self._minutes, at + DAY // MINUTE)]
        return datetime.fromtimestamp(at * 60, tz=UTC)


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60
