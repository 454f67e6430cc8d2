"""Where large blobs lie."""

import hashlib
import os
import threading

import pytest
from django.core.files.storage import InMemoryStorage, storages

from aiuto.files import storage
from aiuto.flows.receive_message import receive_message
from aiuto.intake.models import RawMail
from tests.mails import mail


class Away(InMemoryStorage):
    """A bucket whose server answers with an error of its own."""

    def _open(self, name, mode="rb"):
        raise LookupError("the bucket is away")

    def exists(self, name):
        raise LookupError("the bucket is away")


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


@pytest.fixture
def away(settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.Away"}}


@pytest.mark.parametrize("act", [lambda: storage.write(NAME, DATA), lambda: storage.read(NAME)])
def test_trouble_of_a_bucket_is_trouble_of_a_disk(away, act):
    with pytest.raises(OSError, match="the bucket is away"):
        act()


def test_mail_whose_files_cannot_be_kept_stays_with_the_sender(db, away, now):
    raw = mail(attachments=(("photo.jpg", "image/jpeg", DATA),))
    with pytest.raises(OSError, match="the bucket is away"):
        receive_message(raw, via="pipe", now=now)
    assert not RawMail.objects.exists()
