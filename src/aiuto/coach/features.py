"""What the recogniser sees of a sentence: known stems, their neighbours, and cues, each as one number.

A cue is a set of words that speak of one thing (rules, absence, others…); it lets a sentence be understood whose
very words were never seen. Training and recognising use this module alike.
"""

from collections.abc import Iterable, Mapping, Sequence

from aiuto.coach.report import COLD, EVIDENCE, GOSSIP, TO_AVOID
from aiuto.coach.stems import stem_of

ALL_KINDS = (*TO_AVOID, COLD, GOSSIP, *EVIDENCE)
WINDOW = 9
"""Words within which the order of two cues counts."""
LONGEST = 60
_MEMORY = 50_000
_STEM, _PAIR, _SKIP, _TRIPLE, _CUE, _CUES, _STEM_CUE, _CUE_STEM = range(8)
_UNDATED, _PLAIN, _ASKED, _FORM, _NEXT, _BEFORE, _RULE = range(8, 15)
_FUTURE = tuple("ro rai remo rete ranno".split())
_EDGE, _NUMBER = 1, 2
"""Codes of a sentence's edges and of any number; stems begin after them."""
_FIRST = 3


class Alphabet:
    """The stems and cues that a language's recogniser knows, by number."""

    def __init__(self, language: str, stems: Sequence[str], cues: Mapping[str, Sequence[str]]) -> None:
        self.language = language
        self._stems = {stem: number for number, stem in enumerate(stems, start=_FIRST)}
        self.cues = tuple(cues)
        self._exact: dict[str, list[int]] = {}
        self._beginnings: dict[str, list[int]] = {}
        for number, words in enumerate(cues.values()):
            for word in words:
                table = self._beginnings if word.endswith("*") else self._exact
                table.setdefault(word.rstrip("*"), []).append(number)
        self._known: dict[str, tuple[int, tuple[int, ...]]] = {}
        self._dated, self._denied = self.cues.index("exact"), self.cues.index("neg")
        self._future = self.cues.index("future")

    def read(self, word: str) -> tuple[int, tuple[int, ...]]:
        """A folded word as the code of its stem, 0 for an unknown one, and its cues."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > _MEMORY:
                self._known.clear()
            found = self._known[word] = self._read(word)
        return found

    def _read(self, word: str) -> tuple[int, tuple[int, ...]]:
        if word.isdecimal():
            return _NUMBER, (self._dated,)
        cues = set(self._exact.get(word, ()))
        for end in range(2, len(word) + 1):
            cues.update(self._beginnings.get(word[:end], ()))
        if self.language == "it" and len(word) > 4 and word.endswith(_FUTURE):
            cues.add(self._future)
        stem = stem_of(word, self.language) if word.isalpha() else word
        return self._stems.get(stem, 0), tuple(sorted(cues))

    def cues_in(self, words: Iterable[str]) -> set[int]:
        """The cues that these words hold."""
        return {cue for word in words for cue in self.read(word)[1]}

    def features(
        self, words: Sequence[str], *, question: bool, before: Iterable[int] = (), after: Iterable[int] = ()
    ) -> set[int]:
        """The features of one sentence; `before` and `after` are the cues of the sentences beside it."""
        codes: list[int] = [_EDGE]
        cues: list[tuple[int, ...]] = [()]
        for word in words[:LONGEST]:
            code, own = self.read(word)
            codes.append(code)
            cues.append(own)
        codes.append(_EDGE)
        cues.append(())
        found = set(_stems(codes))
        found.update(_neighbours(codes, cues))
        present = {cue for own in cues for cue in own}
        found.update(_key(_CUE, cue) for cue in present)
        if self._dated not in present:
            found.update(_key(_UNDATED, cue) for cue in present)
        if self._denied not in present:
            found.update(_key(_PLAIN, cue) for cue in present)
        if question:
            found.update(_key(_ASKED, cue) for cue in present)
        found.add(_key(_FORM, min(8, len(codes) // 4), int(question)))
        found.update(_key(_NEXT, cue) for cue in after)
        found.update(_key(_BEFORE, cue) for cue in before)
        return found


def of_rule(kind: str) -> int:
    """The feature of a sentence in which a rule found this kind."""
    return _key(_RULE, ALL_KINDS.index(kind))


def _stems(codes: Sequence[int]) -> Iterable[int]:
    for place, code in enumerate(codes):
        if not code:
            continue
        yield _key(_STEM, code)
        following = codes[place + 1 : place + 3]
        if following and following[0]:
            yield _key(_PAIR, code, following[0])
        if len(following) == 2 and following[1]:
            yield _key(_SKIP, code, following[1])
            if following[0]:
                yield _key(_TRIPLE, code, following[0], following[1])


def _neighbours(codes: Sequence[int], cues: Sequence[tuple[int, ...]]) -> Iterable[int]:
    """Cues in their order within the window, and cues beside stems."""
    places = [(place, own) for place, own in enumerate(cues) if own]
    for number, (place, own) in enumerate(places):
        for cue in own:
            if codes[place + 1]:
                yield _key(_CUE_STEM, cue, codes[place + 1])
            if codes[place - 1]:
                yield _key(_STEM_CUE, codes[place - 1], cue)
        for other, theirs in places[number + 1 :]:
            if other - place >= WINDOW:
                break
            for cue in own:
                for their in theirs:
                    if cue != their:
                        yield _key(_CUES, cue, their)


def _key(kind: int, first: int, second: int = 0, third: int = 0) -> int:
    return kind << 48 | first << 32 | second << 16 | third
