"""Content types and dispositions with their parameters, RFC 2231 and what mailers write instead of it."""

import re
from typing import Final
from urllib.parse import unquote_to_bytes

from aiuto.mime import charsets, headers

PARAMETER = re.compile(
    rb"[;\s]\s*([^=;\s\"]{1,80})\s*=\s*(\"[^\"\\]*+(?:\\.?[^\"\\]*+)*(?:\"|\Z)|[^;\r\n]*)", re.DOTALL
)
TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")
SECTION = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?$")
ESCAPED = re.compile(rb"\\([\\\"])")
LONGEST: Final = 20_000
Parameters = dict[str, bytes]


def parse(value: bytes) -> tuple[str, Parameters, str | None]:
    """The lower-case head of the field, its raw parameters and the charset that an extended file name declared."""
    value = headers.FOLD.sub(b" ", value[:LONGEST])
    head, semicolon, _ = value.partition(b";")
    kind = head.split(None, 1)[0].decode("ascii", "replace").lower().rstrip(",") if head.strip() else ""
    if not semicolon and b"=" not in value:
        return kind, {}, None
    return kind, *_joined(_found(value))


def _found(value: bytes) -> dict[tuple[str, int, bool], bytes]:
    found: dict[tuple[str, int, bool], bytes] = {}
    for match in PARAMETER.finditer(value):
        section = SECTION.match(match.group(1).decode("ascii", "replace").lower())
        if section:
            name, number, extended = section.groups()
            found.setdefault((name, int(number or 0), bool(extended)), _unquoted(match.group(2)))
    return found


def _unquoted(value: bytes) -> bytes:
    if not value.startswith(b'"'):
        return value.strip()
    value = value[1:-1] if value.endswith(b'"') and len(value) > 1 else value[1:]
    return ESCAPED.sub(rb"\1", value) if b"\\" in value else value


def _joined(found: dict[tuple[str, int, bool], bytes]) -> tuple[Parameters, str | None]:
    """Sections put together in their order; an extended form (name*) wins over the plain one beside it."""
    joined: Parameters = {}
    charset: str | None = None
    extended_names = {name for name, _, extended in found if extended}
    for (name, number, extended), written in sorted(found.items()):
        value = written
        if extended:
            if number == 0 and written.count(b"'") >= 2:
                label, _, value = written.split(b"'", 2)
                charset = label.decode("ascii", "replace") or charset
            value = unquote_to_bytes(value)
        elif name in extended_names and number == 0 and not any(key == (name, 1, True) for key in found):
            continue
        joined[name] = joined.get(name, b"") + value
    return joined, charset


def content_type(kind: str, fallback: str) -> str:
    """A safe `type/subtype` token; `fallback` for anything else."""
    return kind if TYPE.fullmatch(kind) else fallback


def file_text(value: bytes, charset: str | None) -> str:
    """A file name's text, whichever of the three ways (percent, encoded words, raw bytes) it was written in."""
    if charset and not value.isascii():
        return charsets.decode(value, charset)[0]
    return headers.decode_text(value, charset)
