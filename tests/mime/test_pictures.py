"""Pictures of other people come through as pixels."""

import io
import struct
import zlib

import pytest
from PIL import Image

from aiuto.mime.pictures import NotAPicture, redrawn


def picture(kind: str, size: tuple[int, int] = (4, 3), mode: str = "RGB", **options) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, 1).save(written, kind, **options)
    return written.getvalue()


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("PNG", "image/jpeg"), ("WEBP", "image/jpeg"), ("JPEG", "image/jpeg")],
)
def test_image_is_drawn_anew(kind, shown):
    content_type, data = redrawn(picture(kind) + b"<script>alert(1)</script>")
    assert content_type == shown
    assert b"script" not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (4, 3)


def test_metadata_is_left_behind():
    exif = Image.Exif()
    exif[0x010E] = "where the customer lives"
    data = picture("JPEG", exif=exif, comment=b"where too")
    assert b"where" in data
    assert b"where" not in redrawn(data)[1]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"<html>", b"\x89PNG\r\n\x1a\n",
        picture("PNG", (300, 300))[:-300], picture("TIFF"), picture("ICO", (16, 16)), picture("PDF"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(NotAPicture):
        redrawn(data)


@pytest.mark.parametrize("size", [(50_000, 50_000), (100_000, 1), (6_000, 6_000)])
def test_too_many_pixels_are_refused_before_they_are_unpacked(size):
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    with pytest.raises(NotAPicture):
        redrawn(bomb)
