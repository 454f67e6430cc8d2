"""One fingerprint for one mail, whichever way and however often it is delivered."""

import hashlib
from typing import Final

from aiuto.mime import headers

TRACES: Final = frozenset(
    b"return-path received delivered-to authentication-results envelope-to delivery-date received-spf status"
    b" content-length lines".split()
)
TRACE_FAMILIES: Final = (b"x-", b"arc-")


def digest(raw: bytes) -> str:
    """SHA-256 (hex) of the mail without its trace headers, the same for CRLF and LF."""
    start = headers.beginning(raw)
    found, body = headers.split(raw, start, len(raw))
    sha = hashlib.sha256()
    if found.fields:
        for name, value in found.fields:
            if not is_trace(name.lower()):
                sha.update(name + b":" + value.replace(b"\r\n", b"\n").strip() + b"\n")
        sha.update(b"\n")
    else:
        body = start
    sha.update(raw[body:].replace(b"\r\n", b"\n").rstrip(b"\r\n"))
    return sha.hexdigest()


def is_trace(name: bytes) -> bool:
    """Whether the field tells of the journey and not of the letter (`name` in lower case)."""
    return name in TRACES or name.startswith(TRACE_FAMILIES)
