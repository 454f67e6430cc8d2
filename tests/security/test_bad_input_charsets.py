"""A request that claims to be written in what we do not read is told so, by the application that the server runs."""

import asyncio

from asgiref.testing import ApplicationCommunicator

from aiuto.config.asgi import application

CLAIMED = {
    "text/plain; charset=zlib": 415,
    "application/x-www-form-urlencoded; charset=utf-7": 415,
    "multipart/form-data; boundary=x; charset=unicode_escape": 415,
    "text/plain; a*=nothing''x": 415,
    "text/plain; charset*=zlib''x": 415,
    "application/x-www-form-urlencoded; charset=UTF-8": 200,
    "\xff;;;=;": 200,
    "": 200,
}


def test_charset_that_is_not_ours_is_said_to_be_wrong(transactional_db):
    found = {claimed: asyncio.run(_status("/account/login/", claimed)) for claimed in CLAIMED}
    assert found == CLAIMED


async def _status(path: str, content_type: str) -> int:
    headers = [(b"host", b"localhost"), (b"content-type", content_type.encode("latin-1"))]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers}
    talk = ApplicationCommunicator(application, scope | {"http_version": "1.1", "scheme": "http"})
    await talk.send_input({"type": "http.request"})
    answer = await talk.receive_output(20)
    await talk.wait(20)
    status: int = answer["status"]
    return status
