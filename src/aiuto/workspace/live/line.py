"""Keeps the live line open outside of Django's handler, which would hold a thread for every open page."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from typing import Any

from aiuto.journal.queries import Cursor
from aiuto.workspace.live.hub import hub

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Heard = tuple[int, Cursor | None, int | None]
"""Who listens, from which place in the journal and behind which notice on."""
App = Callable[[Scope, Receive, Send], Awaitable[None]]
KEY = "aiuto.live"
OK = 200


def kept_open(app: App, *, path: str) -> App:
    """`app`, with the answers of `path` kept open for the readers whom its view let in."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != path:
            return await app(scope, receive, send)
        scope[KEY] = None
        await app(scope, receive, _without_an_end(scope, send))
        if scope[KEY]:
            await _stream(scope[KEY], receive, send)
        return None

    return application


def _without_an_end(scope: Scope, send: Send) -> Send:
    """Passes the view's answer on; when it let somebody in, the answer has no length and no end."""

    async def passed(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] != OK:
            scope[KEY] = None
        if scope[KEY] and message["type"] == "http.response.start":
            kept = [(name, value) for name, value in message["headers"] if name.lower() != b"content-length"]
            message = {**message, "headers": kept}
        elif scope[KEY]:
            message = {**message, "more_body": True}
        await send(message)

    return passed


async def _stream(heard: Heard, receive: Receive, send: Send) -> None:
    talk = asyncio.ensure_future(_talk(heard, send))
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait({talk, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        talk.cancel()
        gone.cancel()
        await asyncio.gather(talk, gone, return_exceptions=True)


async def _talk(heard: Heard, send: Send) -> None:
    async with aclosing(hub.listen(*heard)) as pieces:
        async for piece in pieces:
            await send({"type": "http.response.body", "body": piece.encode(), "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
