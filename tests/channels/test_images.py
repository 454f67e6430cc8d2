"""Images of other people's servers come through as pixels."""

import io
import struct
import zlib

import pytest
from PIL import Image

from aiuto.channels.http.images import redrawn
from aiuto.files.errors import ImageUnavailable
from aiuto.flows.fetch_image import fetch_image


def picture(kind: str, size: tuple[int, int] = (4, 3), mode: str = "RGB", **options) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, 1).save(written, kind, **options)
    return written.getvalue()


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("PNG", "image/png"), ("GIF", "image/png"), ("WEBP", "image/png"), ("JPEG", "image/jpeg")],
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
        picture("PNG", (300, 300))[:-300], picture("TIFF"), picture("BMP"), picture("ICO", (16, 16)), picture("PDF"),
    ],
)  # fmt: skip
def test_what_is_no_such_image_is_unavailable(data):
    with pytest.raises(ImageUnavailable):
        redrawn(data)


@pytest.mark.parametrize("size", [(50_000, 50_000), (100_000, 1), (6_000, 6_000)])
def test_too_many_pixels_are_refused_before_they_are_unpacked(size):
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    with pytest.raises(ImageUnavailable):
        redrawn(bomb)


def test_what_is_refused_is_unavailable_and_says_so_in_one_sentence():
    with pytest.raises(ImageUnavailable) as problem:
        fetch_image("http://images.example/a.png")
    assert "https" in problem.value.reason
    assert "https" not in str(problem.value)
