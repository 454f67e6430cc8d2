"""Transfer encodings undone: base64, quoted-printable and uuencode, with the damage that gateways do to them."""

import binascii
import re
from typing import Final

JUNK = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))
LETTERS: Final = bytes(set(range(256)) - set(JUNK)) + b" \t\r\n"
FOREIGN_LINE = re.compile(rb"(?:^|\n)(?=[^\n]*[^A-Za-z0-9+/=\s])[^\n]*[^\n\r]", re.MULTILINE)
PIECE = re.compile(rb"[^=]+")
UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
UU_END = re.compile(rb"^(?:end|====)[ \t]*\r?$", re.MULTILINE)
SPACED_SOFT_BREAK = re.compile(rb"=[ \t]+(\r?\n)")
IDENTITY: Final = frozenset({"", "7bit", "8bit", "binary", "7-bit", "8-bit", "none", "7bits", "8bits"})


def decode(data: bytes, encoding: str) -> tuple[bytes, bytes, str | None]:
    """The bytes meant, what stood after them in clear (a list's footer) and the defect's name, if any."""
    encoding = encoding.strip("\"' ;").lower()
    if encoding in IDENTITY:
        return data, b"", None
    if encoding == "base64":
        return _decode_base64(data)
    if encoding in {"quoted-printable", "quotedprintable", "qp"}:
        if b"= " in data or b"=\t" in data:
            data = SPACED_SOFT_BREAK.sub(rb"=\1", data)
        return binascii.a2b_qp(data), b"", None
    if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        files = uuencoded(data)
        return (files[0][1], b"", None) if files else (data, b"", "uuencode-broken")
    return data, b"", "encoding-unknown"


def _decode_base64(data: bytes) -> tuple[bytes, bytes, str | None]:
    if not data.translate(None, LETTERS):
        return _base64(data), b"", _base64_defect(data)
    foreign = FOREIGN_LINE.search(data)
    if foreign is None:
        return _base64(data), b"", "base64-junk"
    letters = len(data) - len(data.translate(None, JUNK))
    if foreign.start() == 0 and b" " in data.strip() and letters * 12 > len(data):
        return data, b"", "base64-not"
    before, after = data[: foreign.start()], data[foreign.start() :]
    if before.strip() and b" " in after.strip() and not _looks_base64(after):
        return _base64(before), after.strip(), "base64-trailing-text"
    return _base64(data), b"", "base64-junk"


def _looks_base64(data: bytes) -> bool:
    """Whether most lines are still base64: then the foreign line was noise in the middle, not the end."""
    lines = data.split()
    return sum(len(line) >= 40 for line in lines) * 2 > len(lines)


def _base64_defect(data: bytes) -> str | None:
    count = len(data) - sum(data.count(space) for space in (b"\n", b"\r", b" ", b"\t"))
    return None if count % 4 == 0 else "base64-cut"


def _base64(data: bytes) -> bytes:
    """Every run between paddings is decoded by itself, so that glued pieces are all kept."""
    if data.find(b"=") in {-1, len(data.rstrip(b" \t\r\n="))}:
        try:
            return binascii.a2b_base64(data)
        except binascii.Error:
            pass
    body = data.translate(None, JUNK).rstrip(b"=")
    if b"=" not in body:
        return _run(body)
    return b"".join(_run(run) for run in PIECE.findall(body))


def _run(run: bytes) -> bytes:
    excess = len(run) % 4
    run = run[:-1] if excess == 1 else run
    return binascii.a2b_base64(run + b"=" * (-len(run) % 4))


def uuencoded(data: bytes) -> list[tuple[str, bytes, int, int]]:
    """Files written into the text as `begin 644 name … end`: name, bytes, where the block starts and ends."""
    files: list[tuple[str, bytes, int, int]] = []
    position = 0
    while (begin := UU_BEGIN.search(data, position)) and len(files) < 100:
        end = UU_END.search(data, begin.end())
        if end is None:
            break
        content = _uu_lines(data[begin.end() : end.start()], begin.group(0).startswith(b"begin-base64"))
        if content is None:
            position = begin.end()
            continue
        files.append((begin.group(1).decode("utf-8", "replace"), content, begin.start(), end.end()))
        position = end.end()
    return files


def _uu_lines(block: bytes, base64: bool) -> bytes | None:
    if base64:
        return _base64(block)
    decoded = bytearray()
    for line in block.splitlines():
        if line in {b"", b"`", b" "}:
            continue
        wanted = ((line[0] - 32) & 63) * 4 // 3 + 1
        try:
            decoded += binascii.a2b_uu(line[: wanted + 4].rstrip(b"\r\n"))
        except binascii.Error:
            try:
                decoded += binascii.a2b_uu(line[: (((line[0] - 32) & 63) * 4 + 5) // 3])
            except binascii.Error:
                return None
    return bytes(decoded)
