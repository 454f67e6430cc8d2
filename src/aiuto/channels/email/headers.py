"""Header lines that read back as exactly what was meant, whatever name, subject or address is put in.

The standard library folds long and quoted names wrongly on some of the Python versions we run on (quotes lost, commas
bare), so the few headers we write are encoded here: plain text where that is safe, else whole encoded words.
"""

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator

import idna

from aiuto.channels.email.errors import NotAnAddress

FOLD = "\r\n "
LINE = 76
CHUNK = 42  # bytes of text in one encoded word: "Reply-To: " and the word stay within 78 characters
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u0080-\U0010ffff]+"
DOT_ATOM = re.compile(rf"{ATOM}(\.{ATOM})*")
QUOTED_LOCAL = re.compile(r'"([ !#-\[\]-~]|\\[ -~])+"')
HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?)*")
LITERAL = re.compile(r"\[(IPv6:)?[0-9A-Fa-f:.]+\]")
PLAIN_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/^_`{|}~\-]+( [A-Za-z0-9!#$%&'*+/^_`{|}~\-]+)*")
MESSAGE_ID = re.compile(r"[!-;=?-~]{1,900}")
UNSAFE = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
INVISIBLE = set("\u200b\u2060\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """One line without control, direction or invisible characters, single spaces between words."""
    kept = (" " if unicodedata.category(c) in UNSAFE else c for c in text if c not in INVISIBLE)
    return " ".join("".join(kept).split())


def subject(text: str) -> str:
    """The value of a Subject header."""
    text = clean(text)
    safe = text.isascii() and "=?" not in text and len(text) < LINE - len("Subject: ")
    return text if safe else _encoded(text)


def mailbox(email: str, name: str = "") -> str:
    """One address with its name. Raises NotAnAddress."""
    written = address(email)
    return f"{_phrase(name)}{_gap(name)}<{written}>" if clean(name) else written


def mailboxes(people: Iterable[tuple[str, str]]) -> str:
    """Several (address, name), one a line."""
    return f",{FOLD}".join(mailbox(email, name) for email, name in people)


def address(email: str) -> str:
    """The address as it travels: an international domain in its ASCII form. Raises NotAnAddress."""
    local, _, domain = email.strip().rpartition("@")
    well = DOT_ATOM.fullmatch(local) or QUOTED_LOCAL.fullmatch(local)
    if not well or len(email) > 320 or local != clean(local):
        raise NotAnAddress(clean(email)[:100])
    return f"{local}@{_domain(domain)}"


def message_id(value: str) -> str:
    """`<id>`, or nothing where the id could break the header."""
    return f"<{value}>" if MESSAGE_ID.fullmatch(value) else ""


def message_ids(values: Iterable[str]) -> str:
    """Several ids, one a line."""
    return FOLD.join(written for value in values if (written := message_id(value)))


def _domain(domain: str) -> str:
    if LITERAL.fullmatch(domain):
        return domain
    try:
        ascii_form = domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        raise NotAnAddress(clean(domain)[:100]) from None
    if len(ascii_form) > 253 or not HOST.fullmatch(ascii_form):
        raise NotAnAddress(clean(domain)[:100])
    return ascii_form


def _phrase(name: str) -> str:
    name = clean(name)
    if not name.isascii() or "=?" in name or len(name) > LINE - 16:
        return _encoded(name)
    if PLAIN_PHRASE.fullmatch(name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _gap(name: str) -> str:
    return FOLD if len(name) > CHUNK else " "


def _encoded(text: str) -> str:
    words = (b64encode(chunk.encode()).decode() for chunk in _chunks(text))
    return FOLD.join(f"=?utf-8?b?{word}?=" for word in words)


def _chunks(text: str) -> Iterator[str]:
    """Pieces of at most CHUNK bytes, none cut inside a character."""
    piece, size = "", 0
    for character in text:
        width = len(character.encode())
        if size + width > CHUNK:
            yield piece
            piece, size = "", 0
        piece, size = piece + character, size + width
    if piece:
        yield piece
