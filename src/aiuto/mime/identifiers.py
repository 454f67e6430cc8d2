"""Message-IDs, without their angle brackets."""

import re
from typing import Final

from aiuto.mime import charsets, headers

BRACKETED = re.compile(r"<([^<>]*)>")
SEPARATORS = re.compile(r"[\s<>,;\"']+")
LONGEST: Final = 500
MOST: Final = 100


def one(value: bytes) -> str | None:
    """The identifier of a Message-ID field, None when there is nothing in it that could name a mail."""
    text = _unfolded(value)
    found = BRACKETED.search(text)
    identifier = "".join((found[1] if found else text).split()).strip("<>")
    return identifier[:LONGEST] or None


def several(value: bytes) -> tuple[str, ...]:
    """The identifiers of References or In-Reply-To, oldest first; of very many the first and the newest."""
    text = _unfolded(value)
    found = ["".join(identifier.split()) for identifier in BRACKETED.findall(text)] or _bare(text)
    unique = list(dict.fromkeys(identifier[:LONGEST] for identifier in found if identifier))
    return tuple(unique if len(unique) <= MOST else unique[:1] + unique[1 - MOST :])


def _bare(text: str) -> list[str]:
    return [word for word in SEPARATORS.split(text) if "@" in word]


def _unfolded(value: bytes) -> str:
    text = headers.FOLD.sub(b" ", value[: headers.LONGEST]).decode("utf-8", "replace")
    return charsets.CONTROL.sub("", text)
