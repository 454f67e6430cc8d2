"""What a backup says of itself, written last: a folder without it is no whole backup."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "manifest.json"


class NoBackup(Exception):
    """The folder is no backup that can be brought back; the text says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`database` is the copy's file name, `sha256` its sum; `migrations` are the names of all that were applied."""

    made_at: str
    engine: str
    database: str
    sha256: str
    migrations: list[str]
    files: list[str]

    def write(self, folder: Path) -> None:
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest, after looking that everything it names is there. Raises NoBackup."""
    try:
        manifest = Manifest(**json.loads((folder / NAME).read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise NoBackup(f"{folder} holds no backup, or one that was not finished.") from None
    except (ValueError, TypeError, OSError):
        raise NoBackup(f"{folder / NAME} cannot be read.") from None
    database = folder / manifest.database
    if not database.is_file() or digest_of(database) != manifest.sha256:
        raise NoBackup(f"{database} is missing or damaged.")
    missing = [name for name in manifest.files if not file_in(folder, name).is_file()]
    if missing:
        raise NoBackup(f"{len(missing)} files are missing, the first is {missing[0]}.")
    return manifest


def file_in(folder: Path, sha256: str) -> Path:
    """Where the backup keeps a file."""
    return folder / "files" / sha256[:2] / sha256


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_in_words(number: int) -> str:
    """How many files, as one says it."""
    return "1 file" if number == 1 else f"{number} files"
