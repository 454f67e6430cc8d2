"""Names as they are looked up: without accents, capitals and signs, from the first word and from the last."""

import re
import unicodedata
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 160


class NameKeys(NamedTuple):
    """`Maria De Sanctis` is found by "maria de", and by "sanctis m"."""

    name_key: str
    family_key: str


def folded(text: str) -> str:
    """The words of a text, bare, one blank between them."""
    spread = unicodedata.normalize("NFKD", text[: _LONGEST * 2]).casefold()
    bare = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(bare))[:_LONGEST].rstrip()


def keys_of(name: str) -> NameKeys:
    """What `Customer` keeps of a name for looking it up."""
    key = folded(name)
    first, _, last = key.rpartition(" ")
    return NameKeys(key, f"{last} {first}" if first else key)
