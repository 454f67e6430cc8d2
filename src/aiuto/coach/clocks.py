"""Hours as people write them: «alle 15», «le quattro e mezza», "9am", "half past four", "between 2 and 4"."""

from typing import NamedTuple

from aiuto.coach.time_words import (
    AFTERNOON,
    COUNTED,
    DAWN,
    EVENING,
    FOLLOWERS,
    FUSED,
    MORNING,
    NIGHT,
    NUMBERS,
    PARTS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
)
from aiuto.coach.words import Words

NAMED_HOURS = {
    "mezzogiorno": (12, 0),
    "mezzodi": (12, 0),
    "noon": (12, 0),
    "midday": (12, 0),
    "mezzanotte": (23, 59),
    "midnight": (23, 59),
}
_FREE_MARKS = frozenset("alle all dalle ore h".split())
_TIGHT_MARKS = frozenset(
    "le delle at by before until till til around about after from l and to between @ per".split()
)
_BEFORE_HOURS = frozenset("entro verso dopo".split())
_MINUTES_AFTER = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40}
_MINUTES = {"mezza": 30, "mezzo": 30, "un quarto": 15, "trenta": 30, "quindici": 15, "tre quarti": 45}
_PAST = {"half": 30, "quarter": 15, "ten": 10, "twenty": 20, "five": 5}
_RANGE_OPENS = frozenset("tra fra dalle between from".split())
_RANGE_JOINS = frozenset("e alle and to - – — fino o or alla all ad".split())


class Clock(NamedTuple):
    """An hour of the day; not `sure` when it may be meant in the afternoon."""

    hour: int
    minute: int
    sure: bool

    def on(self, part: str | None) -> tuple[int, int]:
        """Hour and minute, seen in the part of the day that was named; bare small hours are after noon."""
        hour = self.hour
        if part == NIGHT and hour < DAWN:
            return hour, self.minute
        afternoon = part in (AFTERNOON, EVENING, NIGHT) or (part != MORNING and hour < 7)
        if not self.sure and afternoon and hour < 12:
            hour += 12
        return hour, self.minute


Hours = tuple[Clock, Clock]
"""From which hour to which; the same twice for a single one."""


def is_about_seven(clock: Clock) -> bool:
    """The bare hour that is as often one of the evening."""
    return clock.hour == 7 and not clock.sure


def read_clock(words: Words, place: int, *, bare: bool = False) -> tuple[Hours, int] | None:
    """The hour or the hours that begin at this word, and the place after; `bare` takes "4" for an hour too."""
    opened = words.at(place) in _RANGE_OPENS
    if words.at(place) in ("tra", "fra", "between") and words.at(place + 1) in ("le", "l", "the"):
        found = _single(words, place + 1, bare=bare) or _number_hour(words, place + 2)
    elif words.at(place) == "between":
        found = _number_hour(words, place + 1)
    else:
        found = _single(words, place, bare=bare) or _first_of_two(words, place)
    if not found:
        return None
    clock, after = found
    last = _until(words, after, opened=opened)
    if last:
        return ((clock._replace(sure=clock.sure and last[0].sure), last[0]), last[1])
    if opened and not _tight(words, place, after):
        return None
    return ((clock, clock), after)


def _first_of_two(words: Words, place: int) -> tuple[Clock, int] | None:
    """An hour whose range says that it is one: "8-10 am"."""
    found = _with_minutes(words, place)
    if not found or words.at(found[1]) not in ("-", "–"):
        return None
    last = _with_minutes(words, found[1] + 1)
    if not last:
        return None
    dated = (
        words.at(place - 1) in WEEKDAYS
        and found[0].hour < last[0].hour
        and words.at(last[1]) not in ("/", "-")
    )
    return found if dated or _half_named(words, found[1] + 1, last[1]) else None


