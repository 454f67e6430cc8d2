"""GET by https from the public internet: no redirects, no proxies, no cookies, little time and few bytes."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass

import httpcore2
import httpx2

from aiuto.channels.http.network import IP, PublicNetwork, Resolve, is_public, resolve

SECONDS = 5.0
BYTES = 1_000_000
LONGEST_URL = 2000
HEADERS = [("User-Agent", "Aiuto"), ("Accept-Encoding", "identity")]


class Refused(Exception):
    """It was not fetched; the text says why."""


@dataclass(frozen=True, slots=True)
class Page:
    """What came: the declared type, which proves nothing, and the bytes."""

    content_type: str
    body: bytes


def get(
    url: str,
    *,
    seconds: float = SECONDS,
    most: int = BYTES,
    accept: str = "*/*",
    trust: ssl.SSLContext | None = None,
    resolve: Resolve = resolve,
    may_reach: Callable[[IP], bool] = is_public,
) -> Page:
    """Fetch one address. Raises Refused, whatever the reason."""
    network = PublicNetwork(seconds=seconds, resolve=resolve, may_reach=may_reach)
    context = trust or ssl.create_default_context()
    try:
        with httpcore2.ConnectionPool(
            ssl_context=context, network_backend=network, max_connections=1
        ) as pool:
            return _fetch(pool, _checked(url), [*HEADERS, ("Accept", accept)], most)
    except (
        httpcore2.NetworkError,
        httpcore2.TimeoutException,
        httpcore2.ProtocolError,
        ssl.SSLError,
        OSError,
    ) as problem:
        raise Refused(str(problem) or type(problem).__name__) from problem


def _fetch(
    pool: httpcore2.ConnectionPool,
    url: httpcore2.URL,
    headers: list[tuple[bytes | str, bytes | str]],
    most: int,
) -> Page:
    with pool.stream("GET", url, headers=headers) as response:
        if response.status != 200:
            raise Refused(f"answer {response.status}")
        named = {name.lower(): value for name, value in response.headers}
        if named.get(b"content-encoding", b"identity").lower() != b"identity":
            raise Refused("compressed, though we asked for plain bytes")
        body = bytearray()
        for chunk in response.iter_stream():
            body += chunk
            if len(body) > most:
                raise Refused(f"more than {most} bytes")
        return Page(named.get(b"content-type", b"").decode("latin-1"), bytes(body))


def _checked(url: str) -> httpcore2.URL:
    """https to a host, on its usual port, without a name and password in it."""
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError, TypeError):
        raise Refused("not an address") from None
    if len(url) > LONGEST_URL or parsed.scheme != "https" or not parsed.host:
        raise Refused("only https is fetched")
    if parsed.userinfo or parsed.port not in {None, 443}:
        raise Refused("neither sign-ins nor other ports")
    return httpcore2.URL(scheme=b"https", host=parsed.raw_host, port=443, target=parsed.raw_path)
