"""Where large blobs lie."""

import hashlib
import os
import threading

import pytest
from django.core.files.storage import InMemoryStorage, storages

from aiuto.files import storage

DATA = os.urandom(100_000)
NAME = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def root(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def test_file_is_whole_and_alone_in_its_folder(root):
    storage.DurableFileSystemStorage().put(storage.path_of(NAME), DATA)
    assert [path.read_bytes() for path in (root / NAME[:2]).iterdir()] == [DATA]


def test_many_threads_with_the_same_bytes_write_one_file(root):
    kept = storage.DurableFileSystemStorage()
    failures = []

    def write():
        try:
            kept.put(storage.path_of(NAME), DATA)
        except OSError as failure:
            failures.append(failure)

    threads = [threading.Thread(target=write) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [path.read_bytes() for path in (root / NAME[:2]).iterdir()] == [DATA]


def test_any_storage_of_django_will_do(settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    }
    storage.write(NAME, DATA)
    storage.write(NAME, DATA)
    assert isinstance(storages["default"], InMemoryStorage)
    assert storage.read(NAME) == DATA
    assert len(storages["default"].listdir(NAME[:2])[1]) == 1
