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
from aiuto.mime.pictures import NotAPicture, points_of, redrawn

OWN = re.compile(r'(<img\b[^>]*?) src="cid:([^"]*)"')
REMOTE = re.compile(r'<img\b([^>]*?) data-remote="(https?:[^"]*)"')
MOST_OWN = 20
MOST_POINTS = 100_000_000
MOST_REMOTE = 12
AT_ONCE = 6


def remote_count(html: str) -> int:
    """How many images of this letter are somewhere else."""
    return len(REMOTE.findall(html))


def with_own(html: str, attachments: Mapping[str, Any]) -> str:
    """The letter with the pictures that came along, each redrawn; one that is no picture leaves its words."""
    wanted = list(dict.fromkeys(found[2] for found in OWN.finditer(html)))[:MOST_OWN]
    files_of = {name: attachments.get(unquote(unescape(name))) for name in wanted}
    drawn = _drawn({name: file.blob_id for name, file in files_of.items() if file})
    return OWN.sub(lambda found: found[1] + _source(drawn.get(found[2], "")), html)


def with_remote(html: str) -> str:
    """The letter with its remote images, fetched for the reader by us, so that nobody learns who reads."""
    wanted = list(dict.fromkeys(found[2] for found in REMOTE.finditer(html)))[:MOST_REMOTE]
    with ThreadPoolExecutor(max_workers=AT_ONCE) as fetchers:
        fetched = dict(zip(wanted, fetchers.map(_fetched, wanted), strict=True))
    return REMOTE.sub(lambda found: f"<img{found[1]}{_source(fetched.get(found[2], ''))}", html)


def _source(uri: str) -> str:
    return f' src="{escape(uri)}"' if uri else ""


def _drawn(pictures: Mapping[str, str]) -> dict[str, str]:
    """Each picture as an address of its own, while their points together are no bomb."""
    drawn, left = {}, MOST_POINTS
    for name, sha256 in pictures.items():
        data = _content(sha256)
        points = points_of(data)
        if 0 < points <= left:
            left -= points
            drawn[name] = _own(data)
    return drawn


def _content(sha256: str) -> bytes:
    try:
        return files.content(sha256)
    except FileNotFoundError:
        return b""


def _own(data: bytes) -> str:
    try:
        return _uri(*redrawn(data))
    except NotAPicture:
        return ""


def _fetched(address: str) -> str:
    try:
        return _uri(*fetch_image(unescape(address)))
    except ImageUnavailable:
        return ""


def _uri(content_type: str, data: bytes) -> str:
    return f"data:{content_type};base64,{base64.b64encode(data).decode('ascii')}"
