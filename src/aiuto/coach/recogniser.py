"""The learned part of the coach: a linear model for each kind, over what `features` sees of a sentence.

It speaks only where it is sure: above a kind's threshold, which training sets so that few harmless texts are touched.
The weights of a feature for all kinds are one large number, a lane of bits for each kind, so that one addition adds
them all; the last lane holds how much the feature counts.
"""

import functools
import json
import math
import struct
import threading
from collections.abc import Collection, Iterable, Sequence
from operator import getitem
from pathlib import Path
from typing import Any, NamedTuple

from aiuto.coach.features import (
    ALL_KINDS,
    EDGE,
    LONGEST,
    REACH,
    Alphabet,
    Feature,
    Seen,
    of_asked,
    of_cues,
    of_form,
    of_near,
    of_neighbour,
    of_rule,
    of_word,
)  # fmt: skip
from aiuto.coach.remembered import Remembered

_MODELS = Path(__file__).with_name("model")
LANE = 24
"""Bits of a lane: more than the weights of a sentence of `LONGEST` words can ever sum up to."""
_HALF, _WHOLE = 1 << LANE - 1, (1 << LANE) - 1
_FINE = 8
"""Parts of one in which the root of the mass is counted."""
_MEMORY = 120_000
"""Words, and pairs of words, that are remembered; then the memory begins anew, so that no text can fill it."""
_SENTENCES = 600
"""Sentences that are, likewise."""
_DISTANCES = range(1, REACH + 1)
MOST_WORDS = 4
"""Words that a finding names as those that weighed most."""
Weights = int

DOUBT = 0.35
"""By how much a sentence must lie below a kind's limit for a rule that found this kind to be taken for mistaken."""


Pairs = Remembered[int, Weights]
"""The weights of a word's pairs by the other's number."""


class Term(NamedTuple):
    """A word and its weights, and those of its pairs: `next` and `second` by the other's number, `far` by its `kin`.

    Words of the same cues are kin. Farther apart than `NEAR`, cues are all that two words say together, so that kin
    share what is remembered of them.
    """

    number: int
    next: Pairs
    second: Pairs
    kin: int
    far: Pairs
    own: Weights
    asked: Weights
    before: Weights
    after: Weights


class Reading(NamedTuple):
    """A sentence's words between its edges, and what it says itself, of the sentence after it and of the one before.

    `weighed` are the places of the words that weigh most, by kind, where that was asked.
    """

    terms: Sequence[Term]
    question: bool
    itself: Weights
    before: Weights
    after: Weights
    weighed: dict[str, tuple[int, ...]]


class Columns(NamedTuple):
    """A sentence's words, column by column.

    `tables` and `others` hold, for each distance, where what two words say together is remembered, and under what.
    """

    own: Sequence[Weights]
    asked: Sequence[Weights]
    before: Sequence[Weights]
    after: Sequence[Weights]
    tables: Sequence[Sequence[Pairs]]
    others: Sequence[Sequence[int]]

    def pairs(self, distance: int) -> Iterable[Weights]:
        """What each word says together with the one so many places on."""
        return map(getitem, self.tables[distance - 1], self.others[distance - 1][distance:])


def columns_of(terms: Sequence[Term]) -> Columns:
    number, following, second, kin, far, own, asked, before, after = zip(*terms, strict=True)
    return Columns(own, asked, before, after, (following, second, far, far), (number, number, kin, kin))


