"""Promises in a draft: something we or our people will do, with a day or an hour to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiuto.coach.dates import Sighting
from aiuto.coach.passages import Sentence
from aiuto.coach.report import Commitment
from aiuto.coach.time_words import WEEKDAYS
from aiuto.coach.words import Words

PROMISE, NO_PROMISE, STANDING = "promise", "no_promise", "standing"
"""The cues of the rule files: what promises, what speaks of others' duties, hours and the past, what is always so."""
_NO_FUTURE = frozenset(
    "potra potranno dovra dovranno vorra vorranno scadra scadranno bastera servira occorrera".split()
)
_EXCEPTIONS = frozenset("estremo supremo remo estreme".split())
_CLAUSE_ENDS = frozenset(", ; : ( ) – —".split())
_NAMES_THE_PAST = frozenset("del dello dated".split())
_EVERY = frozenset("il ogni i tutti dal every each".split())
_CLITICS = frozenset("ti vi te ve glielo gliela glieli gliele gliene la lo le li".split())
_TO_YOU = _CLITICS - frozenset(("la", "lo", "li"))
_SHORT_OF_A_VERB = frozenset("abbiamo siamo possiamo dobbiamo vogliamo sappiamo".split())
_LONGEST_AHEAD = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or two that say whether something is promised."""

    begin: int
    end: int
    promises: bool


def commitments_of(
    text: str,
    words: Words,
    sentences: Sequence[Sentence],
    cues: Sequence[Mapping[str, Sequence[tuple[int, int]]]],
    times: Sequence[Sighting],
    now: datetime | None,
) -> Iterator[Commitment]:
    """The commitments of a text, given the cues of each sentence and all times that are named."""
    upcoming = 0
    for sentence, found in zip(sentences, cues, strict=True):
        while upcoming < len(times) and times[upcoming].begin < sentence.end:
            time, upcoming = times[upcoming], upcoming + 1
            if (
                time.begin < sentence.begin
                or sentence.question
                or STANDING in found
                or _is_no_single_day(words, time, now)
            ):
                continue
            cue = _nearest(words, list(_cues(text, words, sentence, found)), time)
            if cue and cue.promises:
                begin, end = min(cue.begin, time.begin), max(cue.end, time.end)
                yield Commitment(
                    (words.starts[begin], words.ends[end - 1]),
                    text[words.starts[sentence.begin] : words.ends[sentence.end - 1]].strip(),
                    time.due if now else None,
                    _confidence(words, cue, time),
                )


def _cues(
    text: str, words: Words, sentence: Sentence, found: Mapping[str, Sequence[tuple[int, int]]]
) -> Iterator[Cue]:
    for begin, end in found.get(PROMISE, ()):
        yield Cue(begin, end, promises=True)
    for begin, end in found.get(NO_PROMISE, ()):
        yield Cue(begin, end, promises=False)
    for place in range(sentence.begin, sentence.end):
        if (promises := _verb(text, words, place)) is not None:
            yield Cue(place, place + 1, promises=promises)


def _verb(text: str, words: Words, place: int) -> bool | None:
    """Whether an Italian future, or a present of ours, promises; None for other words."""
    word = words.texts[place]
    last = text[words.ends[place] - 1]
    if word.endswith("remo") and len(word) > 5 and word not in _EXCEPTIONS:
        return True
    if word.endswith("ranno") and len(word) > 6:
        return word not in _NO_FUTURE
    if word.endswith("iamo") and len(word) > 6:
        return None if word in _SHORT_OF_A_VERB else True
    if word.endswith("o") and len(word) > 3 and words.at(place - 1) in _CLITICS:
        return True if words.at(place - 1) in _TO_YOU or words.at(place + 1) in ("io", ",", "") else None
    if last in "òàÒÀ" and word.endswith(("ro", "ra")) and len(word) > 3:
        return word not in _NO_FUTURE
    return None


def _nearest(words: Words, cues: Sequence[Cue], time: Sighting) -> Cue | None:
    """The cue that speaks of this time: in its clause before others, before it rather than behind."""
    return min(cues, key=lambda cue: (_distance(words, cue, time), cue.promises, cue.begin), default=None)


def _distance(words: Words, cue: Cue, time: Sighting) -> int:
    if cue.begin < time.end and time.begin < cue.end:
        return 0
    first, last = (cue.end, time.begin) if cue.end <= time.begin else (time.end, cue.begin)
    signs = sum(words.texts[place] in _CLAUSE_ENDS for place in range(first, last))
    return (last - first) + 12 * signs + (3 if cue.begin >= time.end else 0)


def _is_no_single_day(words: Words, time: Sighting, now: datetime | None) -> bool:
    """«la sua mail del 12 novembre», «riceve il giovedì»: a day that has been, or any such day."""
    before = words.at(time.begin - 1)
    weekday = words.texts[time.begin] in WEEKDAYS and not any(
        words.texts[place].isdecimal() for place in range(time.begin, time.end)
    )
    if weekday and before in _EVERY:
        return True
    if before in _NAMES_THE_PAST and words.at(time.begin - 2) not in ("giornata", "mattinata", "corso"):
        return True
    return bool(now and time.first - now > _LONGEST_AHEAD) or bool(now and time.last.date() < now.date())


def _confidence(words: Words, cue: Cue, time: Sighting) -> float:
    return round(0.95 - min(_distance(words, cue, time), 25) * 0.01 - (0 if time.timed else 0.05), 2)
