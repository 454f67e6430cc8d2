"""The blob: bytes named by their SHA-256, in the row when small, in the storage when large."""

from django.db import models


class Blob(models.Model):
    """`data` is null when the bytes are in the storage, under `storage.path_of(sha256)`."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    data = models.BinaryField(null=True)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256
