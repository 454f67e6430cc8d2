"""Old mail on disk: folders of single files, mbox files, Maildirs; oldest first, one in memory at a time."""

import email.utils
import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_HEAD = 65_536
_DATE = re.compile(rb"^date:[ \t]*([^\r\n]+(?:\r?\n[ \t][^\r\n]*)*)", re.IGNORECASE | re.MULTILINE)
_LAST = float("inf")


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
        """The mail's bytes. Raises OSError."""
        with Path(self.path).open("rb") as file:
            file.seek(self.start)
            return file.read() if self.stop is None else file.read(self.stop - self.start)


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
    """What a Maildir has in `tmp` was never delivered."""
    folder = root.joinpath(*inside[:-1])
    return not (folder.name == "tmp" and (folder.parent / "cur").is_dir())


def _in_file(file: Path) -> Iterator[Source]:
    with file.open("rb") as opened:
        head = opened.read(_HEAD)
    if not head.startswith(b"From "):
        yield Source(_date_of(head), str(file))
        return
    yield from _in_mbox(file)


def _in_mbox(file: Path) -> Iterator[Source]:
    box = mailbox.mbox(str(file), create=False)
    try:
        for key in box.iterkeys():
            start, stop = box._lookup(key)  # type: ignore[attr-defined] # noqa: SLF001 - the offsets it found
            first = box.get_bytes(key)[:_HEAD]
            yield Source(_date_of(first), str(file), start + _from_line(file, start), stop)
    finally:
        box.close()


def _from_line(file: Path, start: int) -> int:
    with file.open("rb") as opened:
        opened.seek(start)
        return len(opened.readline())


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
