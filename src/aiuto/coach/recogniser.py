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
    """A sentence's words between its edges, column by column.

    `tables` and `others` hold, for each distance, where what two words say together is remembered, and under what.
    """

    tables: Sequence[Sequence[Pairs]]
    others: Sequence[Sequence[int]]
    own: Sequence[Weights]
    asked: Sequence[Weights]
    before: Sequence[Weights]
    after: Sequence[Weights]
    question: bool

    def pairs(self, distance: int) -> Iterable[Weights]:
        """What each word says together with the one so many places on."""
        return map(getitem, self.tables[distance - 1], self.others[distance - 1][distance:])


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
        self._limits = sum(limit << LANE * lane for lane, limit in enumerate(self._limit))
        self._middle = sum(_HALF << LANE * lane for lane in range(len(self.kinds)))
        self._forms = [
            [self._sum([of_form(length, question=question)]) for length in range(LONGEST + 1)]
            for question in (False, True)
        ]
        self._found = {kind: self._sum([of_rule(kind)]) for kind in ALL_KINDS}
        self._memory = threading.Lock()
        self._forget()

    def read(self, words: Sequence[str], *, question: bool) -> Reading:
        """A sentence's folded words, looked up."""
        with self._memory:
            if len(self._terms) + self._summed > _MEMORY:
                self._forget()
            known = self._terms
            terms = list(map(known.__getitem__, words[:LONGEST]))
            edge = self._edge
        number, following, second, kin, far, own, asked, before, after = zip(edge, *terms, edge, strict=True)
        tables, others = (following, second, far, far), (number, number, kin, kin)
        return Reading(tables, others, own, asked, before, after, question)

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
        weights = self._sentence(sentence)
        if before:
            weights += sum(before.before)
        if after:
            weights += sum(after.after)
        if not found:
            return self._above(weights), []
        weights += sum(map(self._found.__getitem__, found))
        return self._above(weights), self._doubted(weights, found)

    def weightiest(self, sentence: Reading, kind: str) -> tuple[int, ...]:
        """The places of the words that speak for this kind most, in their order."""
        lane = self.kinds.index(kind)
        alone = zip(sentence.own, sentence.asked, strict=True)
        sums = [2 * (own + asked * sentence.question) for own, asked in alone]
        for distance in _DISTANCES:
            for place, weights in enumerate(sentence.pairs(distance)):
                sums[place] += weights
                sums[place + distance] += weights
        shares = [self._lane(each, lane) for each in sums]
        best = sorted(range(1, len(shares) - 1), key=lambda place: -shares[place])[:MOST_WORDS]
        return tuple(sorted(place - 1 for place in best if shares[place] > 0)) or (0,)

    def _sentence(self, sentence: Reading) -> Weights:
        weights = sum(sentence.own, self._forms[sentence.question][len(sentence.own) - 2])
        for distance in _DISTANCES:
            weights = sum(sentence.pairs(distance), weights)
        return sum(sentence.asked, weights) if sentence.question else weights

    def _above(self, weights: Weights) -> list[str]:
        """All lanes are compared at once: the highest bit of one that passes its limit stays set."""
        passed = weights + self._middle
        root = math.isqrt((passed >> LANE * len(self.kinds)) * _FINE * _FINE) + 1
        signs = (weights * _FINE - self._limits * root + self._middle) & self._middle
        if not signs:
            return []
        return [kind for lane, kind in enumerate(self.kinds) if signs >> LANE * lane & _HALF]

    def _doubted(self, weights: Weights, found: Iterable[str]) -> list[str]:
        return [kind for kind in found if kind in self.kinds and self.margin(weights, kind) < -DOUBT]

    def margin(self, weights: Weights, kind: str) -> float:
        """By how much the sum of a sentence's weights lies above a kind's limit or, negative, below."""
        lane = self.kinds.index(kind)
        root = math.sqrt(max(1, weights + self._middle >> LANE * len(self.kinds)))
        return (self._lane(weights, lane) / root - self._limit[lane]) / self._scale

    def _lane(self, weights: Weights, lane: int) -> int:
        return (weights + self._middle >> LANE * lane & _WHOLE) - _HALF

    def _forget(self) -> None:
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
