"""Raster pictures verified and drawn anew: no script, no metadata, no surprise survives."""

import io
import struct

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
MOST_POINTS = 30_000_000
LONGEST_GIVEN_SIDE = 30_000
LARGEST_FILE = 20 * 1024 * 1024
LONGEST_SIDE = 1600

BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    MemoryError,
    ArithmeticError,
    struct.error,
)


class NotAPicture(Exception):
    """These bytes are no raster picture that we would show."""


def redrawn(data: bytes, *, side: int = LONGEST_SIDE) -> tuple[str, bytes]:
    """Content type and bytes of the first frame, at most `side` points long. Raises NotAPicture."""
    if len(data) > LARGEST_FILE:
        raise NotAPicture
    try:
        return _drawn(data, side)
    except BROKEN as error:
        raise NotAPicture from error


def points_of(data: bytes) -> int:
    """How many points its header promises; 0 for what is no picture."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            return picture.width * picture.height
    except BROKEN:
        return 0


def _drawn(data: bytes, side: int) -> tuple[str, bytes]:
    """The size is known from the header, before a single point is decoded."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_POINTS or max(picture.size) > LONGEST_GIVEN_SIDE:
            raise NotAPicture
        clear = "A" in picture.getbands() or "transparency" in picture.info
        picture.draft("RGB", (side, side))
        drawn = ImageOps.exif_transpose(picture).convert("RGBA" if clear else "RGB")
        drawn.thumbnail((side, side))
    kind, options = ("PNG", {}) if clear else ("JPEG", {"quality": 85})
    into = io.BytesIO()
    Image.frombytes(drawn.mode, drawn.size, drawn.tobytes()).save(into, kind, **options)
    return f"image/{kind.lower()}", into.getvalue()
