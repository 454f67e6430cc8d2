"""A file of a backup comes back."""

import hashlib

from aiuto.files import storage
from aiuto.files.errors import Damaged


def put_back_file(sha256: str, data: bytes) -> None:
    """Keep the bytes of a large blob again. Raises Damaged when they are not its bytes."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Damaged(sha256)
    storage.write(sha256, data)