def _until(words: Words, place: int, *, opened: bool) -> tuple[Clock, int] | None:
    """The end of a range: "… and 11", "-11", «o alle 16»."""
    join = words.at(place)
    if join not in _RANGE_JOINS:
        return None
    joined = opened or join in ("-", "–", "—", "o", "or")
    start = place + 1
    while start < place + 4 and words.at(start) in ("le", "alle", "l", "all", "at", "the", "fino"):
        start += 1
    if not joined or (join in ("o", "or", "e", "and") and start == place + 1 and not opened):
        return None
    found = _with_minutes(words, start)
    return found if found and (opened or join != "o" or _follows_well(words, found[1])) else None


def _single(words: Words, place: int, *, bare: bool) -> tuple[Clock, int] | None:
    word = words.at(place)
    if word in NAMED_HOURS:
        return _half_more(words, Clock(*NAMED_HOURS[word], sure=True), place + 1)
    if word in _FREE_MARKS or word in _TIGHT_MARKS:
        return _marked(words, place)
    found = _past(words, place) or _with_minutes(words, place)
    if found and (
        _half_named(words, place, found[1])
        or _written_out(words, place, found[1])
        or (bare and _alone(words, place, found[1]))
    ):
        return found
    return None


def _alone(words: Words, place: int, after: int) -> bool:
    """Whether a number counts nothing and is no part of a larger one."""
    return (
        words.at(after) not in COUNTED
        and words.at(after) != "/"
        and words.at(place - 1) not in ("/", "-", ".")
    )


def _marked(words: Words, place: int) -> tuple[Clock, int] | None:
    if words.at(place) == "all" and words.at(place + 1) not in ("una", "1", "ora", "ore"):
        return None
    after = place + 1
    while words.at(after) in ("alle", "all", "le", "ore", "h", ".") and after < place + 4:
        after += 1
    if words.at(after) in NAMED_HOURS:
        return _half_more(words, Clock(*NAMED_HOURS[words.at(after)], sure=True), after + 1)
    found = _past(words, after) or _with_minutes(words, after)
    if not found or (words.at(place) == "per" and after == place + 1):
        return None
    free = words.at(place) in _FREE_MARKS or any(words.at(n) in _FREE_MARKS for n in range(place, after))
    if _half_named(words, after, found[1]):
        return found
    if _written_out(words, after, found[1]):
        sure = found[0].sure or (free and words.at(after).isdecimal() and found[0].hour >= DAWN)
        return found[0]._replace(sure=sure), found[1]
    well = _follows_free(words, found[1]) if free else _follows_well(words, found[1])
    return found if well or _is_due_hour(words, place, found[1]) else None


def _is_due_hour(words: Words, place: int, after: int) -> bool:
    """«entro le 15 risolvo», «per le 12 sistemo»: no plural follows that the number could count."""
    opens = words.at(place) == "per" or (words.at(place) == "le" and words.at(place - 1) in _BEFORE_HOURS)
    return opens and words.at(after - 1).isdecimal() and not words.at(after).endswith(("e", "i", "s"))


def _number_hour(words: Words, place: int) -> tuple[Clock, int] | None:
    found = _past(words, place) or _with_minutes(words, place)
    return found if found and words.at(found[1]) in _RANGE_JOINS else None


def _with_minutes(words: Words, place: int) -> tuple[Clock, int] | None:
    """An hour and its minutes, with am or pm."""
    hour = number_at(words, place)
    word = words.at(place)
    if hour is None or hour > 24 or word in ("a", "an", "un", "zero"):
        return None
    after, minute, exact = place + 1, 0, word.isdecimal() and len(word) == 2 and word.startswith("0")
    if words.at(after) in (":", ".", "h", ",") and words.touching(after) and words.touching(after + 1):
        pair = words.at(after + 1)
        if len(pair) == 2 and pair.isdecimal() and int(pair) < 60:
            minute, after = int(pair), after + 2
        elif words.at(after) != "." and words.at(after) != ",":
            return None
    elif words.at(after) == "e" and (more := _more_minutes(words, after + 1)):
        minute, after = more
    elif words.at(after) == "meno" and (less := _more_minutes(words, after + 1)):
        hour, minute, after = (hour - 1) % 24, 60 - less[0], less[1]
    elif word.isalpha() and words.at(after) in _MINUTES_AFTER:
        minute, after = _MINUTES_AFTER[words.at(after)], after + 1
    if hour == 24:
        hour, minute, exact = 23, 59, True
    return _half_of_day(words, Clock(hour, minute, exact or hour > 12 or hour == 0), after)


