"""F5: size, number and rate of uploads, and the points of a picture, are looked at before anything is decoded."""

import struct
import zlib
from datetime import timedelta

import pytest

from aiuto.flows import keeping_files as flow
from aiuto.flows.upload import upload
from aiuto.mime.pictures import NotAPicture, redrawn
from aiuto.people.models import Attempts, User
from aiuto.tickets import drafting
from aiuto.tickets.errors import BadFile, TooManyFiles, TooManyUploads
from aiuto.tickets.models import Direction, Upload
from tests.security.world import make_world


@pytest.fixture
def put(db, now):
    world = make_world()
    agent = world.users["agent"]
    assert isinstance(agent, User)
    Upload.objects.all().delete()
    Attempts.objects.all().delete()

    def put(data: bytes = b"ciao", at=now) -> Upload:
        return upload(
            world.things["ours"]["reference"],
            user=agent,
            direction=Direction.OUT,
            name="a.txt",
            content_type="text/plain",
            data=data,
            now=at,
        )

    return put


@pytest.mark.parametrize("data", [b"", b"x" * (drafting.LARGEST_FILE + 1)])
def test_size(put, data):
    with pytest.raises(BadFile):
        put(data)


def test_number(put):
    for _ in range(drafting.MOST_FILES):
        put()
    with pytest.raises(TooManyFiles):
        put()


def test_rate(put, now, monkeypatch):
    monkeypatch.setattr(flow, "MOST_AN_HOUR", 3)
    for _ in range(3):
        put()
    with pytest.raises(TooManyUploads):
        put()
    assert put(at=now + timedelta(minutes=61)).pk


def test_points_of_a_picture_count_before_they_are_decoded():
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"0" * 1000))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(NotAPicture):
        redrawn(bomb)
