"""Reading blobs."""

import pytest
from django.conf import settings

from aiuto.files import storage
from aiuto.files.models import Blob
from aiuto.files.queries import content
from aiuto.files.storing import store

pytestmark = pytest.mark.django_db


def test_unknown_hash_is_no_blob():
    with pytest.raises(Blob.DoesNotExist):
        content("0" * 64)


def test_file_that_is_gone_says_so(now):
    [name] = store([b"k" * (settings.ENVIRONMENT.aiuto_inline_bytes + 1)], now=now)
    (settings.FILES_ROOT / storage.path_of(name)).unlink()
    with pytest.raises(FileNotFoundError):
        content(name)
