"""A colleague asks to see an image that a mail refers to: it is fetched for them by the channel that may."""

from django.conf import settings
from django.utils.module_loading import import_string


def fetch_image(url: str) -> tuple[str, bytes]:
    """Content type (image/png or image/jpeg) and bytes. Raises files.errors.ImageUnavailable."""
    fetched: tuple[str, bytes] = import_string(settings.IMAGE_FETCHER)(url)
    return fetched
