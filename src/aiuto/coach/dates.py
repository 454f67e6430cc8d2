"""Moments in Italian and English, in words or figures: «domani alle 10», "by end of business Tuesday"."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from aiuto.coach.calendar_words import (
    FEASTS,
    Piece,
    Read,
    Scene,
    read_date,
    read_day_word,
    read_feast,
    read_hours,
    read_month,
    read_part,
    read_weekday,
)
from aiuto.coach.clocks import NAMED_HOURS, is_about_seven
from aiuto.coach.time_spans import read_end, read_middle, read_span, read_weekend, read_whole
from aiuto.coach.time_words import (
    DAWN,
    DAY_WORDS,
    END,
    FIXED,
    FUSED,
    GLUE,
    MONTHS,
    MORNING,
    NEXT,
    NIGHT,
    NUMBERS,
    ORDINALS,
    PART_HOURS,
    PARTS,
    SUFFIXES,
    THIS,
    UNITS,
    WEEKDAYS,
    WORKING_BEFORE,
)
from aiuto.coach.words import Words, words_of

Works = Callable[[date], bool]
Reader = Callable[[Scene, int], Read]
_ARTICLES = frozenset("a an un una uno one".split())
_AT_HAND = timedelta(days=5 * 366)
"""How far away a day may be for an hour that stands behind it to be its own; the ends of the calendar have none."""
_MARKS = frozenset(
    "alle all dalle ore h le delle l at before by until till til around about after from and to between per "
    "tra fra @".split()
)
_READERS: tuple[tuple[Reader, Iterable[str]], ...] = (
    (read_day_word, {"dopo", "day", "giornata", *DAY_WORDS, *FUSED}),
    (read_weekend, {"weekend", "fine"}),
    (read_middle, {"meta", "mid", "middle", "midweek"}),
    (read_end, "fine end close termine eod cob eob cop eow eom".split()),
    (read_span, {"paio", "couple", "mezz", "mezza", "half", "ora", "hour", *NUMBERS, *NEXT}),
    (read_date, {*NUMBERS, *ORDINALS}),
    (read_month, MONTHS),
    (read_feast, FEASTS),
    (read_weekday, {*WEEKDAYS, *NEXT, *THIS}),
    (read_whole, {"settimana", "mese", "week", "month", *NEXT, *THIS, *MONTHS}),
    (read_part, PARTS),
    (read_hours, {*NAMED_HOURS, *NUMBERS, *_MARKS, "half", "quarter"}),
)
"""What reads a piece of a moment, in the order it is tried, and the words at which one may begin."""
_OF_FIGURES = (read_span, read_date, read_hours)
_BY_WORD: Mapping[str, tuple[Reader, ...]] = {
    word: tuple(reader for reader, words in _READERS if word in words)
    for word in {word for _, words in _READERS for word in words}
}
_HOURS = (NUMBERS.keys() - _ARTICLES).union(NAMED_HOURS, "una le alle all l ore h half quarter".split())
_COUNTED = frozenset("paio couple quarto quarter half business working work di".split()).union(UNITS, FIXED)
_BEHIND: Mapping[str, AbstractSet[str]] = (
    dict.fromkeys(_MARKS, _HOURS)
    | dict.fromkeys(_ARTICLES, _COUNTED)
    | {"between": frozenset({*_HOURS, "the"})}
    | dict.fromkeys((*NEXT, *THIS), UNITS.keys() | WEEKDAYS)
    | {"dopo": frozenset({"domani"}), "day": frozenset(("after", "is"))}
)
"""What must follow these words, if not figures, for a moment to begin: most articles begin none."""
_COUNTS = (NUMBERS.keys() | ORDINALS) - _BEHIND.keys()
_BEFORE_COUNTS = frozenset("il giorno l del al dal dall".split())
_BEHIND_COUNTS = _COUNTED.union(
    MONTHS, SUFFIXES, WORKING_BEFORE, "° º of di del / - – . : , h e meno am pm a p o or to ai and past".split(),
    "fifteen twenty thirty forty".split(),
)  # fmt: skip
"""What must stand before or behind a number for it to be of a time, where the text is more than a moment."""
_FARTHEST = 6
"""Small words that may stand between two pieces, and one more."""
_PARTS_DAYS = frozenset(". ! ? ; : , (".split())
"""Signs behind which an hour is no longer of the day before them."""
_BELONGS = frozenset("di del dello of since".split())
_LONGEST = 8
"""Pieces a moment is made of at most."""
_OPENS_RANGE = frozenset("tra fra between dal from dalle da".split())
_JOINS_RANGE = frozenset("e and al a to - – alle".split())


def monday_to_friday(day: date) -> bool:
    return day.weekday() < 5


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in the time zone of `now`; `precise` when an hour was named; `span`: where it stands in the text."""

    at: datetime
    precise: bool
    span: tuple[int, int]


