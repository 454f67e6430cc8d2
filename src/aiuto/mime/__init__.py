"""Mail as it comes in the wild, read into plain values: pure Python, no network, no clock."""

from aiuto.mime.digest import digest
from aiuto.mime.html_text import html_to_text
from aiuto.mime.letter import Address, Attachment, Bounce, BouncedRecipient, Letter
from aiuto.mime.limits import LIMITS, Limits, over_limit
from aiuto.mime.reading import read
from aiuto.mime.sanitising import clean_html

__all__ = [
    "LIMITS",
    "Address",
    "Attachment",
    "Bounce",
    "BouncedRecipient",
    "Letter",
    "Limits",
    "clean_html",
    "digest",
    "html_to_text",
    "over_limit",
    "read",
]
