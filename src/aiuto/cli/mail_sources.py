"""Old mail on disk: folders of single files, mbox files, Maildirs; oldest first, one in memory at a time."""

import email.utils
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, pairwise
from pathlib import Path

_HEAD = 65_536
_DATE = re.compile(rb"^date:[ \t]*([^\r\n]+(?:\r?\n[ \t][^\r\n]*)*)", re.IGNORECASE | re.MULTILINE)
_LAST = float("inf")
_FROM_LINE = re.compile(rb"From \S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} +\d\d?:\d\d")
_HEADER = re.compile(
    rb"(?:return-path|received|delivered-to|envelope-to|x-[\w-]+|arc-[\w-]+|dkim-signature|authentication-results|"
    rb"from|sender|reply-to|to|cc|date|subject|message-id|in-reply-to|references|mime-version|content-[\w-]+|"
    rb"list-[\w-]+|status):",
    re.IGNORECASE,
)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One mail that is there to be read. Sorted by its date, so that answers come after what they answer."""

    at: float
    path: str
    start: int = 0
    stop: int | None = None

    @property
    def name(self) -> str:
        """The path, and the place in it when a file holds many mails."""
        return self.path if self.stop is None else f"{self.path}:{self.start}"

    def read(self) -> bytes:
        """The mail's bytes, as they were before an mbox file escaped its lines. Raises OSError."""
        with Path(self.path).open("rb") as file:
            if self.stop is None:
                return file.read()
            file.seek(self.start)
            return _ESCAPED.sub(rb"\1", file.read(self.stop - self.start))


def find_mails(paths: list[Path]) -> list[Source]:
    """Every mail under these paths, oldest first; those without a usable date come last."""
    return sorted(source for path in paths for file in _files(path) for source in _in_file(file))


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path).parts
        if (
            file.is_file()
            and not any(part.startswith(".") for part in inside[-1:])
            and _is_kept(inside, path)
        ):
            yield file


def _is_kept(inside: tuple[str, ...], root: Path) -> bool:
    """What a Maildir has in `tmp` was never delivered, and what lies beside its folders is its server's own."""
    folder = root.joinpath(*inside[:-1])
    return not _is_maildir(folder) and not (folder.name == "tmp" and _is_maildir(folder.parent))


def _is_maildir(folder: Path) -> bool:
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def _in_file(file: Path) -> Iterator[Source]:
    """One that cannot be read is a source as well: it is told when its turn comes."""
    head = _head(file)
    if not head.startswith(b"From "):
        yield Source(_date_of(head), str(file))
        return
    yield from _in_mbox(file)


def _head(file: Path) -> bytes:
    with suppress(OSError), file.open("rb") as opened:
        return opened.read(_HEAD)
    return b""


def _in_mbox(file: Path) -> Iterator[Source]:
    with file.open("rb") as opened:
        for start, stop in list(_spans(opened)):
            opened.seek(start)
            yield Source(_date_of(opened.read(min(_HEAD, stop - start))), str(file), start, stop)


def _spans(lines: Iterable[bytes]) -> Iterator[tuple[int, int]]:
    """Where each mail begins, after its From line, and ends, before the blank line that the next From line follows."""
    place = start = blank = 0
    for line, following in pairwise(chain(lines, [b""])):
        if place == 0 or _separates(line, following):
            if place:
                yield start, place - blank
            start = place + len(line)
        blank = len(line) if line in {b"\n", b"\r\n"} else 0
        place += len(line)
    yield start, place - blank


def _separates(line: bytes, following: bytes) -> bool:
    """Not each line that begins with From does: people begin sentences with it, and not every program escapes them."""
    return line.startswith(b"From ") and bool(_FROM_LINE.match(line) or _HEADER.match(following))


def _date_of(head: bytes) -> float:
    found = _DATE.search(
        head.partition(b"\n\n")[0] if b"\r\n\r\n" not in head else head.partition(b"\r\n\r\n")[0]
    )
    if not found:
        return _LAST
    try:
        at: datetime = email.utils.parsedate_to_datetime(found[1].decode("ascii", "replace"))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, TypeError):
        return _LAST
