"""How long `mime.read` takes on the mail corpus, as a ratio to the standard library on the same mails."""

import email
import email.policy
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from aiuto import mime

CORPUS = Path(__file__).parent.parent / "tests" / "mail"
HEADERS = ("From", "To", "Cc", "Subject", "Date", "Message-ID", "References")
PASSES = 7
MOST = 1.3


def read_by_library(raw: bytes) -> None:
    """What the standard library does to give the same: parse, decode every leaf, the main headers as text."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    for part in message.walk():
        if not part.is_multipart():
            part.get_content()
    for name in HEADERS:
        str(message[name])


def mails_that_the_library_reads() -> list[bytes]:
    """Without those over the limits and those on which the library raises."""
    readable = []
    for path in sorted(CORPUS.glob("*.eml")):
        raw = path.read_bytes()
        if mime.over_limit(raw):
            continue
        try:
            read_by_library(raw)
        except (LookupError, ValueError) as error:
            print(f"  the library raises {type(error).__name__} on {path.stem}")
            continue
        readable.append(raw)
    return readable


def seconds(read: Callable[[bytes], object], mails: list[bytes]) -> float:
    begin = time.perf_counter()
    for raw in mails:
        read(raw)
    return time.perf_counter() - begin


def main() -> int:
    mails = mails_that_the_library_reads()
    ratios, speeds = [], []
    for _ in range(PASSES):
        library, ours = seconds(read_by_library, mails), seconds(mime.read, mails)
        ratios.append(ours / library)
        speeds.append(ours / len(mails) * 1e6)
    ratio = statistics.median(ratios)
    print(f"mime.read: {ratio:.2f} x the standard library on {len(mails)} mails (at most {MOST})")
    print(f"           {statistics.median(speeds):.0f} µs a mail")
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
