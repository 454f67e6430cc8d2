"""Images in a letter: those that came along are drawn in, those elsewhere wait until somebody asks for them."""

import base64
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from html import escape, unescape
from typing import Any
from urllib.parse import unquote

from aiuto.files import queries as files
from aiuto.files.errors import ImageUnavailable
from aiuto.flows.fetch_image import fetch_image
from aiuto.mime.pictures import NotAPicture, redrawn

OWN = re.compile(r'(<img\b[^>]*?) src="cid:([^"]*)"')
REMOTE = re.compile(r'<img\b([^>]*?) data-remote="(https?:[^"]*)"')
MOST_OWN = 20
MOST_REMOTE = 12
AT_ONCE = 6


def remote_count(html: str) -> int:
    """How many images of this letter are somewhere else."""
    return len(REMOTE.findall(html))


def with_own(html: str, attachments: Mapping[str, Any]) -> str:
    """The letter with the pictures that came along, each redrawn; one that is no picture leaves its words."""
    wanted = list(dict.fromkeys(found[2] for found in OWN.finditer(html)))[:MOST_OWN]
    drawn = {name: _own(attachments.get(unquote(unescape(name)))) for name in wanted}
    return OWN.sub(lambda found: found[1] + _source(drawn.get(found[2], "")), html)


def with_remote(html: str) -> str:
    """The letter with its remote images, fetched for the reader by us, so that nobody learns who reads."""
    wanted = list(dict.fromkeys(found[2] for found in REMOTE.finditer(html)))[:MOST_REMOTE]
    with ThreadPoolExecutor(max_workers=AT_ONCE) as fetchers:
        fetched = dict(zip(wanted, fetchers.map(_fetched, wanted), strict=True))
    return REMOTE.sub(lambda found: f"<img{found[1]}{_source(fetched.get(found[2], ''))}", html)


def _source(uri: str) -> str:
    return f' src="{escape(uri)}"' if uri else ""


def _own(attachment: Any) -> str:
    if attachment is None:
        return ""
    try:
        return _uri(*redrawn(files.content(attachment.blob_id)))
    except (NotAPicture, FileNotFoundError):
        return ""


def _fetched(address: str) -> str:
    try:
        return _uri(*fetch_image(unescape(address)))
    except ImageUnavailable:
        return ""


def _uri(content_type: str, data: bytes) -> str:
    return f"data:{content_type};base64,{base64.b64encode(data).decode('ascii')}"
