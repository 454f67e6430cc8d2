"""Forms come in UTF-8, as every browser sends them to our pages; what claims anything else is told so."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.utils.http import parse_header_parameters

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
ANSWER = b"Please send this in UTF-8.\n"
OURS = frozenset({"utf-8", "utf8", "us-ascii"})


def only_utf8(app: App) -> App:
    """`app`, kept from charsets that Python knows but that hold no text (zlib) or halves of characters (utf-7)."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _is_ours(scope["headers"]):
            return await app(scope, receive, send)
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(ANSWER))]
        await send({"type": "http.response.start", "status": 415, "headers": headers})
        await send({"type": "http.response.body", "body": ANSWER})
        return None

    return application


def _is_ours(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether the request claims no charset or ours, in a header that Django can take apart."""
    line = b",".join(value for name, value in headers if name.lower() == b"content-type").decode("latin-1")
    try:
        _kind, claims = parse_header_parameters(line)
    except (ValueError, LookupError):
        return False
    return claims.get("charset", "utf-8").lower() in OURS
