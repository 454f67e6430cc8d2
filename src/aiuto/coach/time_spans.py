"""Spans of time as people write them: «fra due ore», "within 3 working days", «entro fine settimana», "next month"."""

import calendar
from datetime import UTC, date, datetime, timedelta

from aiuto.coach.calendar_words import Piece, Read, Scene
from aiuto.coach.clocks import number_at
from aiuto.coach.time_words import (
    DAY,
    DAY_WORDS,
    END,
    FIXED,
    HOUR,
    MINUTE,
    MONTH,
    MONTHS,
    NEXT,
    OPENS_SPAN,
    THIS,
    UNITS,
    WEEK,
    WEEKDAYS,
    WORKING_AFTER,
    WORKING_BEFORE,
    YEAR,
    Unit,
)
from aiuto.coach.words import Words

_ENDS = {"eod": DAY, "cob": DAY, "eob": DAY, "cop": DAY, "eow": WEEK, "eom": MONTH}
_TENS = frozenset((20, 30, 40, 60, 90))
_FROM = frozenset("from on da dal dall".split())
_BY = frozenset("by before entro per for until till".split())
_MIDDLES = frozenset("meta mid middle midweek".split())
_WHOLE_DAY = frozenset("giornata day business play lavoro orario turno".split())
_ABOUT = frozenset(
    "exactly about around roughly approximately precisely just most at circa esattamente incirca all massimo al".split()
)
"""What stands between "in" and a number and says how exact it is."""
_AHEAD = frozenset("in fra tra entro within".split())
_MONTH_OPENS = frozenset("a ad in entro by di during of per until".split())


def read_span(scene: Scene, place: int) -> Read:
    """«fra due ore», "within 3 working days", «entro una settimana», "in a day or two"."""
    words = scene.words
    if UNITS.get(words.at(place)) is HOUR and words.at(place - 1) in ("the", "l"):
        soon = words.at(place - 2) in ("within", "entro", "inside")
        return (Piece(exact=_hours_ahead(scene, HOUR.minutes, working=False)), place + 1) if soon else None
    if words.at(place) in NEXT and UNITS.get(words.at(place + 1)) is HOUR:
        return Piece(exact=_hours_ahead(scene, HOUR.minutes, working=False)), place + 2
    number, unit, working, after = _amount(words, place)
    later, ahead = _counted_from(scene, after, weeks=unit is WEEK)
    opened = (
        words.at(place - 1) in OPENS_SPAN
        or _is_ahead(words, place)
        or later
        or scene.loose
        or _goes_on(words, place, after)
    )
    if unit is None or not opened or _is_past(words, after):
        return None
    after += later
    if unit in (HOUR, MINUTE):
        return Piece(exact=_hours_ahead(scene, number * unit.minutes, working)), after
    days = number * unit.days
    day = (
        _working_days_ahead(scene, int(number))
        if working
        else _ahead(scene.today + timedelta(days=ahead), int(days), int(number * unit.months))
    )
    return (Piece((day, day)), after) if day else None


def _is_ahead(words: Words, place: int) -> bool:
    """Whether a word or two before the number say how exact it is, after "in": "in about two hours"."""
    before = place - 1
    while words.at(before) in _ABOUT and before > place - 3:
        before -= 1
    return words.at(before) in _AHEAD


def _amount(words: Words, place: int) -> tuple[float, Unit | None, bool, int]:
    """How many of which unit, whether worked ones alone, and the place after."""
    if words.at(place) in ("mezz", "mezza", "half") and words.at(
        place + 1 + (words.at(place + 1) == "an")
    ) in ("ora", "hour"):
        return 0.5, HOUR, False, place + 2 + (words.at(place + 1) == "an")
    if words.at(place) in ("un", "a", "tre") and words.at(place + 1) in ("quarto", "quarti", "quarter"):
        start = place + 2 + (words.at(place + 2) in ("d", "of"))
        start += words.at(start) == "an"
        return (
            (0.75 if words.at(place) == "tre" else 0.25),
            (HOUR if UNITS.get(words.at(start)) is HOUR else None),
            False,
            start + 1,
        )
    number, after = _count(words, place)
    if number is None:
        return 0, None, False, place
    working = words.at(after) in WORKING_BEFORE
    after += working
    if words.at(after) in FIXED:
        return number * FIXED[words.at(after)][0], FIXED[words.at(after)][1], False, after + 1
    unit = UNITS.get(words.at(after))
    if words.at(after) == "h" and words.at(after + 1).isdecimal():
        unit = None
    if unit and words.at(after + 1) in WORKING_AFTER:
        return number, unit, True, after + 2
    more = unit is HOUR and _and_a_half(words, after + 1)
    return number + (0.5 if more else 0), unit, working, after + 1 + (more or 0)