class Sighting(NamedTuple):
    """A time named in a text, from its first moment to its last; `timed` when an hour was named.

    `begin` and `end` count words, `end` is the first one after. `dated` when a day was named, `carried` when it is that
    of the time before: "on Wednesday the head meets you at five".
    """

    first: datetime
    last: datetime
    timed: bool
    begin: int
    end: int
    dated: bool = True
    carried: bool = False

    @property
    def due(self) -> date | datetime:
        """The last moment at which a promise of it is still kept; a day where no hour was named."""
        return self.last if self.timed else self.last.date()


def read_moment(
    text: str, *, now: datetime, language: str | None = None, works: Works = monday_to_friday
) -> Moment | None:
    """The first moment a text names, None where it names none. Both languages are read; `language` settles «mar 3».

    Days without an hour begin at 9, an afternoon at 14, an evening and the end of a day at 18. `now` is aware.
    """
    words = words_of(text[:500])
    found = next(_sightings(Scene(words, now, works, loose=True, language=language)), None)
    if not found:
        return None
    return Moment(found.first, found.timed, (words.starts[found.begin], words.ends[found.end - 1]))


def sightings(words: Words, *, now: datetime, works: Works = monday_to_friday) -> Iterator[Sighting]:
    """Every time that a running text names, in order."""
    return _sightings(Scene(words, now, works))


def _sightings(scene: Scene) -> Iterator[Sighting]:
    if scene.now.tzinfo is None:
        raise ValueError("now needs its time zone")
    texts, end = scene.words.texts, 0
    day, fronted = None, False
    for place in _beginnings(scene):
        if place < end:
            continue
        if day and not _PARTS_DAYS.isdisjoint(texts[end + fronted : place]):
            day = None
        if found := _sighting(scene, place, day):
            yield found
            end = found.end
            whole = (
                found.dated
                and found.first.date() == found.last.date()
                and abs(found.last - scene.now) < _AT_HAND
            )
            if whole and texts[place - 1] not in _BELONGS:
                day, fronted = found.last.date(), not place or texts[place - 1] in _PARTS_DAYS


def _beginnings(scene: Scene) -> list[int]:
    """Where a moment may begin."""
    texts = scene.words.texts
    named = [place for place, word in enumerate(texts) if word in _BY_WORD or word.isdecimal()]
    return [place for place in named if _may_begin(scene, place)]


def _may_begin(scene: Scene, place: int) -> bool:
    """Whether what stands beside a word lets a moment begin with it."""
    word, following = scene.words.texts[place], scene.words.at(place + 1)
    if word.isdecimal() or word in _COUNTS:
        return following in _BEHIND_COUNTS or scene.words.at(place - 1) in _BEFORE_COUNTS or scene.loose
    behind = _BEHIND.get(word)
    return behind is None or following in behind or (following.isdecimal() and word in _MARKS)


def _sighting(scene: Scene, place: int, day: date | None) -> Sighting | None:
    """What begins here; without a day of its own it is of the `day` that was named before."""
    found = _whole(scene, place)
    if not found:
        return None
    piece, after = found
    own = piece.days and scene.words.at(place) != "giornata"
    if day and not piece.exact and not own and piece.weekday is None:
        return _placed(scene, piece._replace(days=(day, day)), place, after)._replace(carried=True)
    words = scene.words
    opened = any(words.at(place - back) in _OPENS_RANGE for back in (1, 2))
    if words.at(after) in ("o", "or") or (opened and words.at(after) in _JOINS_RANGE):
        other = _whole_behind_glue(scene, after + 1)
        if (
            other
            and not piece.hours
            and not other[0].exact
            and (other[0].days or other[0].weekday is not None)
        ):
            return _placed(scene, piece, place, after, until=other)
    return _placed(scene, piece, place, after)