class Recogniser:
    """A language's model: `limits` are what a kind's sum must pass, `rows` the lanes of each feature.

    Threads take turns at what is remembered; a reading goes on with the memory that it was read in.
    """

    def __init__(self, head: dict[str, Any], features: Sequence[Feature], rows: bytes) -> None:
        self.kinds: tuple[str, ...] = tuple(head["kinds"])
        self._alphabet = Alphabet(head["language"], head["stems"], head["cues"])
        self._limit: list[int] = head["limits"]
        self._scale: int = head["scale"]
        self._rows, self._width = rows, (len(self.kinds) + 1) * LANE // 8
        self._places = dict(zip(features, range(len(features)), strict=True))
        self._top = LANE * len(self.kinds)
        self._middle = sum(_HALF << LANE * lane for lane in range(len(self.kinds)))
        limits = sum(limit << LANE * lane for lane, limit in enumerate(self._limit))
        self._bars = Remembered[int, Weights](lambda root: limits * root - self._middle)
        self._forms = [
            [self._sum([of_form(length, question=question)]) for length in range(LONGEST + 1)]
            for question in (False, True)
        ]
        self._found = {kind: self._sum([of_rule(kind)]) for kind in ALL_KINDS}
        self._memory = threading.Lock()
        self._forget()

    def read(self, words: Sequence[str], *, question: bool) -> Reading:
        """A sentence's folded words, looked up; a draft is read again and again while it is written."""
        with self._memory:
            if len(self._terms) + self._summed > _MEMORY:
                self._forget()
            if len(self._readings) > _SENTENCES:
                self._readings.clear()
            return self._readings[question, *words[:LONGEST]]

    def judge(
        self,
        sentence: Reading,
        *,
        before: Reading | None = None,
        after: Reading | None = None,
        found: Collection[str] = (),
    ) -> tuple[list[str], list[str]]:
        """The kinds that one sentence probably is, given those beside it, and those of `found` that it hardly is.

        `found` are the kinds that rules found in it.
        """
        weights = sentence.itself
        if before:
            weights += before.before
        if after:
            weights += after.after
        if not found:
            return self._above(weights), []
        weights += sum(map(self._found.__getitem__, found))
        return self._above(weights), self._doubted(weights, found)

    def weightiest(self, sentence: Reading, kind: str) -> tuple[int, ...]:
        """The places of the words that speak for this kind most, in their order."""
        if kind not in sentence.weighed:
            sentence.weighed[kind] = self._weightiest(sentence, kind)
        return sentence.weighed[kind]

    def _weightiest(self, sentence: Reading, kind: str) -> tuple[int, ...]:
        lane, columns = self.kinds.index(kind), columns_of(sentence.terms)
        alone = zip(columns.own, columns.asked, strict=True)
        sums = [2 * (own + asked * sentence.question) for own, asked in alone]
        for distance in _DISTANCES:
            for place, weights in enumerate(columns.pairs(distance)):
                sums[place] += weights
                sums[place + distance] += weights
        shares = [self._lane(each, lane) for each in sums]
        best = sorted(range(1, len(shares) - 1), key=lambda place: -shares[place])[:MOST_WORDS]
        return tuple(sorted(place - 1 for place in best if shares[place] > 0)) or (0,)

    def _reading(self, key: tuple[bool, *tuple[str, ...]]) -> Reading:
        question, *words = key
        terms = (self._edge, *map(self._terms.__getitem__, words), self._edge)
        columns = columns_of(terms)
        weights = sum(columns.own, self._forms[question][len(words)])
        for distance in _DISTANCES:
            weights = sum(columns.pairs(distance), weights)
        if question:
            weights = sum(columns.asked, weights)
        return Reading(terms, question, weights, sum(columns.before), sum(columns.after), {})

    def _above(self, weights: Weights) -> list[str]:
        """All lanes are compared at once: the highest bit of one that passes its limit stays set."""
        mass = weights + self._middle >> self._top
        signs = weights * _FINE - self._bars[math.isqrt(mass * _FINE * _FINE) + 1] & self._middle
        if not signs:
            return []
        return [kind for lane, kind in enumerate(self.kinds) if signs >> LANE * lane & _HALF]

    def _doubted(self, weights: Weights, found: Iterable[str]) -> list[str]:
        return [kind for kind in found if kind in self.kinds and self.margin(weights, kind) < -DOUBT]

    def margin(self, weights: Weights, kind: str) -> float:
        """By how much the sum of a sentence's weights lies above a kind's limit or, negative, below."""
        lane = self.kinds.index(kind)
        root = math.sqrt(max(1, weights + self._middle >> self._top))
        return (self._lane(weights, lane) / root - self._limit[lane]) / self._scale

    def _lane(self, weights: Weights, lane: int) -> int:
        return (weights + self._middle >> LANE * lane & _WHOLE) - _HALF

    def _forget(self) -> None:
        self._readings = Remembered(self._reading)
        self._terms = Remembered(self._term)
        self._words: list[tuple[Seen, int]] = []
        self._kin: dict[Sequence[int], int] = {}
        self._cues: list[Seen] = []
        self._far: list[Pairs] = []
        self._summed = 0
        self._edge = self._term_of(EDGE)

    def _term(self, word: str) -> Term:
        return self._term_of(self._alphabet.read(word))

    def _term_of(self, seen: Seen) -> Term:
        kin = self._kin_of(seen.cues)
        number, far = len(self._words), self._far[kin]
        self._words.append((seen, kin))
        return Term(
            number,
            Pairs(functools.partial(self._near_pair, self._words, far, seen, 1)),
            Pairs(functools.partial(self._near_pair, self._words, far, seen, 2)),
            kin,
            far,
            self._sum(of_word(seen)),
            self._sum(of_asked(seen)),
            self._sum(of_neighbour(seen, before=True)),
            self._sum(of_neighbour(seen, before=False)),
        )

    def _kin_of(self, cues: tuple[int, ...]) -> int:
        if cues not in self._kin:
            self._kin[cues] = len(self._cues)
            self._cues.append(Seen(0, cues))
            self._far.append(Pairs(functools.partial(self._far_pair, self._cues, self._cues[-1])))
        return self._kin[cues]

    def _near_pair(
        self, words: Sequence[tuple[Seen, int]], far: Pairs, first: Seen, distance: int, number: int
    ) -> Weights:
        self._summed += 1
        second, kin = words[number]
        return self._sum(of_near(first, second, distance)) + far[kin]

    def _far_pair(self, kin: Sequence[Seen], first: Seen, number: int) -> Weights:
        self._summed += 1
        return self._sum(of_cues(first, kin[number]))

    def _sum(self, features: Iterable[Feature]) -> Weights:
        places, rows, width, total = self._places, self._rows, self._width, 0
        for feature in features:
            if feature in places:
                begin = places[feature] * width
                total += int.from_bytes(rows[begin : begin + width], "little", signed=True)
        return total


def load(data: bytes) -> Recogniser:
    """A model from its file: a line of JSON, then eight bytes for each feature, then their rows."""
    line, _, rest = data.partition(b"\n")
    head = json.loads(line)
    features = struct.unpack_from(f"<{head['features']}Q", rest)
    return Recogniser(head, features, rest[head["features"] * 8 :])


@functools.cache
def recogniser(language: str) -> Recogniser:
    """The model that comes with Aiuto."""
    return load((_MODELS / f"learned_{language}.bin").read_bytes())
