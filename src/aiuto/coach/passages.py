"""What of a text is judged: sentences of our own words, without quotations, signature, addresses and code."""

import re
from bisect import bisect_left
from typing import NamedTuple

from aiuto.coach.words import Words, words_of

_APART = tuple(
    (mark, re.compile(pattern, re.MULTILINE | re.DOTALL))
    for mark, pattern in (
        ("`", r"```.*?(?:```|\Z)|`[^`\n]{1,200}`"),
        (">", r"^[ \t]*>[^\n]*"),
        ("--", r"^--[ \t]?\n.*\Z|^-{2,}[ \t]?(?:Messaggio originale|Original [Mm]essage)[^\n]*\n.*\Z"),
        ("ha scritto", r"^Il [^\n]{6,200}ha scritto ?:[ \t]*\n.*\Z"),
        ("wrote", r"^On [^\n]{6,200}wrote ?:[ \t]*\n.*\Z"),
        ("://", r"https?://[^\s<>\"]{1,2000}"),
        ("www.", r"www\.[^\s<>\"]{1,2000}"),
        ("«", r"«[^»\n]{1,600}»"),
        ("“", r"“[^”\n]{1,600}”"),
        ('"', r"\"(?<!\w\")[^\"\n]{1,600}\"(?!\w)"),
        ("‘", r"‘[^‘’\n]{4,300}’(?!\w)"),
        ("'", r"'(?<![\w']')[^'\n]{8,300}'(?!\w)"),
        ("@", r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
    )
)
"""What is not ours to judge, each with a mark without which a text can't hold it.

What stands before a mark is looked at behind it: a pattern that begins with its mark is found fastest.
"""
_ABBREVIATED = frozenset(
    "sig sigg sigra dott dr dssa prof avv ing geom art artt n nr num es ecc etc tel pag cap vs mr mrs ms st no eg ie "
    "inc ltd spa srl c p a m cd ca max min".split()
)
_ENDS = frozenset(".!?;…")
_SHORT_LINE = 45
_LONGEST = 80
"""Words after which a sentence without an end is cut."""


class Sentence(NamedTuple):
    """Words from `begin` to `end`, the first one after; `question` when it asks."""

    begin: int
    end: int
    question: bool


def own_words(text: str) -> str:
    """The text with what is not judged blanked, so that every place stays."""
    for mark, pattern in _APART:
        if mark in text:
            text = pattern.sub(_blank, text)
    return text


def _blank(found: re.Match[str]) -> str:
    return "".join("\n" if sign == "\n" else " " for sign in found[0])


def sentences_of(text: str) -> tuple[Words, list[Sentence]]:
    """The words of a text, and its sentences."""
    words = words_of(text)
    stops = {place + 1 for place, word in enumerate(words.texts) if word in _ENDS and _ends(words, place)}
    lines = {bisect_left(words.starts, end) for end in _line_breaks(text)}
    found, begin = [], 0
    for end in sorted({*stops, *lines, len(words)}):
        while end - begin > _LONGEST:
            found.append(Sentence(begin, begin + _LONGEST, question=False))
            begin += _LONGEST
        asked = end in stops and _asks(words, end - 1)
        # A sign alone is no sentence.
        if end - begin > (end in stops):
            found.append(Sentence(begin, end, asked))
        begin = end
    return words, found


def _ends(words: Words, place: int) -> bool:
    if words.texts[place] != ".":
        return True
    if words.touching(place + 1) and words.at(place + 1).isalnum():
        return False
    return words.at(place - 1) not in _ABBREVIATED


def _asks(words: Words, place: int) -> bool:
    return "?" in (words.at(place), words.at(place + 1), words.at(place - 1))


def _line_breaks(text: str) -> list[int]:
    """Where a line's end ends a sentence too: before an empty line or an item of a list, after a short line."""
    breaks, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        following = text[end : end + 4].lstrip(" \t")
        if (
            len(line.strip()) < _SHORT_LINE
            or not following
            or following[0] in "\r\n-*•·"
            or following[0].isdecimal()
        ):
            breaks.append(end)
        start = end
    return breaks
