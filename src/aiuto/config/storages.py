"""Which storage holds attachments: a folder, or S3 through django-storages."""

from typing import Any


def default_storage(place: str) -> dict[str, Any]:
    """Django's storage entry for `AIUTO_STORAGE`: empty or a path, or `s3://bucket/prefix`."""
    if not place.startswith("s3://"):
        return {"BACKEND": "aiuto.files.storage.DurableFileSystemStorage"}
    bucket, _, prefix = place.removeprefix("s3://").partition("/")
    options = {"bucket_name": bucket, "location": prefix, "default_acl": None, "file_overwrite": True}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
