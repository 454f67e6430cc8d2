"""What the recogniser sees of a sentence: stems, cues, and which of them stand near each other, each as one number.

A cue is a set of words that speak of one thing (rules, absence, others…); it lets a sentence be understood whose
very words were never seen. All that is seen is of one word or of two, so that a sentence is the sum of its words and
pairs of words, which can be remembered. Training and recognising use this module alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from aiuto.coach.report import COLD, EVIDENCE, GOSSIP, TO_AVOID
from aiuto.coach.stems import stem_of

ALL_KINDS = (*TO_AVOID, COLD, GOSSIP, *EVIDENCE)
REACH = 4
NEAR = 2
"""Words by which two are at most apart to be seen together, and to be so by their stems."""
LONGEST = 60
_STEM, _CUE, _ASKED, _BEFORE, _AFTER, _FORM, _RULE, _PAIR, _SKIP, _CUE_STEM, _STEM_CUE, _CUES, _BESIDE = (
    range(13)
)
MASS = {
    _STEM: 16, _CUE: 4, _ASKED: 16, _BEFORE: 2, _AFTER: 2, _FORM: 16, _RULE: 36,
    _PAIR: 9, _SKIP: 4, _CUE_STEM: 4, _STEM_CUE: 4, _CUES: 2, _BESIDE: 4,
}  # fmt: skip
"""How much a feature of each sort counts: the square of its value in training, in quarters."""
_EDGE, _NUMBER = 1, 2
"""Codes of a sentence's edges and of any number; stems begin after them."""
_FIRST = 3
_SHORTEST_ENDING, _LONGEST_ENDING = 3, 6
Feature = int


class Seen(NamedTuple):
    """A word as it is seen: the code of its stem, 0 for an unknown one, and its cues."""

    stem: int
    cues: tuple[int, ...]


EDGE = Seen(_EDGE, ())


class Alphabet:
    """The stems and cues that a language's recogniser knows, by number.

    A cue's "regol*" stands for all words that begin so, "*ando" for those that end so.
    """

    def __init__(self, language: str, stems: Sequence[str], cues: Mapping[str, Sequence[str]]) -> None:
        self.language = language
        self._stems = {stem: number for number, stem in enumerate(stems, start=_FIRST)}
        self._exact: dict[str, list[int]] = {}
        self._beginnings: dict[str, list[int]] = {}
        self._endings: dict[str, list[int]] = {}
        for number, words in enumerate(cues.values()):
            for word in words:
                self._table(word).setdefault(word.strip("*"), []).append(number)
        self._longest = max(map(len, self._beginnings), default=0)
        self._numeral = list(cues).index("exact")

    def _table(self, word: str) -> dict[str, list[int]]:
        if word.endswith("*"):
            return self._beginnings
        return self._endings if word.startswith("*") else self._exact

    def read(self, word: str) -> Seen:
        """A folded word as the recogniser sees it."""
        if word.isdecimal():
            return Seen(_NUMBER, (self._numeral,))
        cues = set(self._exact.get(word, ()))
        for end in range(2, min(len(word), self._longest) + 1):
            cues.update(self._beginnings.get(word[:end], ()))
        for length in range(_SHORTEST_ENDING, min(_LONGEST_ENDING + 1, len(word) - 1)):
            cues.update(self._endings.get(word[-length:], ()))
        stem = stem_of(word, self.language) if word.isalpha() else word
        return Seen(self._stems.get(stem, 0), tuple(sorted(cues)))


def of_word(word: Seen) -> Iterator[Feature]:
    """What a word says by itself."""
    if word.stem:
        yield _feature(_STEM, word.stem)
    for cue in word.cues:
        yield _feature(_CUE, cue)


def of_asked(word: Seen) -> Iterator[Feature]:
    """What it says besides in a question."""
    return (_feature(_ASKED, cue) for cue in word.cues)


def of_neighbour(word: Seen, *, before: bool) -> Iterator[Feature]:
    """What it says of the sentence after its own, or before."""
    return (_feature(_BEFORE if before else _AFTER, cue) for cue in word.cues)


def of_form(words: int, *, question: bool) -> Feature:
    """How long a sentence is, and whether it asks."""
    return _feature(_FORM, min(8, words // 4), int(question))


def of_rule(kind: str) -> Feature:
    """That a rule found this kind in the sentence."""
    return _feature(_RULE, ALL_KINDS.index(kind))


def of_pair(first: Seen, second: Seen, distance: int) -> list[Feature]:
    """What two words say together that stand so many words apart, at most `REACH`."""
    cues = of_cues(first, second)
    return [*of_near(first, second, distance), *cues] if distance <= NEAR else cues


def of_near(first: Seen, second: Seen, distance: int) -> list[Feature]:
    """What their very stems say, at most `NEAR` words apart."""
    near = []
    if first.stem and second.stem:
        near.append(_feature(_PAIR if distance == 1 else _SKIP, first.stem, second.stem))
    if distance == 1 and second.stem:
        near += [_feature(_CUE_STEM, cue, second.stem) for cue in first.cues]
    if distance == 1 and first.stem:
        near += [_feature(_STEM_CUE, first.stem, cue) for cue in second.cues]
    return near


def of_cues(first: Seen, second: Seen) -> list[Feature]:
    """What their cues say, however far apart."""
    return [_feature(_CUES, cue, other) for cue in first.cues for other in second.cues if cue != other]


def mass_of(feature: Feature) -> int:
    """How much a feature counts."""
    return MASS[feature >> 32]


def _feature(sort: int, first: int, second: int = 0) -> Feature:
    return sort << 32 | first << 16 | second
