"""The words by which promises are told, read from `promises/`: phrases that say something alone, and classes."""

import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from aiuto.coach.words import Words

_FOLDED = str.maketrans("àèéìòù", "aeeiou")
_FILES = Path(__file__).with_name("promises")


class Kind(Enum):
    """What a cue says: an act of ours to come · one that is arranged · whatever else · what is always so · what may be.

    What was arranged today was not promised for today. A doubt, a condition or another's saying takes the verbs of its
    clause along.
    """

    PROMISE = "promise"
    ARRANGED = "arranged"
    OTHERS = "others"
    ALWAYS = "always"
    DOUBT = "doubt"


class Cue(NamedTuple):
    """A word or more, from `begin` to `end`, that say whether something is promised."""

    begin: int
    end: int
    kind: Kind


@dataclass(slots=True)
class Spot:
    """A word where it stands. `taken`: the words of times; `starts` a clause; `last` is what was said before it."""

    text: str
    words: Words
    place: int
    taken: Collection[int]
    starts: bool
    last: Kind

    @property
    def word(self) -> str:
        return self.words.texts[self.place]

    @property
    def before(self) -> str:
        return self.words.at(self.place - 1)

    def ahead(self, number: int = 1) -> str:
        """The word so many places on."""
        return self.words.at(self.place + number)

    def after(self, small: Collection[str], number: int = 0) -> str:
        """The first word behind this one, or behind the one so many places on, that is none of the small ones."""
        place = self.place + number + 1
        while self.words.at(place) in small:
            place += 1
        return self.words.at(place)

    def letter(self, number: int = 0) -> str:
        """The first letter, as it was written, of this word or of the one so many places on."""
        return self.text[self.words.starts[self.place + number]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A language's phrases by their first word and their second, the longest first, and its classes of words by name.

    The second word of a phrase of one word is empty.
    """

    phrases: Mapping[str, Mapping[str, Sequence[tuple[list[str], Kind]]]]
    classes: Mapping[str, frozenset[str]]

    def phrase_at(self, words: Words, place: int) -> Cue | None:
        """The longest phrase that begins here."""
        begun = self.phrases.get(words.texts[place], {})
        for second in (words.at(place + 1), ""):
            for rest, kind in begun.get(second, ()):
                end = place + 1 + len(rest)
                if words.texts[place + 1 : end] == rest:
                    return Cue(place, end, kind)
        return None


@functools.cache
def vocabulary(language: str) -> Vocabulary:
    sections = dict(_sections((_FILES / f"{language}.txt").read_text(encoding="utf-8")))
    phrases: dict[str, dict[str, list[tuple[list[str], Kind]]]] = {}
    for kind in Kind:
        for phrase in sections.pop(kind.value, ()) if kind is not Kind.ARRANGED else ():
            first, *rest = phrase.split()
            second = rest[0] if rest else ""
            phrases.setdefault(first, {}).setdefault(second, []).append((rest, kind))
    for begun in phrases.values():
        for rests in begun.values():
            rests.sort(key=lambda rest: -len(rest[0]))
    return Vocabulary(phrases, {name: frozenset(words) for name, words in sections.items()})


def _sections(source: str) -> Iterator[tuple[str, list[str]]]:
    """Paragraphs: a name, a colon and what it is for on one line, then words and phrases parted by commas."""
    for paragraph in source.split("\n\n"):
        title, *lines = paragraph.splitlines()
        if not title.startswith("#"):
            plain = " ".join(lines).replace("'", " ").translate(_FOLDED)
            yield title.partition(":")[0], [phrase.strip() for phrase in plain.lower().split(",")]
