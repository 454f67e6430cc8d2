"""Promises in a draft: something we or our people will do, with a day or an hour to it.

A time belongs to the verb that is nearest to it in its clause. Whoever writes to a customer and names a time to come
mostly promises: what must be known is what does not, the customer's duties, opening hours, rules, doubts and the past.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiuto.coach.dates import Sighting
from aiuto.coach.passages import Sentence
from aiuto.coach.promise_cues import cues_of
from aiuto.coach.promise_words import Cue, Kind
from aiuto.coach.report import Commitment
from aiuto.coach.time_words import NEXT, PARTS, UNITS, WEEKDAYS
from aiuto.coach.words import Words

_STOPS = frozenset("; : ( ) – — •".split())
"""Signs that part clauses which say nothing about each other's times."""
_JOINTS = {",": 5, "e": 3, "and": 3, "ma": 5, "but": 5, "so": 3, "quindi": 3, "poi": 3, "then": 2, "che": 1}
"""How much farther what stands behind such a word is."""
_CONJUNCTIONS = _JOINTS.keys() - {","}
_BELONGS = frozenset("di del dello dell della delle dei dated of".split())
_PARTS_OF_TIMES = frozenset(
    "giornata mattinata serata pomeriggio corso fine inizio meta prima mattina sera piu end middle course evening "
    "morning afternoon start beginning close night first best giro arco spazio massimo".split()
)
"""What may stand before "of" within a time of its own."""
_EVERY = frozenset("il la ogni i tutti dal every each any".split())
_SINCE = frozenset("since da dal dalla dall".split())
_OF_A_HABIT = frozenset("al di la at".split())
"""«al mattino», "at night"."""
_FROM = frozenset("from dalle dal".split())
_TO = frozenset("to alle al till until -".split())
"""From one hour to another something is open, or lasts."""
_UNTIL = frozenset("until till fino".split())
_NEXT_TO_NONE, _CLOSE = 3, 3
"""Words that a clause needs besides its time to be judged alone; words up to which an act may follow a time."""
_LEAD = frozenset("la le lo li ti vi mi ci si te ve i we you he she they it".split())
"""Small words that belong to the verb behind them."""
_SOON = timedelta(hours=1)
_A_WEEK = timedelta(days=8)
_COUNTS_FROM = frozenset("of from after dal dalla dall dopo".split())
"""What makes a span count from something other than the present."""
_LONGEST_AHEAD = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words from `begin` to `end` between two stops, the cues among them, and how many of them name no time."""

    begin: int
    end: int
    cues: Sequence[Cue]
    untimed: int


def commitments_of(
    text: str,
    words: Words,
    sentences: Sequence[Sentence],
    times: Sequence[Sighting],
    now: datetime | None,
    languages: Sequence[str],
) -> Iterator[Commitment]:
    """The commitments of a text, given all times that are named in it."""
    upcoming = 0
    for sentence in sentences:
        first = upcoming
        while upcoming < len(times) and times[upcoming].begin < sentence.end:
            upcoming += 1
        named = [time for time in times[first:upcoming] if time.begin >= sentence.begin]
        if not named or sentence.question:
            continue
        clauses = _clauses(text, words, sentence, named, languages)
        for time in _whole_times(words, named):
            if not _names_no_act(words, time, now) and (found := _promised(words, clauses, time, now)):
                begin, end, surely = found
                yield Commitment(
                    (words.starts[begin], words.ends[end - 1]),
                    text[words.starts[sentence.begin] : words.ends[sentence.end - 1]].strip(),
                    time.due if now else None,
                    round(surely - (0 if time.timed else 0.05), 2),
                )


def _clauses(
    text: str, words: Words, sentence: Sentence, times: Sequence[Sighting], languages: Sequence[str]
) -> list[Clause]:
    taken = frozenset(place for time in times for place in range(time.begin, time.end))
    cues = list(cues_of(text, words, sentence, taken, languages))
    clauses, begin = [], sentence.begin
    for place in range(sentence.begin, sentence.end):
        if words.texts[place] in _STOPS and place not in taken:
            clauses.append(_clause(begin, place, cues, taken))
            begin = place + 1
    return [*clauses, _clause(begin, sentence.end, cues, taken)]


def _clause(begin: int, end: int, cues: Sequence[Cue], taken: frozenset[int]) -> Clause:
    untimed = end - begin - len(taken.intersection(range(begin, end)))
    return Clause(begin, end, [cue for cue in cues if begin <= cue.begin < end], untimed)


def _whole_times(words: Words, times: Sequence[Sighting]) -> Iterator[Sighting]:
    """Without the days whose hour is named farther on: "on Wednesday the head meets you at five"."""
    for time, following in zip(times, [*times[1:], None], strict=True):
        between = words.texts[time.end : following.begin] if following else ()
        if not (following and following.carried and not time.timed and _CONJUNCTIONS.isdisjoint(between)):
            yield time


def _promised(
    words: Words, clauses: Sequence[Clause], time: Sighting, now: datetime | None
) -> tuple[int, int, float] | None:
    """From which word to which this time is promised, and how surely."""
    clause = next(clause for clause in clauses if clause.end > time.begin)
    if any(cue.kind is Kind.ALWAYS for cue in clause.cues):
        return None
    cue = _nearest(words, clauses, clause, time)
    if cue is None:
        return (clause.begin, max(clause.end, time.end), 0.6) if _is_ahead(words, time, now) else None
    if cue.kind is not Kind.PROMISE:
        return None
    surely = 0.95 - min(_distance(words, cue, time)[0], 25) * 0.01
    begin = min(cue.begin, time.begin)
    while words.at(begin - 1) in _LEAD and begin > clause.begin:
        begin -= 1
    return begin, max(cue.end, time.end), surely


def _nearest(words: Words, clauses: Sequence[Clause], clause: Clause, time: Sighting) -> Cue | None:
    """The cue that speaks of a time: of its clause, or of others where it has next to no words but the time."""
    cues = [cue for cue in clause.cues if _may_speak_of(words, cue, time)]
    until = {words.at(time.begin - 1), words.at(time.begin - 2), words.texts[time.begin]}
    if until & _UNTIL:
        cues = [cue for cue in cues if cue.begin < time.begin] or [Cue(time.begin, time.end, Kind.OTHERS)]
    if not cues and clause.untimed <= _NEXT_TO_NONE:
        cues = [cue for other in clauses for cue in other.cues]
    return min(cues, key=lambda cue: _distance(words, cue, time), default=None)


def _may_speak_of(words: Words, cue: Cue, time: Sighting) -> bool:
    """No doubt beyond its comma; no act behind a time that does not lead its clause."""
    if cue.kind is Kind.DOUBT:
        return "," not in words.texts[cue.begin : time.begin] + words.texts[time.end : cue.begin]
    if cue.kind is not Kind.PROMISE or cue.begin < time.end + _CLOSE:
        return True
    return _leads(words, time)


def _leads(words: Words, time: Sighting) -> bool:
    """Whether a time stands at the beginning of its clause, a few small words aside."""
    before = words.texts[max(time.begin - 4, 0) : time.begin]
    return len(before) < 4 or any(not word.isalpha() or word in _CONJUNCTIONS for word in before)


def _distance(words: Words, cue: Cue, time: Sighting) -> tuple[int, bool]:
    """In words, signs and conjunctions counting more, and what follows a time more than what leads to it."""
    behind = cue.begin >= time.end
    first, last = (time.end, cue.begin) if behind else (cue.end, time.begin)
    joints = sum(_JOINTS.get(words.texts[place], 0) for place in range(first, last))
    return max(last - first, 0) + joints + 2 * behind, cue.kind is Kind.PROMISE


def _names_no_act(words: Words, time: Sighting, now: datetime | None) -> bool:
    """«la sua mail del 12 novembre», «riceve il giovedì», "Thursday's delivery": the time of a thing, not of an act."""
    before, earlier, after = words.at(time.begin - 1), words.at(time.begin - 2), words.at(time.end)
    if before in _EVERY and words.texts[time.begin] in WEEKDAYS and not _says_which(words.at(time.begin + 1)):
        return True
    if before in _BELONGS and earlier not in _PARTS_OF_TIMES and not time.carried:
        return True
    if after == "s" and before not in ("with", "on") and words.at(time.end + 1) != "time":
        return True
    if before == "the" and time.timed and words.texts[time.begin].isdecimal():
        return True
    if (
        time.end - time.begin == 1
        and words.texts[time.begin] in PARTS
        and before in _OF_A_HABIT
        and earlier != "prima"
    ):
        return True
    if before in _SINCE and (before == "since" or not now or time.first - now <= _SOON):
        return True
    if after in _COUNTS_FROM and UNITS.keys() & words.texts[time.end - 2 : time.end]:
        return words.at(time.end + 1) not in ("now", "today")
    return now is not None and (time.first - now > _LONGEST_AHEAD or time.last.date() < now.date())


def _says_which(word: str) -> bool:
    """Whether a word makes one day of «il giovedì»."""
    return word.isdecimal() or word in NEXT or word == "della"


def _is_ahead(words: Words, time: Sighting, now: datetime | None) -> bool:
    """Whether a time is of something to come where no word says so: most of what is today has been, or is."""
    before = words.at(time.begin - 1)
    if words.at(time.begin - 2).isalnum() and (before in _SINCE or (time.timed and before == "in")):
        return False
    if words.texts[time.begin] in _FROM and not _TO.isdisjoint(words.texts[time.begin : time.end]):
        return False
    if now is None or time.timed:
        return True
    return time.first - now > _SOON and time.last - time.first < _A_WEEK
