"""Reading blobs, and looking whether they are all there and whole."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from aiuto.files import storage
from aiuto.files.models import Blob

# A file is written before its transaction ends; only older ones can be nobody's.
_STILL_COMING = timedelta(hours=1)


def content(sha256: str) -> bytes:
    """The bytes of this blob. Raises Blob.DoesNotExist or FileNotFoundError."""
    blob = Blob.objects.get(sha256=sha256)
    return storage.read(sha256) if blob.data is None else bytes(blob.data)


def names_statement() -> str:
    """SQL, without parameters, for the names of the blobs that lie in the storage."""
    return str(Blob.objects.filter(data__isnull=True).order_by("sha256").values("sha256").query)


def damaged_files() -> Iterator[tuple[str, str]]:
    """Name and trouble of each blob whose bytes are gone or are not those that were kept."""
    for blob in Blob.objects.order_by("sha256").iterator(chunk_size=100):
        try:
            data = storage.read(blob.sha256) if blob.data is None else bytes(blob.data)
        except OSError:
            yield blob.sha256, "its bytes are missing"
        else:
            if hashlib.sha256(data).hexdigest() != blob.sha256:
                yield blob.sha256, "its bytes are not those that were kept"


def orphan_files(*, now: datetime) -> Iterator[str]:
    """Files of the storage that no blob names, once they have been there for an hour."""
    for name in _stored():
        sha256 = name.rpartition("/")[2]
        known = Blob.objects.filter(pk=sha256, data__isnull=True).exists()
        if not known and default_storage.get_modified_time(name) < now - _STILL_COMING:
            yield name


def _stored() -> Iterator[str]:
    """Blobs lie two levels deep: `ab/abcd…`."""
    try:
        folders, _files = default_storage.listdir("")
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        _folders, files = default_storage.listdir(folder)
        yield from (f"{folder}/{file}" for file in sorted(files))
