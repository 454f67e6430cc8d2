"""Fit the coach's linear models: one for each kind, with the limit from which on it is believed.

Gossip is learned from notes, all else from replies and rules. The models are support vector machines over the features
of sentences; a feature counts for more, the more it tells a kind from the rest by itself (Wang and Manning 2012).
Labels stand on whole texts: of the sentences of a text with a label, the likeliest has it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from aiuto.coach.features import Feature, mass_of
from aiuto.coach.report import COLD, EVIDENCE, GOSSIP, TO_AVOID, Context

SEEN, MOST_KNOWN = 6, 28_500
"""Sentences in which a feature must stand to be known, and how many a model knows: more would weigh over 2 MB."""
FOLDS = 4
STRICTNESS, WEIGHT = 1.0, 2.0
BAYES, SMOOTH = 0.3, 0.02
"""How far a feature's scale follows what it tells by itself, and what is added to each sum before they are compared."""
FALSE_ALARMS = 0.02
"""Share of harmless texts that all kinds together may touch."""
STERNNESS = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)
"""What a false alarm on a harmless text may cost, from nothing up, until few enough are touched."""
CAUTION = 0.05
"""Added to the thresholds of kinds to avoid: authors nobody has met write otherwise than those of the corpus."""
MOST = {
    "arguing": 0.1, "others_too": 0.0, "absent_person": 0.15, "queue_excuse": 0.15, "policy_blame": 0.15,
    "negative_rule": 0.05,
}  # fmt: skip
"""Thresholds that are raised no further: these kinds are said in so many ways that the sternness which others need
would silence them, while what they find wrongly is seldom harmless.
"""
AIM = 0.8
"""The F1 around which finding more and finding wrong are weighed against each other."""
AVOIDED = frozenset((*TO_AVOID, COLD, GOSSIP))


class Labelled(Protocol):
    """An example: the features of its sentences, its context and labels, and the pass it is of."""

    @property
    def context(self) -> Context: ...
    @property
    def source(self) -> str: ...
    @property
    def labels(self) -> frozenset[str]: ...
    @property
    def sentences(self) -> Sequence[Mapping[Feature, int]]: ...


def is_of(example: Labelled, kind: str) -> bool:
    """Whether a kind can stand on such a text."""
    return (example.context == "note") == (kind == GOSSIP)


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of each feature by kind; a kind is believed where their sum by the mass's root passes its limit."""

    kinds: Sequence[str]
    weights: dict[Feature, list[float]]
    limits: Sequence[float]


def fit(corpus: Sequence[Labelled], kinds: Sequence[str]) -> Fitted:
    """Train on all examples; the limits are set by models that did not see the pass they judge."""
    whole = _Trainer(corpus, kinds)
    thresholds = _thresholds(corpus, _crossed(corpus, kinds), kinds)
    weights = {
        feature: [float(model.weights[column]) * mass_of(feature) ** 0.5 for model in whole.models]
        for feature, column in whole.columns.items()
    }
    limits = [
        threshold + CAUTION * (kind in AVOIDED) - model.start
        for kind, threshold, model in zip(kinds, thresholds, whole.models, strict=True)
    ]
    return Fitted(kinds, weights, limits)


class _Trainer:
    def __init__(self, corpus: Sequence[Labelled], kinds: Sequence[str]) -> None:
        owners = [number for number, example in enumerate(corpus) for _ in example.sentences]
        rows = [features for example in corpus for features in example.sentences]
        counted = Counter(feature for features in rows for feature in features)
        self.columns = {feature: column for column, feature in enumerate(_known(counted))}
        matrix = self._matrix(rows)
        self.models = []
        for kind in kinds:
            places = [place for place, owner in enumerate(owners) if is_of(corpus[owner], kind)]
            own = [owners[place] for place in places]
            self.models.append(_fitted(matrix[places], [kind in corpus[owner].labels for owner in own], own))

    def scores(self, example: Labelled) -> list[float]:
        """Of each kind, that of the likeliest sentence."""
        if not example.sentences:
            return [-9.0] * len(self.models)
        matrix = self._matrix(example.sentences)
        return [float(model.scores(matrix).max()) for model in self.models]

    def _matrix(self, rows: Sequence[Mapping[Feature, int]]) -> Any:
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - needed for training alone

        ends, places, values = [0], [], []
        for features in rows:
            known = sorted((self.columns[each], each) for each in features if each in self.columns)
            root = max(1, sum(features[each] * mass_of(each) for _, each in known)) ** 0.5
            places += [column for column, _ in known]
            values += [features[each] * mass_of(each) ** 0.5 / root for _, each in known]
            ends.append(len(places))
        return csr_matrix((values, places, ends), shape=(len(rows), len(self.columns)))


