"""Images that a mail refers to, fetched for one reader and drawn anew: pixels come through, nothing else."""

from aiuto.channels.http import client
from aiuto.files.errors import ImageUnavailable
from aiuto.mime.pictures import NotAPicture, redrawn


def fetch_image(url: str) -> tuple[str, bytes]:
    """Content type and bytes of the image there, PNG or JPEG. Raises ImageUnavailable."""
    try:
        page = client.get(url, accept="image/png, image/jpeg, image/gif, image/webp")
        return redrawn(page.body)
    except client.Refused as problem:
        raise ImageUnavailable(str(problem)) from None
    except NotAPicture:
        raise ImageUnavailable("no raster picture") from None
