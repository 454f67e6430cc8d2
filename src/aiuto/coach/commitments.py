"""Promises in a draft: something we or our people will do, with a day or an hour to it.

A time belongs to the verb that is nearest to it in its clause. Whoever writes to a customer and names a time to come
mostly promises: what must be known is what does not, the customer's duties, opening hours, rules, doubts and the past.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import NamedTuple

from aiuto.coach.dates import Sighting
from aiuto.coach.passages import Sentence
from aiuto.coach.promise_cues import cues_of
from aiuto.coach.promise_times import CONJUNCTIONS, is_ahead, names_no_act, whole_times
from aiuto.coach.promise_words import Cue, Kind
from aiuto.coach.report import Commitment
from aiuto.coach.words import Words

_STOPS = frozenset("; : ( ) – — •".split())
"""Signs that part clauses which say nothing about each other's times."""
_AROUND = " \n\t;"
"""What stands around a sentence and is no part of what it says."""
_JOINTS = {",": 5, "e": 3, "and": 3, "ma": 5, "but": 5, "so": 3, "quindi": 3, "poi": 3, "then": 2, "che": 1}
"""How many words farther off what stands behind such a word is."""
_ANEW = frozenset("e ed and ma but".split())
"""Behind these another act may begin."""
_UNTIL = frozenset("until till fino".split())
_OURS = (Kind.PROMISE, Kind.ARRANGED)
_MAY, _FROM = (
    frozenset("puo puoi potete potra potrai potrete".split()),
    frozenset("da dal dalla dall giorno from".split()),
)
_NEXT_TO_NONE, _CLOSE = 1, 3
"""Words that a clause needs besides its time to be judged alone; words up to which an act may follow a time."""
_LEAD = frozenset("la le lo li ti vi mi ci si te ve i we you he she they it".split())
"""Small words that belong to the verb behind them."""
_SURELY, _PERHAPS = 0.95, 0.6
"""How sure a promise is that its verb makes, and one that no word contradicts."""


class Clause(NamedTuple):
    """Words from `begin` to `end` between two stops, and the cues among them; `taken`: the places of times."""

    begin: int
    end: int
    cues: Sequence[Cue]
    taken: AbstractSet[int]

    def says_little(self, words: Words) -> bool:
        """Whether it has next to no words but those of its times."""
        untimed = {*range(self.begin, self.end)} - self.taken
        said = [place for place in untimed if words.texts[place].isalpha()]
        return len(said) <= _NEXT_TO_NONE

    def begins_anew(self, text: str, words: Words, place: int) -> bool:
        """Whether another act may begin behind the word there."""
        inside = self.begin <= place < self.end and words.texts[place] in _ANEW
        return inside and text[words.starts[place]] not in "èÈ"


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
        acts = [time for time in whole_times(words, named) if not names_no_act(words, time, now)]
        # Most sentences name no time of an act: their clauses need not be read.
        clauses = _clauses(text, words, sentence, named, languages) if acts else []
        for time in acts:
            if found := _promised(text, words, clauses, time, now):
                begin, end, surely = found
                yield Commitment(
                    (words.starts[begin], words.ends[end - 1]),
                    text[words.starts[sentence.begin] : words.ends[sentence.end - 1]].strip(_AROUND),
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


def _clause(begin: int, end: int, cues: Sequence[Cue], taken: AbstractSet[int]) -> Clause:
    return Clause(begin, end, [cue for cue in cues if begin <= cue.begin < end], taken)


def _promised(
    text: str, words: Words, clauses: Sequence[Clause], time: Sighting, now: datetime | None
) -> tuple[int, int, float] | None:
    """From which word to which this time is promised, and how surely."""
    clause = next(clause for clause in clauses if clause.end > time.begin)
    if any(cue.kind is Kind.ALWAYS for cue in clause.cues):
        return None
    cue = _nearest(text, words, clauses, clause, time)
    if cue is None:
        return (clause.begin, max(clause.end, time.end), _PERHAPS) if is_ahead(words, time, now) else None
    if cue.kind is Kind.ARRANGED and now and not time.timed and time.last.date() <= now.date():
        return None
    if cue.kind not in _OURS and not _is_made_available(words, cue, time):
        return None
    surely = _SURELY - min(_distance(words, cue, time)[0], 25) * 0.01
    begin = min(cue.begin, time.begin)
    while words.at(begin - 1) in _LEAD and begin > clause.begin:
        begin -= 1
    return begin, max(cue.end, time.end), surely


def _nearest(
    text: str, words: Words, clauses: Sequence[Clause], clause: Clause, time: Sighting
) -> Cue | None:
    """The cue that speaks of a time: of its clause, or of others where it has next to no words but the time."""
    cues = [cue for cue in clause.cues if _may_speak_of(words, cue, time)]
    if any(clause.begins_anew(text, words, time.begin - back) for back in (1, 2)):
        cues = [cue for cue in cues if cue.begin > time.begin or cue.kind in _OURS]
    until = {words.at(time.begin - 1), words.at(time.begin - 2), words.texts[time.begin]}
    if until & _UNTIL:
        cues = [cue for cue in cues if cue.begin < time.begin] or [Cue(time.begin, time.end, Kind.OTHERS)]
    if not cues and clause.says_little(words):
        cues = [cue for other in clauses for cue in other.cues]
    return min(cues, key=lambda cue: _distance(words, cue, time), default=None)


def _may_speak_of(words: Words, cue: Cue, time: Sighting) -> bool:
    """No doubt beyond its comma or conjunction; no act behind a time that does not lead its clause."""
    if cue.kind is Kind.DOUBT:
        return (_ANEW | {","}).isdisjoint(
            words.texts[cue.begin : time.begin] + words.texts[time.end : cue.begin]
        )
    if cue.kind not in _OURS or cue.begin < time.end + _CLOSE:
        return True
    return _leads(words, time)


def _is_made_available(words: Words, cue: Cue, time: Sighting) -> bool:
    """«Dal 10 può ritirare», "you can collect it from Friday"."""
    may = words.texts[cue.begin] in _MAY or words.texts[cue.begin : cue.end] == ["you", "can"]
    return may and words.at(time.begin - 1) in _FROM


def _leads(words: Words, time: Sighting) -> bool:
    """Whether a time stands at the beginning of its clause, a few small words aside."""
    before = words.texts[max(time.begin - 4, 0) : time.begin]
    return len(before) < 4 or any(not word.isalpha() or word in CONJUNCTIONS for word in before)


def _distance(words: Words, cue: Cue, time: Sighting) -> tuple[int, bool]:
    """In words, signs and conjunctions counting more, and what follows a time more than what leads to it."""
    behind = cue.begin >= time.end
    first, last = (time.end, cue.begin) if behind else (cue.end, time.begin)
    joints = sum(_JOINTS.get(words.texts[place], 0) for place in range(first, last))
    return max(last - first, 0) + joints + 2 * behind, cue.kind in _OURS
