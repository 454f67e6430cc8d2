"""Keeping bytes: once each, durable before the caller's commit."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from aiuto.files import storage
from aiuto.files.models import Blob


def store(contents: Sequence[bytes], *, now: datetime) -> list[str]:
    """Keep each of `contents`, in one statement; returns their SHA-256 in the same order."""
    blobs = {}
    names = []
    for data in contents:
        name = hashlib.sha256(data).hexdigest()
        names.append(name)
        blobs[name] = Blob(sha256=name, size=len(data), data=_inline(name, data), stored_at=now)
    if blobs:
        Blob.objects.bulk_create(blobs.values(), ignore_conflicts=True)
    return names


def _inline(name: str, data: bytes) -> bytes | None:
    if len(data) <= settings.ENVIRONMENT.aiuto_inline_bytes:
        return data
    storage.write(name, data)
    return None
