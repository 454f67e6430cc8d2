"""Where large blobs lie: a folder whose writes are on the disk before the commit, or any Django storage."""

import os
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage


class DurableFileSystemStorage(FileSystemStorage):
    """Writes to a temporary name, syncs the file, renames it and syncs its folder."""

    def __init__(self) -> None:
        super().__init__(location=settings.FILES_ROOT)

    def write(self, name: str, data: bytes) -> None:
        """Put `data` under `name` for good; the same name always means the same bytes."""
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_name(f"{path.name}.{os.getpid()}.part")
        with own.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        own.rename(path)
        for folder in (path.parent, path.parent.parent):
            _sync_folder(folder)


def path_of(sha256: str) -> str:
    """The name of a blob in the storage; two letters a folder keep folders small."""
    return f"{sha256[:2]}/{sha256}"


def write(sha256: str, data: bytes) -> None:
    """Keep the bytes of a large blob; a no-op if they are there."""
    name = path_of(sha256)
    if default_storage.exists(name):
        return
    if isinstance(default_storage._wrapped, DurableFileSystemStorage):  # type: ignore[attr-defined]
        default_storage._wrapped.write(name, data)  # type: ignore[attr-defined]
    else:
        default_storage.save(name, ContentFile(data))


def read(sha256: str) -> bytes:
    """The bytes of a large blob. Raises FileNotFoundError."""
    with default_storage.open(path_of(sha256)) as file:
        return bytes(file.read())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
