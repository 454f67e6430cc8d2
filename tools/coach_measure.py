"""How well the coach names what a text is: precision, recall and F1 by kind, and false alarms on harmless texts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from aiuto.coach.checking import check
from aiuto.coach.report import EVIDENCE, GOSSIP, TO_AVOID, Context

COUNTED: dict[Context, frozenset[str]] = {
    "reply": frozenset((*TO_AVOID, *EVIDENCE)),
    "rule": frozenset(("negative_rule",)),
    "note": frozenset((GOSSIP,)),
}
"""The labels that count in each context."""
Labelled = tuple[str, Context, frozenset[str]]
"""A text, its context and its labels."""


@dataclass(slots=True)
class Score:
    """What was found rightly, wrongly, and not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass(slots=True)
class Measure:
    """A score by kind, and how many of the harmless texts were touched."""

    kinds: dict[str, Score] = field(default_factory=dict)
    harmless: int = 0
    touched: int = 0

    @property
    def avoided(self) -> Score:
        """All kinds to avoid together."""
        return sum((score for kind, score in self.kinds.items() if kind not in EVIDENCE), Score())

    @property
    def false_alarms(self) -> float:
        return self.touched / max(1, self.harmless)


def measured(
    texts: Iterable[Labelled],
    language: str,
    labels_of: Callable[[str, Context], Iterable[str]] | None = None,
) -> Measure:
    """Judge texts whose labels are known, by the whole coach if no other judge is given."""
    measure, counts = Measure(), Counter[tuple[str, str]]()
    judge = labels_of or (lambda text, context: check(text, context=context, language=language).labels)
    for text, context, labels in texts:
        found = set(judge(text, context)) & COUNTED[context]
        given = labels & COUNTED[context]
        counts.update((kind, "right") for kind in found & given)
        counts.update((kind, "wrong") for kind in found - given)
        counts.update((kind, "missed") for kind in given - found)
        if labels.isdisjoint((*TO_AVOID, GOSSIP, "cold")):
            measure.harmless += 1
            measure.touched += not found.isdisjoint((*TO_AVOID, GOSSIP))
    for kind in (*TO_AVOID, GOSSIP, *EVIDENCE):
        measure.kinds[kind] = Score(*(counts[kind, what] for what in ("right", "wrong", "missed")))
    return measure


def shown(measure: Measure) -> Iterator[str]:
    """A line for each kind, and one for all."""
    rows = [*measure.kinds.items(), ("all to avoid", measure.avoided)]
    for kind, score in rows:
        if score.right + score.wrong + score.missed:
            yield f"{kind:16} P {score.precision:.2f}  R {score.recall:.2f}  F1 {score.f1:.3f}"
    yield f"false alarms on {measure.touched} of {measure.harmless} harmless texts: {measure.false_alarms:.1%}"
