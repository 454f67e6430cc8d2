"""GET and POST by https: no redirects, no proxies, no cookies, little time, few bytes, public addresses alone."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore2
import httpx2

from aiuto.channels.http.network import IP, PublicNetwork, Resolve, is_public, resolve

Headers = list[tuple[bytes | str, bytes | str]]
SECONDS = 5.0
BYTES = 1_000_000
LONGEST_URL = 2000
HEADERS: Headers = [("User-Agent", "Aiuto"), ("Accept-Encoding", "identity")]


class Refused(Exception):
    """There is no answer; the text says why. What was posted may have arrived all the same."""


@dataclass(frozen=True, slots=True)
class Page:
    """What came: the declared type, which proves nothing, and the bytes."""

    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody's server said to what was posted."""

    status: int
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
    asked: Headers = [*HEADERS, ("Accept", accept)]
    network = PublicNetwork(seconds=seconds, resolve=resolve, may_reach=may_reach)
    with _pool(network, trust) as pool, pool.stream("GET", _checked(url), headers=asked) as response:
        if response.status != 200:
            raise Refused(f"answer {response.status}")
        body = _body(response, most)
        return Page(_header(response, b"content-type"), body)


def post(
    url: str,
    body: bytes,
    headers: Headers,
    *,
    seconds: float = SECONDS,
    most: int = BYTES,
    trust: ssl.SSLContext | None = None,
    resolve: Resolve = resolve,
    may_reach: Callable[[IP], bool] = is_public,
) -> Answer:
    """Hand something to an address that an administrator has set, on any port. Raises Refused."""
    network = PublicNetwork(seconds=seconds, resolve=resolve, may_reach=may_reach)
    given: Headers = [*HEADERS, *headers, ("Content-Length", str(len(body)))]
    with (
        _pool(network, trust) as pool,
        pool.stream("POST", _checked(url, any_port=True), headers=given, content=body) as response,
    ):
        return Answer(response.status, _body(response, most))


@contextmanager
def _pool(network: PublicNetwork, trust: ssl.SSLContext | None) -> Iterator[httpcore2.ConnectionPool]:
    """One connection; whatever goes wrong on it is said in one way."""
    context = trust or ssl.create_default_context()
    try:
        with httpcore2.ConnectionPool(
            ssl_context=context, network_backend=network, max_connections=1
        ) as pool:
            yield pool
    except (
        httpcore2.NetworkError,
        httpcore2.TimeoutException,
        httpcore2.ProtocolError,
        ssl.SSLError,
        OSError,
    ) as problem:
        raise Refused(str(problem) or type(problem).__name__) from problem


def _body(response: httpcore2.Response, most: int) -> bytes:
    if (_header(response, b"content-encoding") or "identity").lower() != "identity":
        raise Refused("compressed, though we asked for plain bytes")
    body = bytearray()
    for chunk in response.iter_stream():
        body += chunk
        if len(body) > most:
            raise Refused(f"more than {most} bytes")
    return bytes(body)


def _header(response: httpcore2.Response, name: bytes) -> str:
    named = {key.lower(): value for key, value in response.headers}
    return named.get(name, b"").decode("latin-1")


def _checked(url: str, *, any_port: bool = False) -> httpcore2.URL:
    """https to a host, without a name and password in it; on its usual port, where a stranger wrote it."""
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError, TypeError):
        raise Refused("not an address") from None
    if len(url) > LONGEST_URL or parsed.scheme != "https" or not parsed.host:
        raise Refused("only https is fetched")
    if parsed.userinfo or not (any_port or parsed.port in {None, 443}):
        raise Refused("neither sign-ins nor other ports")
    return httpcore2.URL(
        scheme=b"https", host=parsed.raw_host, port=parsed.port or 443, target=parsed.raw_path
    )