def _and_a_half(words: Words, place: int) -> int:
    """How many words say "and a half" here."""
    if words.at(place) == "e" and words.at(place + 1) in ("mezza", "mezzo"):
        return 2
    return 3 if [words.at(place + n) for n in range(3)] == ["and", "a", "half"] else 0


def _count(words: Words, place: int) -> tuple[int | None, int]:
    """A number, or the greater of two: «due o tre», "2-3"; a couple."""
    if words.at(place) in ("paio", "couple"):
        return 2, place + 1 + (words.at(place + 1) in ("di", "of", "d"))
    if words.at(place) in ("un", "a") and words.at(place + 1) in ("paio", "couple"):
        return 2, place + 2 + (words.at(place + 2) in ("di", "of", "d"))
    number = number_at(words, place)
    if not number:
        return None, place
    if number in _TENS and words.at(place + 1) == "-" and (more := number_at(words, place + 2)) and more < 10:
        return number + more, place + 3
    if words.at(place + 1) in ("o", "or", "to", "-", "–", "/", "ai"):
        more = number_at(words, place + 2)
        if more and more > number and words.at(place + 2) not in ("a", "un"):
            return more, place + 3
    if words.at(place + 1) == "and" and words.at(place + 2) == "a" and words.at(place + 3) == "half":
        return number, place + 1
    return number, place + 1


def _counted_from(scene: Scene, place: int, *, weeks: bool) -> tuple[int, int]:
    """How many words say "from now" or "from Friday" here, and how many days ahead that is; "a week today" too."""
    words = scene.words
    opened = words.at(place) in _FROM
    word = words.at(place + opened)
    if opened and word in ("now", "adesso", "ora"):
        return 2, 0
    if word in DAY_WORDS and (opened or weeks):
        return 1 + opened, DAY_WORDS[word]
    if word in WEEKDAYS and opened and weeks:
        return 2, (WEEKDAYS[word] - scene.today.weekday() - 1) % 7 + 1
    return 0, 0


def _goes_on(words: Words, place: int, after: int) -> bool:
    """«Un'ora e la richiamo»: a span that opens a sentence and leads on to what happens then."""
    before = words.at(place - 1)
    return (not before.isalnum() or before in ("ancora", "altri", "altre", "another")) and words.at(
        after
    ) in ("e", "and")


def _is_past(words: Words, place: int) -> bool:
    return words.at(place) in ("fa", "ago", "prima", "earlier", "before")


def _hours_ahead(scene: Scene, minutes: float, working: bool) -> datetime:
    zone, left, moment = scene.now.tzinfo, timedelta(minutes=minutes), scene.now.astimezone(UTC)
    if not working:
        return (moment + left).astimezone(zone)
    while True:
        local = moment.astimezone(zone)
        midnight = datetime.combine(
            local.date() + timedelta(days=1), datetime.min.time(), tzinfo=zone
        ).astimezone(UTC)
        if scene.works(local.date()):
            if moment + left <= midnight:
                return (moment + left).astimezone(zone)
            left -= midnight - moment
        moment = midnight


def _working_days_ahead(scene: Scene, number: int) -> date | None:
    day, seen = scene.today, 0
    while number > 0 and seen < 500:
        day, seen = day + timedelta(days=1), seen + 1
        if scene.works(day):
            number, seen = number - 1, 0
    return day if not number else None


def _ahead(today: date, days: int, months: int) -> date | None:
    if not months:
        return today + timedelta(days=days)
    year, month = divmod(today.month - 1 + months, 12)
    return date(
        today.year + year, month + 1, min(today.day, calendar.monthrange(today.year + year, month + 1)[1])
    )


def read_end(scene: Scene, place: int) -> Read:
    """«fine mese», "end of business", "close of play", "EOD"."""
    words, word = scene.words, scene.words.at(place)
    if word in _ENDS:
        return _end_of(scene, _ENDS[word], 0, place + 1)
    if word not in ("fine", "end", "close", "termine"):
        return None
    after = place + 1
    while (
        words.at(after) in ("of", "della", "del", "di", "dell", "la", "the", "il", "business", "working")
        and after < place + 5
    ):
        after += 1
    named = words.at(after)
    ahead = 0
    if named in NEXT or named in THIS:
        ahead, after, named = int(named in NEXT), after + 1, words.at(after + 1)
    if named in _WHOLE_DAY or words.at(after - 1) == "business":
        return Piece(scene.day(0), part=END, weak=True), after + (named in _WHOLE_DAY)
    if named in MONTHS:
        last = _month(scene.today, (MONTHS[named] - scene.today.month) % 12)[1]
        return Piece((last, last), part=END), after + 1
    if UNITS.get(named) in (WEEK, MONTH, YEAR):
        ahead += words.at(after + 1) in NEXT
        return _end_of(
            scene,
            UNITS[named],
            ahead,
            after + 1 + (words.at(after + 1) in NEXT or words.at(after + 1) in THIS),
        )
    ends_a_day = named in WEEKDAYS or named in DAY_WORDS or (scene.loose and word == "fine")
    return (Piece(part=END), after) if ends_a_day else None


