"""Words as people look for them: each by how it begins, whatever its accents and capitals."""

import re
import unicodedata

_HIDDEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Small letters without accents and without characters that can't be seen."""
    if text.isascii():
        return text.lower()
    return _HIDDEN.sub("", unicodedata.normalize("NFKD", text).casefold())


def begins(wanted: str, text: str) -> bool:
    """Whether each word that is looked for begins one of the text. Signs alone begin nothing; no words, anything."""
    sought = _WORD.findall(fold(wanted))
    if not sought:
        return not wanted.strip()
    within = f" {' '.join(_WORD.findall(fold(text)))}"
    return all(f" {word}" in within for word in sought)
