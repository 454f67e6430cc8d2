"""Images that a mail refers to, fetched for one reader and drawn anew: pixels come through, nothing else."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from aiuto.channels.http import client
from aiuto.files.errors import ImageUnavailable

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
PIXELS = 20_000_000
LONGEST_SIDE = 12_000


def fetch_image(url: str) -> tuple[str, bytes]:
    """Content type and bytes of the image there, PNG or JPEG. Raises ImageUnavailable."""
    try:
        page = client.get(url, accept="image/png, image/jpeg, image/gif, image/webp")
    except client.Refused as problem:
        raise ImageUnavailable(str(problem)) from None
    return redrawn(page.body)


def redrawn(data: bytes) -> tuple[str, bytes]:
    """The same picture without metadata, other frames or whatever hides behind it. Raises ImageUnavailable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                return _encoded(image)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise ImageUnavailable(type(problem).__name__) from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, ArithmeticError) as problem:
        raise ImageUnavailable(f"broken image: {type(problem).__name__}") from None


def _encoded(image: Image.Image) -> tuple[str, bytes]:
    """The size is read from the head, before a single pixel is unpacked."""
    width, height = image.size
    if width * height > PIXELS or max(width, height) > LONGEST_SIDE:
        raise ImageUnavailable(f"{width} × {height} pixels are too many")
    mode, kind = ("RGB", "JPEG") if image.format == "JPEG" else ("RGBA", "PNG")
    drawn = ImageOps.exif_transpose(image).convert(mode)
    drawn.info.clear()
    written = io.BytesIO()
    drawn.save(written, kind)
    return f"image/{kind.lower()}", written.getvalue()
