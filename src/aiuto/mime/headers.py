"""The header of a mail or of a part: raw fields split from the body, decoded only when asked for."""

import binascii
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from aiuto.mime import charsets

# No possessive group here: Python 3.11.2, which Debian 12 has, loses the end of the capture around it.
FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:[ \t]*([^\n]*+(?:\n[ \t]++[^\n]*+)*)(?:\n|\Z)")
BLANK = re.compile(rb"[ \t\r]*(?:\n|\Z)")
BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n){0,1000}(?:>?From [^\r\n]*\r?\n)?")
NEXT_LINE = re.compile(rb"[^\n]*(?:\n|\Z)")
MOST_FIELDS: Final = 5000
LONGEST: Final = 200_000
KNOWN: Final = frozenset(
    b"from to cc bcc subject date message-id received return-path sender reply-to mime-version content-type"
    b" delivered-to references in-reply-to x-mailer resent-from content-transfer-encoding".split()
)
ENCODED = re.compile(
    rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{0,3000}+(?:\?(?!=)[^?]{0,300}+){0,8}?)(?:\?=|\?*\s*\Z)(\s*(?==\?[^?\s]{1,60}\?[bBqQ]\?))?"
)
FOLD = re.compile(rb"\r?\n[ \t]*")
SPACES = re.compile(r"[\s\x85]+")
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                       "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]")  # fmt: skip
Field = tuple[bytes, bytes]


class Headers:
    """Raw fields in their order, found by lower-case name."""

    __slots__ = ("charset", "defects", "fields", "named")

    def __init__(self, fields: list[Field], defects: tuple[str, ...] = ()) -> None:
        self.fields = fields
        self.defects = defects
        self.charset: str | None = None
        self.named: dict[bytes, list[bytes]] = {}
        for name, value in fields:
            self.named.setdefault(name.lower(), []).append(value)

    def raw(self, name: bytes) -> bytes:
        """The first field of that name as it came, b'' when there is none."""
        found = self.named.get(name)
        return found[0] if found else b""

    def all_raw(self, name: bytes) -> list[bytes]:
        return self.named.get(name, [])

    def text(self, name: bytes) -> str:
        """The first field of that name as one line of clean text."""
        return decode_text(self.raw(name), self.charset)

    def plain(self, name: bytes) -> str:
        """A field of tokens (types, identifiers): ASCII, unfolded, lower-case kept."""
        return FOLD.sub(b" ", self.raw(name)[:LONGEST]).decode("ascii", "replace").strip()

    def is_mail(self) -> bool:
        return any(name in KNOWN for name in self.named)


def beginning(raw: bytes) -> int:
    """Where the first field stands, after a byte order mark, blank lines or an mbox separator."""
    found = BEGINNING.match(raw)
    return found.end() if found else 0


def split(raw: bytes, start: int, end: int) -> tuple[Headers, int]:
    """The header that begins at `start` and where the body after it begins.

    A line that is no field ends the header, as if the blank line had been forgotten, unless fields go on after it.
    """
    fields: list[Field] = []
    defects: set[str] = set()
    position = start
    while position < end:
        field = FIELD.match(raw, position, end)
        if field and not (field.end(1) - position == 4 and raw.startswith(b"http", position) and fields):
            if len(fields) < MOST_FIELDS:
                fields.append((field.group(1), field.group(2)))
            position = field.end()
            continue
        blank = BLANK.match(raw, position, end)
        if blank:
            position = blank.end()
            break
        following = _after_junk(raw, position, end, bool(fields))
        if following is None:
            defects.add("header-end-missing")
            break
        defects.add("header-junk")
        position = following
    return Headers(fields, tuple(sorted(defects))), position


def _after_junk(raw: bytes, position: int, end: int, begun: bool) -> int | None:
    """Where the fields go on after a line that is none, or None when they do not."""
    for _ in range(3):
        line = NEXT_LINE.match(raw, position, end)
        position = line.end() if line else end
        field = FIELD.match(raw, position, end)
        if field and (
            field.group(1).lower() in KNOWN or field.group(1).lower().startswith((b"x-", b"content-"))
        ):
            return position
        if not begun or BLANK.match(raw, position, end):
            return None
    return None


def decode_text(value: bytes, charset: str | None = None) -> str:
    """A header value for people: encoded words decoded, 8-bit guessed, one line, no control characters."""
    value = value[:LONGEST]
    if value.isascii() and b"=?" not in value and b"\x1b" not in value:
        return one_line(value.decode("ascii"))
    return one_line("".join(_pieces(value, charset)))


def one_line(text: str) -> str:
    return charsets.CONTROL.sub("", SPACES.sub(" ", text)).strip()


def _pieces(value: bytes, charset: str | None) -> Iterator[str]:
    """Runs of plain text and of encoded words; neighbours of one charset share their bytes, however they were cut."""
    position = 0
    words: list[re.Match[bytes]] = []
    for word in ENCODED.finditer(value):
        if word.start() > position:
            yield from _words(words)
            words = []
            yield _plain(value[position : word.start()], charset)
        words.append(word)
        position = word.end()
    yield from _words(words)
    yield _plain(value[position:], charset)


def _plain(value: bytes, charset: str | None) -> str:
    unfolded = FOLD.sub(b" ", value)
    try:
        return unfolded.decode("utf-8") if b"\x1b" not in unfolded else charsets.decode(unfolded, charset)[0]
    except UnicodeDecodeError:
        return charsets.decode(unfolded, charset)[0]


def _words(words: list[re.Match[bytes]]) -> Iterator[str]:
    for label, run in groupby(words, key=lambda word: word.group(1).lower().split(b"*")[0]):
        yield charsets.decode(_word_bytes(list(run)), label.decode("ascii", "replace"))[0]


def _word_bytes(words: list[re.Match[bytes]]) -> bytes:
    decoded = bytearray()
    pending = b""
    for word in words:
        text = word.group(3)
        if word.group(2) in b"bB":
            pending += b"".join(text.split())
            if pending.endswith(b"=") or len(pending) % 4 == 0:
                decoded += _base64(pending)
                pending = b""
            continue
        decoded += _base64(pending) + binascii.a2b_qp(FOLD.sub(b"", text).replace(b" ", b"_"), header=True)
        pending = b""
    return bytes(decoded + _base64(pending))


def _base64(text: bytes) -> bytes:
    text = text.rstrip(b"=")
    try:
        return binascii.a2b_base64(text[: len(text) - (len(text) % 4 == 1)] + b"==")
    except binascii.Error:
        return b""


def visible(text: str, longest: int = 300) -> str:
    """A name or label as people see it: NFKC first, then nothing invisible, no bidi tricks, one line."""
    if text.isascii():
        return one_line(text)[:longest]
    return one_line(INVISIBLE.sub("", unicodedata.normalize("NFKC", text[: longest * 4])))[:longest]
