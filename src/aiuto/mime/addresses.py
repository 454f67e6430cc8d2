"""Addresses: a strict reader for who wrote, a lenient one for who else was written to."""

import re
from typing import Final

from aiuto.mime import headers
from aiuto.mime.letter import Address

TOKEN = re.compile(
    rb'=\?[^?\s]{1,60}\?[bBqQ]\?[^?\s@,;<>"]{0,500}\?='
    rb'|"[^"\\]*+(?:\\.?[^"\\]*+)*(?:"|\Z)|<[^<>]*>|\([^()]*\)|[,;:]'
    rb'|(?:[^",;:<>()=]++|=(?!\?))+|.',
    re.DOTALL,
)
LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\ud7ff\ue000-\U0010ffff-]+"
ADDRESS = re.compile(rf"({LOCAL}(?:\.{LOCAL}){{0,32}})@([^\s@<>\"'(),:;\[\]\\]{{1,255}})")
LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?")
FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MOST: Final = 500
LONGEST: Final = 100_000
MOST_WORDS: Final = 8


def normalised(address: str) -> str | None:
    """The address with its domain in lower-case ASCII, or None when it is not one plain address."""
    found = ADDRESS.fullmatch(address.strip())
    if not found or len(found.group(1)) > 64:
        return None
    domain = _ascii_domain(found.group(2))
    return f"{found.group(1)}@{domain}" if domain else None


def _ascii_domain(domain: str) -> str | None:
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    domain = domain.lower().removesuffix(".")
    return domain if all(LABEL.fullmatch(label) for label in domain.split(".")) else None


def sender(values: list[bytes], charset: str | None = None) -> Address | None:
    """The one author. Two From fields, two addresses, a comment, a group, a control character: no author, None."""
    if len(values) != 1 or len(values[0]) > 2000:
        return None
    value = headers.FOLD.sub(b" ", values[0]).strip()
    if FORBIDDEN.search(value):
        return None
    tokens = [token.strip() for token in TOKEN.findall(value) if token.strip()]
    if not tokens or any(token in b"()<>;:" or token[:1] == b"(" for token in tokens):
        return None
    *phrase, last = tokens
    if last[:1] != b"<":
        return _bare(tokens)
    return _named(phrase, last, charset)


def _bare(tokens: list[bytes]) -> Address | None:
    email = normalised(_as_text(tokens[0])) if len(tokens) == 1 else None
    return Address("", email) if email else None


def _named(phrase: list[bytes], last: bytes, charset: str | None) -> Address | None:
    email = normalised(_as_text(last[1:-1]))
    if email is None or any(token[:1] == b"<" for token in phrase):
        return None
    if any(_second_address(token, email) for token in phrase if token[:1] != b'"'):
        return None
    return Address(_name(phrase, charset), email)


def _second_address(token: bytes, email: str) -> bool:
    """An unquoted @ in the name is a second address, unless it only repeats the first."""
    return b"@" in token and token.decode("ascii", "replace").lower() != email.lower()


def _as_text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return "\ufffd"


def _name(phrase: list[bytes], charset: str | None) -> str:
    raw = b" ".join(_unquoted(token) for token in phrase).replace(b" ,", b",")
    return headers.visible(headers.decode_text(raw, charset), 120).strip(" '\"")


def _unquoted(token: bytes) -> bytes:
    if token[:1] != b'"':
        return token
    token = token[1:-1] if token.endswith(b'"') and len(token) > 1 else token[1:]
    return re.sub(rb"\\(.)", rb"\1", token)


def several(values: list[bytes], charset: str | None = None) -> tuple[Address, ...]:
    """Every address that can be found in the fields, in order, each once; at most 500."""
    found: dict[str, Address] = {}
    for value in values:
        for address in _in_list(headers.FOLD.sub(b" ", value[:LONGEST]), charset):
            found.setdefault(address.email, address)
            if len(found) >= MOST:
                return tuple(found.values())
    return tuple(found.values())


def _in_list(value: bytes, charset: str | None) -> list[Address]:
    addresses: list[Address] = []
    phrase: list[bytes] = []
    for token in [*map(bytes.strip, TOKEN.findall(value)), b","]:
        if token[:1] == b"<" and len(token) > 1:
            email = normalised(_as_text(token[1:-1]))
            addresses += [Address(_name(phrase, charset), email)] if email else []
            phrase = []
        elif token in {b",", b";"}:
            bare = normalised(_as_text(b"".join(phrase))) if phrase and b"@" in phrase[-1] else None
            addresses += [Address("", bare)] if bare else []
            phrase = [*phrase[-MOST_WORDS:], token] if phrase and not bare else []
        elif token == b":":
            phrase = []
        elif token and token[:1] != b"(":
            phrase.append(token)
    return addresses


def mailbox(value: bytes) -> str | None:
    """The address of a trace field (`Return-Path`, `Delivered-To`), with or without angle brackets."""
    text = _as_text(value).strip()
    return normalised(text[text.find("<") + 1 : text.rfind(">")] if "<" in text and ">" in text else text)
