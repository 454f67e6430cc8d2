"""Words of a text with their places: small letters without accents, apostrophes let go."""

import functools
import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+|\d+|[^\w\s'’‘`´\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Words:
    """`texts[n]` is folded and stands in the source from `starts[n]` to `ends[n]`."""

    texts: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, place: int) -> str:
        """The word there; an empty one before the first and after the last."""
        try:
            return self.texts[place] if place >= 0 else ""
        except IndexError:
            return ""

    def touching(self, place: int) -> bool:
        """Whether nothing stands between this word and the one before."""
        return 0 < place < len(self.texts) and self.ends[place - 1] == self.starts[place]


def words_of(text: str) -> Words:
    """Words, numbers and signs of a text in order."""
    spans = [match.span() for match in _WORD.finditer(text)]
    return Words(
        [fold(text[start:end]) for start, end in spans],
        [start for start, _ in spans],
        [end for _, end in spans],
    )


@functools.lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Small letters without accents."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
