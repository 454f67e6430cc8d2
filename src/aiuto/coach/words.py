"""Words of a text with their places: small letters without accents, apostrophes let go."""

import functools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate

_WORD = re.compile(
    r"([A-Za-zÀ-ÖØ-öø-ÿ]++(?![\w\u0300-\u036f])"
    r"|[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*|\d+|[^\w\s'’‘`´\u0300-\u036f])"
)
"""In brackets, so that splitting a text by it gives what stands between words and words in turn.

The first way is that of most words, told by a table of letters; the second that of all.
"""
_AROUND = 40
_NO_WORDS = ("",) * _AROUND


@dataclass(frozen=True, slots=True)
class Words:
    """`texts[n]` is folded and stands in the source from `starts[n]` to `ends[n]`."""

    texts: list[str]
    starts: list[int]
    ends: list[int]
    at: Callable[[int], str] = field(init=False, repr=False, compare=False)
    """The word there; an empty one up to `_AROUND` places before the first and after the last."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", [*self.texts, *_NO_WORDS].__getitem__)

    def __len__(self) -> int:
        return len(self.texts)

    def touching(self, place: int) -> bool:
        """Whether nothing stands between this word and the one before."""
        return 0 < place < len(self.texts) and self.ends[place - 1] == self.starts[place]


def words_of(text: str) -> Words:
    """Words, numbers and signs of a text in order."""
    parts = _WORD.split(text)
    places = list(accumulate(map(len, parts)))
    return Words(list(map(fold, parts[1::2])), places[:-1:2], places[1::2])


@functools.lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Small letters without accents."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
