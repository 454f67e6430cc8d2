"""Which of the times that a text names may be those of a promise: not the day of a thing, a habit or the past."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from aiuto.coach.dates import Sighting
from aiuto.coach.time_words import NEXT, PARTS, UNITS, WEEKDAYS
from aiuto.coach.words import Words

CONJUNCTIONS = frozenset("e and ma but so quindi poi then che".split())
"""Words behind which another act may be spoken of."""
_BELONGS = frozenset("di del dello dell della delle dei dated of".split())
_PARTS_OF_TIMES = frozenset(
    "giornata mattinata serata pomeriggio corso fine inizio meta prima mattina sera piu end middle course evening "
    "morning afternoon start beginning close night first best giro arco spazio massimo".split()
)
"""What may stand before "of" within a time of its own."""
_EVERY = frozenset("il la ogni i tutti dal every each any".split())
_SINCE = frozenset("since da dal dalla dall".split())
_OF_A_HABIT = frozenset("al di la at".split())
_FROM, _TO = frozenset("from dalle dal".split()), frozenset("to alle al till until -".split())
_COUNTS_FROM = frozenset("of from after dal dalla dall dopo".split())
_SOON, _A_WEEK, _LONGEST_AHEAD = timedelta(hours=1), timedelta(days=8), timedelta(days=300)


def whole_times(words: Words, times: Sequence[Sighting]) -> Iterator[Sighting]:
    """Without the days whose hour is named farther on: "on Wednesday the head meets you at five"."""
    for time, following in zip(times, [*times[1:], None], strict=True):
        between = words.texts[time.end : following.begin] if following else ()
        if not (following and following.carried and not time.timed and CONJUNCTIONS.isdisjoint(between)):
            yield time


def names_no_act(words: Words, time: Sighting, now: datetime | None) -> bool:
    """Whether a time can't be that of an act to come, whatever its verb."""
    gone = now is not None and (time.first - now > _LONGEST_AHEAD or time.last.date() < now.date())
    return (
        gone or _is_of_a_thing(words, time) or _is_a_habit(words, time) or _counts_otherwise(words, time, now)
    )


def is_ahead(words: Words, time: Sighting, now: datetime | None) -> bool:
    """Whether a time is of something to come where no word says so: most of what is today has been, or is."""
    before = words.at(time.begin - 1)
    if words.at(time.begin - 2).isalnum() and (before in _SINCE or (time.timed and before == "in")):
        return False
    if words.texts[time.begin] in _FROM and not _TO.isdisjoint(words.texts[time.begin : time.end]):
        return False
    if now is None or time.timed:
        return True
    return time.first - now > _SOON and time.last - time.first < _A_WEEK


def _is_of_a_thing(words: Words, time: Sighting) -> bool:
    """«la sua mail del 12 novembre», "Thursday's delivery", "the 8:15 train"."""
    before, earlier = words.at(time.begin - 1), words.at(time.begin - 2)
    if before in _BELONGS and earlier not in _PARTS_OF_TIMES and not time.carried:
        return True
    if words.at(time.end) == "s" and before not in ("with", "on") and words.at(time.end + 1) != "time":
        return True
    if words.at(time.end) in ("is", "was", "are"):
        return True
    return before == "the" and time.timed and words.texts[time.begin].isdecimal()


def _is_a_habit(words: Words, time: Sighting) -> bool:
    """«riceve il giovedì», but for «il giovedì 3»; «al mattino», "at night"."""
    first, before, following = (words.at(time.begin + step) for step in (0, -1, 1))
    if first in WEEKDAYS and before in _EVERY:
        return not (following.isdecimal() or following in NEXT or following == "della")
    bare = time.end - time.begin == 1 and words.at(time.begin - 2) != "prima"
    return first in PARTS and before in _OF_A_HABIT and bare


def _counts_otherwise(words: Words, time: Sighting, now: datetime | None) -> bool:
    """«da stamattina», "since Monday"; "within 14 days of delivery"."""
    before, after = words.at(time.begin - 1), words.at(time.end)
    if before in _SINCE and (before == "since" or not now or time.first - now <= _SOON):
        return True
    span = not UNITS.keys().isdisjoint(words.texts[time.end - 2 : time.end])
    return span and after in _COUNTS_FROM and words.at(time.end + 1) not in ("now", "today")
