"""Keeping bytes once, small ones in the row and large ones in the storage."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from aiuto.files import storage
from aiuto.files.models import Blob
from aiuto.files.queries import content
from aiuto.files.storing import store

LIMIT = settings.ENVIRONMENT.aiuto_inline_bytes

pytestmark = pytest.mark.django_db


def path_of(sha256: str) -> Path:
    return Path(settings.FILES_ROOT) / storage.path_of(sha256)


def test_names_are_the_hashes_in_the_order_given(now):
    contents = [b"due", b"uno", b"due"]
    assert store(contents, now=now) == [hashlib.sha256(data).hexdigest() for data in contents]
    assert Blob.objects.count() == 2


def test_nothing_to_keep_costs_nothing(now, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert store([], now=now) == []


@pytest.mark.parametrize("size", [0, 1, LIMIT])
def test_small_bytes_live_in_the_row(now, size):
    [name] = store([b"s" * size], now=now)
    assert (Blob.objects.get().size, content(name)) == (size, b"s" * size)
    assert not path_of(name).exists()


def test_large_bytes_live_in_the_storage_under_their_hash(now):
    data = b"g" * (LIMIT + 1)
    [name] = store([data], now=now)
    assert Blob.objects.get().data is None
    assert path_of(name).read_bytes() == content(name) == data
    assert path_of(name).parent.name == name[:2]


def test_same_bytes_again_change_nothing(now):
    data = b"h" * (LIMIT + 1)
    [name] = store([data], now=now)
    written = path_of(name).stat().st_mtime_ns
    assert store([data, b"nuovo"], now=now)[0] == name
    assert path_of(name).stat().st_mtime_ns == written
    assert Blob.objects.count() == 2


def test_several_are_kept_by_one_statement(now, django_assert_num_queries):
    with django_assert_num_queries(1):
        store([b"uno", b"due", b"tre"], now=now)


def test_bytes_of_a_change_that_did_not_happen_can_be_kept_again(now):
    data = b"i" * (LIMIT + 1)
    with transaction.atomic():
        [name] = store([data], now=now)
        transaction.set_rollback(True)
    assert not Blob.objects.exists()
    store([data], now=now)
    assert content(name) == data