def _end_of(scene: Scene, unit: Unit, ahead: int, after: int) -> Read:
    if unit is DAY:
        return Piece(scene.day(ahead), part=END, weak=True), after
    if unit is YEAR:
        last = date(scene.today.year + ahead, 12, 31)
    else:
        last = (_week(scene.today, ahead) if unit is WEEK else _month(scene.today, ahead))[1]
    return Piece((last, last), part=END), after


def read_middle(scene: Scene, place: int) -> Read:
    """«metà settimana», "the middle of the month", "mid-March"."""
    words, after = scene.words, place + 1
    if words.at(place) not in _MIDDLES:
        return None
    if words.at(place) == "midweek":
        return _middle(scene.today, WEEK, 0, after)
    while words.at(after) in ("of", "della", "del", "the", "-", "di") and after < place + 4:
        after += 1
    before = words.at(after) in NEXT
    named = words.at(after + before)
    if named in MONTHS:
        day = _month(scene.today, (MONTHS[named] - scene.today.month) % 12)[1].replace(day=15)
        return Piece((day, day)), after + 1
    behind = words.at(after + 1) in NEXT
    return _middle(scene.today, UNITS.get(named), int(before or behind), after + 1 + before + behind)


def _middle(today: date, unit: Unit | None, ahead: int, after: int) -> Read:
    """Wednesday, or the 15th; the next one where it has passed."""
    if unit is WEEK:
        day = today + timedelta(days=2 - today.weekday(), weeks=ahead)
        day += timedelta(weeks=day < today)
    elif unit is MONTH:
        ahead += not ahead and today.day > 15
        day = _month(today, ahead)[1].replace(day=15)
    else:
        return None
    return Piece((day, day)), after


def read_weekend(scene: Scene, place: int) -> Read:
    """What is done by the weekend is done on Friday, what is done over it by Sunday."""
    words, after, today = scene.words, place + 1, scene.today
    if (
        words.at(place) == "fine"
        and words.at(after) == "settimana"
        and words.at(place - 1) in ("nel", "questo")
    ):
        after += 1
    elif words.at(place) != "weekend":
        return None
    if _BY.isdisjoint((words.at(place - 1), words.at(place - 2))):
        sunday = today + timedelta(days=6 - today.weekday())
        return Piece((max(sunday - timedelta(days=1), today), sunday)), after
    friday = _week(today, 0)[1]
    return Piece((friday, friday), part=END), after


def read_whole(scene: Scene, place: int) -> Read:
    """«la prossima settimana», "this week", «il mese prossimo», "in December": from its first day to its last."""
    words = scene.words
    before = words.at(place) in NEXT or words.at(place) in THIS
    ahead, after = int(words.at(place) in NEXT), place + before
    unit = UNITS.get(words.at(after))
    if unit in (WEEK, MONTH):
        behind = words.at(after + 1) in NEXT or words.at(after + 1) in THIS
        known = words.at(place - 1) in ("la", "in", "the", "il") and words.at(place - 2) in (
            "entro",
            "by",
            "within",
            "nella",
            "",
        )
        if not (before or behind or known or (unit is WEEK and words.at(place - 1) == "in")):
            return None
        ahead += behind and words.at(after + 1) in NEXT
        days = _week(scene.today, ahead) if unit is WEEK else _month(scene.today, ahead)
        return Piece(days, week=ahead if unit is WEEK else None, weak=True), after + 1 + behind
    if words.at(place) in MONTHS and words.at(place - 1) in _MONTH_OPENS and words.at(place) != "may":
        return Piece(
            _month(scene.today, (MONTHS[words.at(place)] - scene.today.month) % 12), weak=True
        ), place + 1
    return None


def _week(today: date, ahead: int) -> tuple[date, date]:
    """The working week, or what is left of this one."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=ahead)
    friday = monday + timedelta(days=4)
    return max(monday, today), max(friday, today)


def _month(today: date, ahead: int) -> tuple[date, date]:
    year, month = divmod(today.month - 1 + ahead, 12)
    year, month = today.year + year, month + 1
    return max(date(year, month, 1), today), date(year, month, calendar.monthrange(year, month)[1])
