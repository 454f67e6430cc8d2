"""Where large blobs lie: a folder whose writes are on the disk before the commit, or any Django storage."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages


class DurableFileSystemStorage(FileSystemStorage):
    """Writes to a temporary name, syncs the file, renames it and syncs its folder."""

    def __init__(self) -> None:
        super().__init__(location=settings.FILES_ROOT)

    def put(self, name: str, data: bytes) -> None:
        """Have `data` under `name` for good; the same name always means the same bytes.

        The folders are synced even when the file is there: who wrote it a moment ago may not have come so far.
        """
        path = Path(self.path(name))
        if not path.exists():
            self._write(path, data)
        for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
            _sync_folder(folder)

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
        with own.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        own.rename(path)


def path_of(sha256: str) -> str:
    """The name of a blob in the storage; two letters a folder keep folders small."""
    return f"{sha256[:2]}/{sha256}"


def write(sha256: str, data: bytes) -> None:
    """Keep the bytes of a large blob; a no-op if they are there. Raises OSError."""
    name, kept = path_of(sha256), storages["default"]
    with _failing_as_a_disk_does():
        if isinstance(kept, DurableFileSystemStorage):
            kept.put(name, data)
        elif not kept.exists(name):
            kept.save(name, ContentFile(data))


def read(sha256: str) -> bytes:
    """The bytes of a large blob. Raises OSError, FileNotFoundError when they are gone."""
    with _failing_as_a_disk_does(), storages["default"].open(path_of(sha256)) as file:
        return bytes(file.read())


@contextmanager
def _failing_as_a_disk_does() -> Iterator[None]:
    """A bucket has errors of its own; whoever keeps a mail knows one kind: try again later."""
    try:
        yield
    except OSError:
        raise
    except Exception as problem:
        raise OSError(f"{type(problem).__name__}: {problem}") from problem


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
