"""Names as they are looked up, without accents, capitals and signs, and as they may stand in a mail."""

import re
import unicodedata
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 160
_LONGEST_IN_MAIL = 60
_LINK = re.compile(r"\S*(?:://|www\.|[@/\\])\S*", re.IGNORECASE)
_HOST = re.compile(r"(?<=[^\W_]{2})\.(?=[^\W_]{2})")
_MARKUP = re.compile(r"<[^<>]*>|[<>\[\](){}*`|]")


class NameKeys(NamedTuple):
    """`Maria De Sanctis` is found by "maria de", and by "sanctis m"; by "de sanctis" as `inner_keys` say."""

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


def inner_keys(name_key: str) -> list[str]:
    """How else a long name is looked up: from each of its words between the first and the last on."""
    words = name_key.split()
    return [" ".join(words[at:]) for at in range(1, len(words) - 1)]


def in_mail(name: str) -> str:
    """What of a name that a stranger chose goes out to others: nothing to click, no markup, 60 characters (A7)."""
    bare = "".join(sign if sign.isprintable() else " " for sign in unicodedata.normalize("NFKC", name))
    unlinked = _HOST.sub(" ", _LINK.sub(" ", _MARKUP.sub(" ", bare)))
    return " ".join(unlinked.split())[:_LONGEST_IN_MAIL].strip()
