"""The place in a message where a search matched, in pieces: plain and marked."""

import re
from functools import lru_cache

from aiuto.tickets.stems import stems_of_word
from aiuto.ui.beginnings import fold

READ = 4_000
BEFORE = 24  # a row of the list shows some fifty letters
LENGTH = 180
_WORD = re.compile(r"[^\W_]+")
_QUOTE_MARKS = re.compile(r"^(?:[ \t]*>)+", re.MULTILINE)

Piece = tuple[str, bool]


def excerpt(text: str, terms: list[set[str]]) -> list[Piece]:
    """Some words around the first match as (text, is it marked?), or the text's beginning."""
    forms = set().union(*terms)
    text = " ".join(_QUOTE_MARKS.sub("", text[:READ]).split())
    first = next((match.start() for match in _WORD.finditer(text) if _matches(match[0], forms)), 0)
    start = max(0, first - BEFORE)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    cut = text[start : start + LENGTH]
    ending = "…" if len(text) > start + LENGTH else ""
    return [("… ", False)] * bool(start) + _pieces(cut, forms) + [(ending, False)] * bool(ending)


def _pieces(text: str, forms: set[str]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for match in _WORD.finditer(text):
        if _matches(match[0], forms):
            pieces += [(text[at : match.start()], False), (match[0], True)]
            at = match.end()
    return [(piece, marked) for piece, marked in [*pieces, (text[at:], False)] if piece]


def _matches(word: str, forms: set[str]) -> bool:
    return not forms.isdisjoint(_stems(word))


@lru_cache(maxsize=4096)
def _stems(word: str) -> set[str]:
    """People write the same few thousand words; nobody changes the set."""
    return stems_of_word(fold(word))