def _whole(scene: Scene, place: int) -> Read:
    """All pieces that belong together from this word on."""
    found = _piece(scene, place)
    if not found:
        return None
    piece, after = found
    for _ in range(_LONGEST):
        more = _piece_behind_glue(scene, after)
        joined = piece.joined(more[0]) if more else None
        if not more or not joined:
            break
        piece, after = joined, more[1]
    return piece, after


def _whole_behind_glue(scene: Scene, place: int) -> Read:
    while scene.words.at(place) in GLUE and not _piece(scene, place):
        place += 1
    return _whole(scene, place)


def _piece(scene: Scene, place: int) -> Read:
    word = scene.words.at(place)
    readers = _OF_FIGURES if word.isdecimal() else _BY_WORD.get(word, ())
    if readers and _may_begin(scene, place):
        for reader in readers:
            if found := reader(scene, place):
                return found
    return None


def _piece_behind_glue(scene: Scene, place: int) -> Read:
    for after in range(place, place + _FARTHEST):
        found = _piece(scene, after)
        if found:
            return found
        if scene.words.at(after) not in GLUE:
            break
    return None


def _placed(
    scene: Scene, piece: Piece, begin: int, end: int, until: tuple[Piece, int] | None = None
) -> Sighting:
    first, last = _resolved(scene, piece)
    timed = bool(piece.exact or piece.hours)
    if until:
        further = _resolved(scene, until[0])[1]
        last = max(last, further)
        end, timed = until[1], bool(until[0].hours)
    return Sighting(first, last, timed, begin, end, dated=bool(piece.days) or piece.weekday is not None)


def _resolved(scene: Scene, piece: Piece) -> tuple[datetime, datetime]:
    """The first and the last moment a piece may mean."""
    if piece.exact:
        return piece.exact, piece.exact
    if piece.weekday is not None and not piece.days:
        day = _weekday(scene.today, piece.weekday, piece.week)
        piece = piece._replace(days=(day, day))
    if not piece.days:
        piece = piece._replace(days=_day_for(scene, piece))
    return _moments(scene, piece)


def _weekday(today: date, weekday: int, week: int | None) -> date:
    """The coming one, never today; with a week, that week's."""
    if week is not None:
        return today + timedelta(days=weekday - today.weekday(), weeks=week)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _day_for(scene: Scene, piece: Piece) -> tuple[date, date]:
    """Today, or tomorrow when that hour has passed."""
    today = scene.day(0)
    last = _moments(scene, piece._replace(days=today), named=False)[1]
    evening = bool(piece.hours and is_about_seven(piece.hours[1])) and last + timedelta(hours=12) > scene.now
    return today if last > scene.now or evening else scene.day(1)


def _moments(scene: Scene, piece: Piece, *, named: bool = True) -> tuple[datetime, datetime]:
    first_day, last_day = piece.days or scene.day(0)
    if piece.hours:
        hours = [clock.on(piece.part) for clock in piece.hours]
        first, last = (
            _at(scene, day + timedelta(days=piece.part == NIGHT and hour < DAWN), hour, minute)
            for day, (hour, minute) in zip((first_day, last_day), hours, strict=True)
        )
        half = timedelta(hours=12 if not piece.hours[1].sure and hours[1][0] < 12 and not piece.part else 0)
        if half and named and last_day == scene.today and last <= scene.now:
            return first + half, last + half
        return first, last
    begins, ends = PART_HOURS[piece.part or MORNING]
    first, last = _at(scene, first_day, begins, 0), _at(scene, last_day, ends if piece.part else 18, 0)
    if first <= scene.now < last and piece.part != END:
        first = min(last, scene.now + timedelta(hours=1))
    return first, last


def _at(scene: Scene, day: date, hour: int, minute: int) -> datetime:
    """That hour of the wall clock; one that is skipped moves on."""
    local = datetime.combine(day, time(hour, minute), tzinfo=scene.now.tzinfo)
    return local.astimezone(UTC).astimezone(scene.now.tzinfo)
