"""A browser's window onto pages of the test's own transaction."""

from collections.abc import Callable, Iterator
from contextvars import copy_context
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Request, Route

from tests.browsers import started

SITE = "http://localhost"
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def chrome(chromium: str) -> Iterator[Browser]:
    """Its loop stands in this thread, in which Django would refuse to ask the database."""
    with pytest.MonkeyPatch.context() as patch, started(chromium) as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield browser


@pytest.fixture
def opened(chrome: Browser, agent) -> Iterator[Opened]:
    """A window at an address, signed in; Django answers in the test's own transaction, which its context holds."""
    client, here = Client(), copy_context()
    client.force_login(agent)
    complaints: list[str] = []
    context = chrome.new_context(viewport={"width": 1280, "height": 600})
    context.route("**/*", lambda route, request: _answer(partial(here.run, client.generic), route, request))

    def opened(path: str, *, width: int = 1280, height: int = 600) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(SITE + path)
        return page

    yield opened
    context.close()
    assert complaints == []


def _answer(ask: Callable[..., Any], route: Route, request: Request) -> None:
    place = urlsplit(request.url)
    if place.path.startswith("/live/"):
        return route.fulfill(status=200, content_type="text/event-stream", body="retry: 60000\n\n")
    headers = {name: value for name, value in request.headers.items() if name.startswith("hx-")}
    path, body = f"{place.path}?{place.query}", request.post_data or ""
    answer = ask(request.method, path, body, request.headers.get("content-type", ""), headers=headers)
    kept = {name: value for name, value in answer.items() if name != "Content-Length"}
    return route.fulfill(status=answer.status_code, headers=kept, body=answer.getvalue())
