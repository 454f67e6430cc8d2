"""An image of a letter that lies somewhere else, fetched by us so that nobody learns who reads."""

from django.conf import settings
from django.utils.module_loading import import_string


def fetch_image(url: str) -> tuple[str, bytes] | None:
    """Content type and bytes of a raster image; None when it cannot be had safely."""
    found: tuple[str, bytes] | None = import_string(settings.IMAGE_FETCHER)(url)
    return found
