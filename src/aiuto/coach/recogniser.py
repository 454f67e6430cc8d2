"""The learned part of the coach: a linear model for each kind, over what `features` sees of a sentence.

It speaks only where it is sure: above a kind's threshold, which training sets so that few harmless texts are touched.
"""

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiuto.coach.features import Alphabet, of_rule

_MODELS = Path(__file__).with_name("model")
MOST_WORDS = 4
"""Words that a finding names as those that weighed most."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A kind that a sentence probably is, and by how much it lies above that kind's threshold."""

    kind: str
    margin: float


class Recogniser:
    """A language's model: `weights` of a feature are numbers of kinds, each followed by its weight."""

    def __init__(self, model: Mapping[str, Any]) -> None:
        self.kinds: tuple[str, ...] = tuple(model["kinds"])
        self._alphabet = Alphabet(model["language"], model["stems"], model["cues"])
        self._weights = {int(key): tuple(row) for key, row in model["weights"].items()}
        self._start: list[int] = [
            bias - threshold for bias, threshold in zip(model["bias"], model["thresholds"], strict=True)
        ]
        self._scale: int = model["scale"]

    def cues_in(self, words: Iterable[str]) -> set[int]:
        """The cues of a sentence, for those beside it."""
        return self._alphabet.cues_in(words)

    def guesses(
        self,
        words: Sequence[str],
        *,
        question: bool,
        before: Iterable[int] = (),
        after: Iterable[int] = (),
        found: Iterable[str] = (),
    ) -> list[Guess]:
        """What one sentence probably is; `found` are the kinds that rules found in it."""
        features = self._alphabet.features(words, question=question, before=before, after=after)
        features.update(of_rule(kind) for kind in found)
        margins = self._margins(features)
        return [Guess(kind, margin) for kind, margin in zip(self.kinds, margins, strict=True) if margin > 0]

    def weightiest(self, words: Sequence[str], kind: str, *, question: bool) -> tuple[int, ...]:
        """The places of the words without which the sentence would be of this kind least."""
        number = self.kinds.index(kind)
        whole = self._margins(self._alphabet.features(words, question=question))[number]
        loss = []
        for place in range(len(words)):
            rest = [*words[:place], "", *words[place + 1 :]]
            loss.append(
                (whole - self._margins(self._alphabet.features(rest, question=question))[number], -place)
            )
        best = sorted((pair for pair in loss if pair[0] > 0), reverse=True)[:MOST_WORDS]
        return tuple(sorted(-place for _, place in best))

    def _margins(self, features: Iterable[int]) -> list[float]:
        sums = [0] * len(self.kinds)
        weights, known = self._weights, 0
        for feature in features:
            row = weights.get(feature)
            if row:
                known += 1
                for place in range(0, len(row), 2):
                    sums[row[place]] += row[place + 1]
        length = max(1, known) ** 0.5
        return [
            (total / length + start) / self._scale for total, start in zip(sums, self._start, strict=True)
        ]


@functools.cache
def recogniser(language: str) -> Recogniser:
    """The model that comes with Aiuto."""
    return Recogniser(json.loads((_MODELS / f"learned_{language}.json").read_text(encoding="utf-8")))
