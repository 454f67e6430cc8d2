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
from pathlib import Path
from typing import Any, NamedTuple

from aiuto.coach.features import (
    ALL_KINDS,
    EDGE,
    LONGEST,
    NEAR,
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
"""Words, and what cues say beside others, that are remembered; then the memory begins anew: no text can fill it."""
_SENTENCES = 600
"""Sentences that are, likewise."""
MOST_WORDS = 4
"""Words that a finding names as those that weighed most."""
Weights = int

DOUBT = 0.35
"""By how much a sentence must lie below a kind's limit for a rule that found this kind to be taken for mistaken."""
_ANY = 0xFFFF
"""Stands for the second of two words: a feature of both less this is what the first word brings along."""
_NOTHING = -1 << 16
"""What a word of unknown stem brings along: with any other it is no feature."""


class Kin(NamedTuple):
    """What words of the same cues share: their weights, and what they bring along to the stem of the next word.

    `with_kin` remembers what their cues say together with those of other kin, by its number; kin without cues has the
    number 0.
    """

    number: int
    cues: tuple[int, ...]
    to_stem: tuple[Feature, ...]
    with_kin: Remembered[int, Weights]
    weights: Weights
    asked: Weights
    before: Weights
    after: Weights


class Term(NamedTuple):
    """A word: its stem, its weights by itself, and what it brings along to a word behind it.

    `next` and `second` go with the stem of the word one and two places on, `to_cue` with each cue of the next one.
    """

    stem: int
    own: Weights
    next: Feature
    second: Feature
    to_cue: Feature
    kin: Kin


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


class Recogniser:
    """A language's model: `limits` are what a kind's sum must pass, `rows` the weights of each feature.

    Threads take turns at what is remembered; a reading goes on with the memory that it was read in.
    """

    def __init__(self, head: dict[str, Any], features: Sequence[Feature], rows: Iterable[Weights]) -> None:
        self.kinds: tuple[str, ...] = tuple(head["kinds"])
        self._alphabet = Alphabet(head["language"], head["stems"], head["cues"])
        self._limit: list[int] = head["limits"]
        self._scale: int = head["scale"]
        self._said = dict(zip(features, rows, strict=True))
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

        `found` are the kinds that rules found in it; a friendly sentence beside does not make one of them harmless.
        """
        beside = (before.before if before else 0) + (after.after if after else 0)
        if not found:
            return self._above(sentence.itself + beside), []
        weights = sentence.itself + sum(map(self._found.__getitem__, found))
        return self._above(weights + beside), self._doubted(weights, found)

    def weightiest(self, sentence: Reading, kind: str) -> tuple[int, ...]:
        """The places of the words that speak for this kind most, in their order."""
        if kind not in sentence.weighed:
            sentence.weighed[kind] = self._weightiest(sentence, kind)
        return sentence.weighed[kind]

    def _weightiest(self, sentence: Reading, kind: str) -> tuple[int, ...]:
        lane, terms = self.kinds.index(kind), sentence.terms
        sums = [2 * (term.own + term.kin.asked * sentence.question) for term in terms]
        for place, first in enumerate(terms):
            for distance, second in enumerate(terms[place + 1 : place + 1 + REACH], start=1):
                if weights := self._together(first, second, distance):
                    sums[place] += weights
                    sums[place + distance] += weights
        shares = [self._lane(each, lane) for each in sums]
        best = sorted(range(1, len(shares) - 1), key=lambda place: -shares[place])[:MOST_WORDS]
        return tuple(sorted(place - 1 for place in best if shares[place] > 0)) or (0,)

    def _reading(self, key: tuple[bool, *tuple[str, ...]]) -> Reading:
        question, *words = key
        terms = (self._edge, *map(self._terms.__getitem__, words), self._edge)
        weights = sum([term.own for term in terms], self._forms[question][len(words)]) + self._pairs(terms)
        kin = [term.kin for term in terms if term.kin.number]
        if question:
            weights += sum([each.asked for each in kin])
        before, after = sum([each.before for each in kin]), sum([each.after for each in kin])
        return Reading(terms, question, weights, before, after, {})

    def _pairs(self, terms: Sequence[Term]) -> Weights:
        """What each word says with those up to four before it, as `features.of_pair` tells it of two."""
        weights, said = 0, self._said.get
        fourth = third = second = first = self._nothing
        for term in terms:
            stem, kin = term.stem, term.kin
            if found := said(first.next + stem):
                weights += found
            if found := said(second.second + stem):
                weights += found
            for brought in first.kin.to_stem:
                weights += said(brought + stem, 0)
            if number := kin.number:
                for cue in kin.cues:
                    weights += said(first.to_cue + cue, 0)
                weights += first.kin.with_kin[number] + second.kin.with_kin[number]
                weights += third.kin.with_kin[number] + fourth.kin.with_kin[number]
            fourth, third, second, first = third, second, first, term
        return weights

    def _together(self, first: Term, second: Term, distance: int) -> Weights:
        """What two words say together that stand so many words apart."""
        weights = first.kin.with_kin[second.kin.number] if first.kin.number else 0
        if distance == 1:
            brought = [each + second.stem for each in first.kin.to_stem]
            brought += [first.to_cue + cue for cue in second.kin.cues]
            return weights + self._sum((first.next + second.stem, *brought))
        return weights + self._sum((first.second + second.stem,)) if distance == NEAR else weights

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
        self._kin = Remembered(self._kin_of)
        self._known: list[tuple[int, ...]] = []
        self._summed = 0
        self._stems = Remembered(self._alone)
        self._nothing = self._term_of(Seen(0, ()))
        self._edge = self._term_of(EDGE)

    def _term(self, word: str) -> Term:
        return self._term_of(self._alphabet.read(word))

    def _term_of(self, seen: Seen) -> Term:
        kin, (own, following, second, to_cue) = self._kin[seen.cues], self._stems[seen.stem]
        return Term(seen.stem, own + kin.weights, following, second, to_cue, kin)

    def _alone(self, stem: int) -> tuple[Weights, Feature, Feature, Feature]:
        """A stem's weights, and what it brings along."""
        word, other = Seen(stem, ()), Seen(_ANY, ())
        if not stem:
            return 0, _NOTHING, _NOTHING, _NOTHING
        return (
            self._sum(of_word(word)),
            of_near(word, other, 1)[0] - _ANY,
            of_near(word, other, NEAR)[0] - _ANY,
            of_near(word, Seen(0, (_ANY,)), 1)[0] - _ANY,
        )

    def _kin_of(self, cues: tuple[int, ...]) -> Kin:
        seen, known = Seen(0, cues), self._known
        to_cue = [feature - _ANY for feature in of_cues(seen, Seen(0, (_ANY,)))]
        known.append(cues)
        return Kin(
            len(known) - 1,
            cues,
            tuple(feature - _ANY for feature in of_near(seen, Seen(_ANY, ()), 1)),
            Remembered(lambda number: self._with_cues(to_cue, known[number])),
            self._sum(of_word(seen)),
            self._sum(of_asked(seen)),
            self._sum(of_neighbour(seen, before=True)),
            self._sum(of_neighbour(seen, before=False)),
        )

    def _with_cues(self, brought: Sequence[Feature], cues: Sequence[int]) -> Weights:
        self._summed += 1
        return self._sum([feature + cue for feature in brought for cue in cues])

    def _sum(self, features: Iterable[Feature]) -> Weights:
        """The weights of those that the model knows: one addition adds those of all kinds."""
        return sum(filter(None, map(self._said.get, features)))


def load(data: bytes) -> Recogniser:
    """A model from its file: a line of JSON, then eight bytes for each feature, then their rows."""
    line, _, rest = data.partition(b"\n")
    head = json.loads(line)
    features = struct.unpack_from(f"<{head['features']}Q", rest)
    width = (len(head["kinds"]) + 1) * LANE // 8
    rows = struct.iter_unpack(f"{width}s", rest[len(features) * 8 :])
    return Recogniser(head, features, (int.from_bytes(row, "little", signed=True) for (row,) in rows))


@functools.cache
def recogniser(language: str) -> Recogniser:
    """The model that comes with Aiuto."""
    return load((_MODELS / f"learned_{language}.bin").read_bytes())
