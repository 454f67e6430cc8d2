"""Days as people write them, each read from one place of a text: «dopodomani», «il 3 dicembre», "next Monday"."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from aiuto.coach.clocks import Hours, number_at, read_clock
from aiuto.coach.time_words import (
    COUNTED,
    DAY_WORDS,
    FUSED,
    MONTHS,
    NEXT,
    ORDINALS,
    PARTS,
    SHORT_WEEKDAYS,
    SUFFIXES,
    THIS,
    UNITS,
    WEEKDAYS,
)
from aiuto.coach.words import Words

Span = tuple[date, date]
MORNING_BEGINS = 9
"""From this hour on, "in the morning" is tomorrow's."""


class Piece(NamedTuple):
    """A part of a moment. `week` counts from this one; `weak`: a day that another one may replace."""

    days: Span | None = None
    weekday: int | None = None
    week: int | None = None
    part: str | None = None
    hours: Hours | None = None
    exact: datetime | None = None
    weak: bool = False

    def joined(self, other: "Piece") -> "Piece | None":
        """Both together; None where they say different things."""
        mine, more = self, other
        if self.days and other.weekday == self.days[0].weekday() and self.days[0] == self.days[1]:
            more = other._replace(weekday=None, week=None)
        elif self.days and other.days == self.days:
            more = other._replace(days=None)
        elif self.days and other.weak and other.part:
            more = other._replace(days=None, weak=False)
        elif self.weak and (other.days or other.weekday is not None):
            mine = self._replace(days=None, weak=False)
        elif self.weekday is not None and other.days:
            # "Thursday 3 December", "Monday of next week": the date says all, a week leaves the weekday its say.
            mine = self if other.weak else self._replace(weekday=None)
            more = other._replace(days=None) if other.weak else other
        named = more._asdict().items()
        given = {name: value for name, value in named if value is not None and name != "weak"}
        if (
            any(getattr(mine, name) is not None for name in given)
            or mine.exact
            or (other.exact and mine != Piece())
        ):
            return None
        return mine._replace(**given, weak=mine.weak or (other.weak and not mine.days))


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a moment is read: the words, now, and which days are worked. `loose`: the text is nothing but a moment."""

    words: Words
    now: datetime
    works: Callable[[date], bool]
    loose: bool = False
    language: str | None = None

    @property
    def today(self) -> date:
        return self.now.date()

    def day(self, number: int) -> Span:
        day = self.today + timedelta(days=number)
        return day, day


Read = tuple[Piece, int] | None


def read_day_word(scene: Scene, place: int) -> Read:
    words, word = scene.words, scene.words.at(place)
    if word in FUSED:
        number, part = FUSED[word]
        return Piece(scene.day(number), part=part), place + 1
    if word in ("dopo", "day") and words.at(place + 1) in ("domani", "after") and words.at(place - 1) != "il":
        if word == "dopo":
            return Piece(scene.day(2)), place + 2
        return (Piece(scene.day(2)), place + 3) if words.at(place + 2) == "tomorrow" else None
    if word == "day" and words.at(place + 1) == "is" and words.at(place + 2) in ("out", "over", "done"):
        return Piece(scene.day(0)), place + 3
    if word in DAY_WORDS:
        return Piece(scene.day(DAY_WORDS[word])), place + 1
    if word == "giornata" and words.at(place - 1) in ("in", "la", "nella", "della", "entro"):
        return Piece(scene.day(0), weak=True), place + 1
    return None


def read_weekday(scene: Scene, place: int) -> Read:
    words = scene.words
    before = words.at(place)
    shift = before in NEXT or (before in THIS)
    start = place + shift
    word = words.at(start)
    if word not in WEEKDAYS or (
        word in SHORT_WEEKDAYS and not (scene.loose or words.at(start + 1).isdecimal())
    ):
        return None
    day, after = WEEKDAYS[word], start + 1
    week = 1 if before == "next" else None
    if (words.at(after) in NEXT and words.at(after) != "next") or (
        words.at(after) in THIS and words.at(after + 1) not in UNITS
    ):
        after += 1
    if words.at(after) == "week" and not shift:
        return Piece(weekday=day, week=1 + (day <= scene.today.weekday())), after + 1
    number = number_at(words, after)
    hours = _is_hour(words, after) or words.at(after + 1) in ("-", "–")
    if number and 1 <= number <= 31 and words.at(after).isdecimal() and not hours:
        found = _coming_day_of_month(scene.today, number)
        beyond = after + 1 + (words.at(after + 1) in SUFFIXES)
        if found and words.at(beyond) not in MONTHS and words.at(beyond) not in ("of", "/"):
            return Piece((found, found)) if found.weekday() == day else Piece(weekday=day, week=week), beyond
    return Piece(weekday=day, week=week), after


def _is_hour(words: Words, place: int) -> bool:
    pair = words.at(place + 1) in (":", ".") and words.touching(place + 1) and words.at(place + 2).isdecimal()
    return pair or words.at(place + 1) in ("am", "pm", "h")


def read_date(scene: Scene, place: int) -> Read:
    """3 dicembre, 3/12, 2026-12-03, il 3, the 3rd."""
    return _as_read(_day_and_month(scene, place) or _in_figures(scene, place) or _bare_day(scene, place))


def read_month(scene: Scene, place: int) -> Read:
    """December 3rd."""
    return _as_read(_month_and_day(scene, place))


def read_feast(scene: Scene, place: int) -> Read:
    return _as_read(_feast(scene, place))


Day = tuple[date, int] | None


def _as_read(found: Day) -> Read:
    return (Piece((found[0], found[0])), found[1]) if found else None


def _day_and_month(scene: Scene, place: int) -> Day:
    words = scene.words
    number, after = _day_number(words, place)
    after += words.at(after) in ("of", "di", "del")
    month = MONTHS.get(words.at(after))
    if not number or not month or (words.at(after) == "may" and words.at(after + 1) == "be"):
        return None
    return _with_year(scene, number, month, after + 1)


def _month_and_day(scene: Scene, place: int) -> Day:
    words = scene.words
    if scene.language == "it" and words.at(place) == "mar":
        return None
    month = MONTHS.get(words.at(place))
    start = place + 1 + (words.at(place + 1) == ".")
    start += words.at(start) == "the"
    number, after = _day_number(words, start)
    if not month or not number or not (words.at(start).isdecimal() or words.at(start) in ORDINALS):
        return None
    return None if words.at(after) in (":", "am", "pm") else _with_year(scene, number, month, after)


def _day_number(words: Words, place: int) -> tuple[int, int]:
    """A day of the month and the place after it; 0 when there is none."""
    word = words.at(place)
    if word in ORDINALS:
        return ORDINALS[word], place + 1
    number = number_at(words, place)
    if not number or number > 31 or word in ("a", "an", "un", "una"):
        return 0, place
    return number, place + 1 + (
        words.at(place + 1) in SUFFIXES or (words.at(place + 1) in ("°", "º", "o") and number == 1)
    )


def _with_year(scene: Scene, day: int, month: int, place: int) -> Day:
    words = scene.words
    comma = place + (words.at(place) in (",", "del", "di"))
    year = number_at(words, comma) if words.at(comma).isdecimal() else None
    if year and 1900 < year < 2200:
        return _valid(year, month, day, comma + 1)
    return _valid(_coming_year(scene.today, month, day), month, day, place)


def _coming_year(today: date, month: int, day: int) -> int:
    return today.year + ((month, day) < (today.month, today.day))


def _in_figures(scene: Scene, place: int) -> Day:
    words = scene.words
    sign = words.at(place + 1)
    first, second = (words.at(n) for n in (place, place + 2))
    glued = words.touching(place + 1) and words.touching(place + 2)
    if sign not in ("/", "-", ".") or not glued or not (first.isdecimal() and second.isdecimal()):
        return None
    third = words.at(place + 4) if words.at(place + 3) == sign and words.touching(place + 4) else ""
    if not third.isdecimal() or len(third) > 4:
        whole = len(first) <= 2 and len(second) <= 2 and sign == "/"
        return (
            _valid(_coming_year(scene.today, int(second), int(first)), int(second), int(first), place + 3)
            if whole
            else None
        )
    if len(first) == 4:
        return _valid(int(first), int(second), int(third), place + 5) if len(second) <= 2 else None
    year = int(third) + (2000 if len(third) == 2 else 0)
    return _valid(year, int(second), int(first), place + 5) if len(first) <= 2 and len(second) <= 2 else None


_AFTER_A_DAY = frozenset(
    "alle e o at del mattina and or of pomeriggio la le lo li ti vi mi ci gli si i we you he she they our your "
    "my".split()
)


def _bare_day(scene: Scene, place: int) -> Day:
    """«il 3», "the 3rd", «il primo» where no noun follows; the coming one."""
    words, before = scene.words, scene.words.at(place - 1)
    number, after = _day_number(words, place)
    suffixed = before == "the" and words.at(place + 1) in SUFFIXES
    follower = words.at(after)
    counts = follower in ("%", "€", "/", ".", ",") and words.touching(after + 1)
    if not number or counts or not (suffixed or before in ("il", "giorno", "l", "del", "al", "dal", "dall")):
        return None
    sure = words.at(place - 2) in WEEKDAYS or words.at(place - 2) in (
        "entro",
        "by",
        "on",
        "dal",
        "dall",
        "from",
    )
    if follower.isalpha() and follower not in _AFTER_A_DAY and not (sure and follower not in COUNTED):
        return None
    if words.at(after) == "del" and words.at(after + 1) == "mese":
        after += 2
    found = _coming_day_of_month(scene.today, number)
    return (found, after) if found else None


FEASTS = {
    "natale": (12, 25),
    "christmas": (12, 25),
    "capodanno": (1, 1),
    "befana": (1, 6),
    "epifania": (1, 6),
    "ferragosto": (8, 15),
}
_BEFORE_FEASTS = frozenset("by entro per on a".split())


def _feast(scene: Scene, place: int) -> Day:
    """«entro Natale», "by Christmas"; a feast that is only spoken of is no date."""
    words = scene.words
    found = FEASTS.get(words.at(place))
    lead = {words.at(place - 1), words.at(place - 2) if words.at(place - 1) in _ARTICLES else ""}
    if not found or lead.isdisjoint(_BEFORE_FEASTS):
        return None
    return _valid(_coming_year(scene.today, *found), *found, place + 1)


def _coming_day_of_month(today: date, number: int) -> date | None:
    for ahead in range(4):
        year, month = divmod(today.month - 1 + ahead, 12)
        found = _valid(today.year + year, month + 1, number, 0)
        if found and found[0] >= today:
            return found[0]
    return None


def _valid(year: int, month: int, day: int, after: int) -> Day:
    try:
        return date(year, month, day), after
    except ValueError:
        return None


def read_hours(scene: Scene, place: int) -> Read:
    found = read_clock(scene.words, place, bare=scene.loose)
    return (Piece(hours=found[0]), found[1]) if found else None


_ARTICLES = frozenset("the la il l".split())
_PART_OPENS = frozenset(
    "in di del nel nella della al alla the this questo questa quest late early tarda tardo prima primo entro by before "
    "of after dopo l d il la meta mid -".split()
)


def read_part(scene: Scene, place: int) -> Read:
    words, word = scene.words, scene.words.at(place)
    if word not in PARTS:
        return None
    before = words.at(place - 1)
    if before in _ARTICLES and not (scene.loose or words.at(place - 2) in _PART_OPENS):
        return None
    day_before = before in WEEKDAYS or before in DAY_WORDS or before.isdecimal() or before in MONTHS
    if not (scene.loose or before in _PART_OPENS or day_before):
        return None
    if before in THIS:
        return Piece(scene.day(0), part=PARTS[word]), place + 1
    if word == "morning" and before == "the" and scene.now.hour >= MORNING_BEGINS:
        return Piece(scene.day(1), part=PARTS[word], weak=True), place + 1
    return Piece(part=PARTS[word]), place + 1
