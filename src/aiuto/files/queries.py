"""Reading blobs."""

from aiuto.files import storage
from aiuto.files.models import Blob


def content(sha256: str) -> bytes:
    """The bytes of this blob. Raises Blob.DoesNotExist or FileNotFoundError."""
    blob = Blob.objects.get(sha256=sha256)
    return storage.read(sha256) if blob.data is None else bytes(blob.data)