def _known(counted: Mapping[Feature, int]) -> list[Feature]:
    """The features that enough sentences share, and no more than a model may hold."""
    seen = SEEN
    while sum(number >= seen for number in counted.values()) > MOST_KNOWN:
        seen += 1
    return sorted(feature for feature, number in counted.items() if number >= seen)


@dataclass(frozen=True, slots=True)
class _Line:
    """A linear model: the weight of each column, and where it starts."""

    weights: Any
    start: float

    def scores(self, matrix: Any) -> Any:
        return matrix @ self.weights + self.start


def _fitted(matrix: Any, given: list[bool], owners: Sequence[int]) -> _Line:
    model = _line(matrix, given)
    likeliest: dict[int, tuple[float, int]] = {}
    for place, score in enumerate(model.scores(matrix)):
        if given[place]:
            likeliest[owners[place]] = max(likeliest.get(owners[place], (-9e9, 0)), (score, place))
    kept = {place for _, place in likeliest.values()}
    chosen = [place in kept for place in range(len(given))]
    return _line(matrix, chosen) if chosen != given else model


def _line(matrix: Any, given: list[bool]) -> _Line:
    import numpy as np  # noqa: PLC0415 - needed for training alone
    from scipy.sparse import diags  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    chosen = np.array(given, dtype=bool)
    inside, outside = (SMOOTH + np.asarray(matrix[rows].sum(0)).ravel() for rows in (chosen, ~chosen))
    telling = np.abs(np.log((inside / inside.sum()) / (outside / outside.sum())))
    scale = 1 - BAYES + BAYES * telling
    model = LinearSVC(
        C=STRICTNESS, class_weight={True: WEIGHT, False: 1.0}, random_state=0, max_iter=1000, tol=5e-3
    ).fit(matrix @ diags(scale), chosen)
    return _Line(model.coef_[0] * scale, float(model.intercept_[0]))


def _crossed(corpus: Sequence[Labelled], kinds: Sequence[str]) -> list[list[float]]:
    """The scores of each example by a model that never saw its pass."""
    passes = sorted({example.source for example in corpus})
    scores: dict[int, list[float]] = {}
    for fold in range(FOLDS):
        held = frozenset(passes[fold::FOLDS])
        trainer = _Trainer([example for example in corpus if example.source not in held], kinds)
        for number, example in enumerate(corpus):
            if example.source in held:
                scores[number] = trainer.scores(example)
    return [scores[number] for number in range(len(corpus))]


def _thresholds(
    corpus: Sequence[Labelled], scores: Sequence[Sequence[float]], kinds: Sequence[str]
) -> list[float]:
    """The thresholds that find most while few harmless texts are touched."""
    chosen: list[float] = []
    for sternness in STERNNESS:
        chosen = [
            min(
                _threshold(_ranked(corpus, scores, number, kind), 0 if kind in EVIDENCE else sternness),
                MOST.get(kind, 9.0),
            )
            for number, kind in enumerate(kinds)
        ]
        if _alarms(corpus, scores, dict(zip(kinds, chosen, strict=True))) <= FALSE_ALARMS:
            break
    return chosen


def _alarms(
    corpus: Sequence[Labelled], scores: Sequence[Sequence[float]], thresholds: Mapping[str, float]
) -> float:
    """The share of harmless texts that any kind to avoid touches."""
    touched = [
        any(
            score > thresholds[kind]
            for kind, score in zip(thresholds, row, strict=True)
            if kind in AVOIDED and is_of(example, kind)
        )
        for example, row in zip(corpus, scores, strict=True)
        if not example.labels & AVOIDED
    ]
    return sum(touched) / max(1, len(touched))


def _ranked(
    corpus: Sequence[Labelled], scores: Sequence[Sequence[float]], number: int, kind: str
) -> list[tuple[float, bool, bool]]:
    """(score, whether it is so, whether the text is harmless), the likeliest first."""
    rows = [
        (row[number], kind in example.labels, not example.labels & AVOIDED)
        for example, row in zip(corpus, scores, strict=True)
        if is_of(example, kind)
    ]
    return sorted(rows, reverse=True)


def _threshold(ranked: Sequence[tuple[float, bool, bool]], sternness: float) -> float:
    best, threshold, gain = 0.0, 9.0, 0.0
    for score, right, harmless in ranked:
        gain += 2 - AIM if right else -AIM - sternness * harmless
        if gain > best:
            best, threshold = gain, score - 1e-6
    return threshold