def _more_minutes(words: Words, place: int) -> tuple[int, int] | None:
    two = f"{words.at(place)} {words.at(place + 1)}"
    if two in _MINUTES:
        return _MINUTES[two], place + 2
    if words.at(place) in _MINUTES:
        return _MINUTES[words.at(place)], place + 1
    number = number_at(words, place)
    if number in (5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55) and words.at(place) != "a":
        return number, place + 1
    return None


def _half_of_day(words: Words, clock: Clock, place: int) -> tuple[Clock, int]:
    """ "am", "p.m.", "o'clock", «in punto» after an hour."""
    word = words.at(place)
    if word in ("am", "pm", "a", "p") and clock.hour <= 12:
        after = place + 1
        if word in ("a", "p"):
            if words.at(place + 1) == "." and words.at(place + 2) == "m":
                after = place + (4 if words.at(place + 3) == "." else 3)
            elif not (words.at(place + 1) == "m" and words.touching(place + 1)):
                return clock, place
            else:
                after = place + 2
        return Clock(clock.hour % 12 + (12 if word[0] == "p" else 0), clock.minute, sure=True), after
    if word == "o" and words.at(place + 1) == "clock":
        return clock, place + 2
    return clock, place


def _past(words: Words, place: int) -> tuple[Clock, int] | None:
    """ "half past four", "a quarter to five"."""
    start = place + (words.at(place) == "a")
    minutes, way = _PAST.get(words.at(start)), words.at(start + 1)
    hour = number_at(words, start + 2)
    half = number_at(words, start + 1) if minutes == 30 and way not in ("a", "an", "one") else None
    if half and half <= 12:
        return _half_of_day(words, Clock(half, 30, sure=False), start + 2)
    if minutes is None or way not in ("past", "to") or hour is None or not 1 <= hour <= 12:
        return None
    clock = (
        Clock(hour, minutes, sure=False)
        if way == "past"
        else Clock((hour - 1) or 12, 60 - minutes, sure=False)
    )
    return _half_of_day(words, clock, start + 3)


def _half_more(words: Words, clock: Clock, place: int) -> tuple[Clock, int]:
    if words.at(place) == "e" and words.at(place + 1) in ("mezza", "mezzo"):
        return clock._replace(minute=30), place + 2
    return clock, place


def _written_out(words: Words, place: int, after: int) -> bool:
    """An hour by its form: 16:30, 16h30, five o'clock, «quattro e mezza», half past four."""
    inside = [words.at(n) for n in range(place, after)]
    return any(sign in inside for sign in (":", "clock", "mezza", "past", "quarter")) or (
        len(inside) > 2
        and "." in inside
        and number_at(words, place) is not None
        and words.at(place + 1) == "."
    )


def _half_named(words: Words, place: int, after: int) -> bool:
    """Whether "am" or "pm" stands with an hour."""
    return any(words.at(n) in ("am", "pm", "m") for n in range(place + 1, after))


def _tight(words: Words, place: int, after: int) -> bool:
    """A range that ends after its first hour is one only where a mark says so: «dalle 9», "from 2pm"."""
    return words.at(place) not in ("tra", "fra", "between") and _follows_well(words, after)


def _follows_well(words: Words, place: int) -> bool:
    word = words.at(place)
    return (
        (not word.isalpha() and not word.isdecimal() and word not in COUNTED)
        or word in FOLLOWERS
        or word in FUSED
        or word in PARTS
        or (word in WEEKDAYS and word not in SHORT_WEEKDAYS)
    )


def _follows_free(words: Words, place: int) -> bool:
    return words.at(place) not in COUNTED


def number_at(words: Words, place: int) -> int | None:
    """A number in digits or in words; none above 9999."""
    word = words.at(place)
    if word.isdecimal():
        return int(word) if len(word) <= 4 else None
    return NUMBERS.get(word)
