"""Pages are made in few threads, which keep their connections where opening one is dear."""

import asyncio
from collections.abc import Iterator

import pytest
from asgiref.testing import ApplicationCommunicator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from aiuto.config.pages import Pages

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite_only]


def counted(request: HttpRequest) -> HttpResponse:
    """How many pages this connection has met: a temporary table is of one connection alone."""
    with connection.cursor() as sql:
        sql.execute("CREATE TEMPORARY TABLE IF NOT EXISTS met (page text)")
        sql.execute("INSERT INTO met VALUES (%s)", [request.path])
        sql.execute("SELECT count(*) FROM met")
        pages = sql.fetchone()[0]
    if request.path == "/last/":
        connection.close()
    return HttpResponse(str(pages))


urlpatterns = [path("", counted), path("last/", counted)]


@pytest.fixture
def pages(settings, monkeypatch) -> Iterator[Pages]:
    """With connections kept as an installation keeps them, and one thread: of several, any may make the next page."""
    settings.ROOT_URLCONF, settings.MIDDLEWARE, settings.WEB_THREADS = __name__, [], 1
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", None)
    made = Pages()
    yield made
    asyncio.run(answer(made, "/last/"))


async def answer(pages: Pages, path: str) -> str:
    scope = {"type": "http", "http_version": "1.1", "method": "GET", "path": path, "query_string": b""}
    browser = ApplicationCommunicator(pages, {**scope, "headers": [(b"host", b"localhost")]})
    await browser.send_input({"type": "http.request", "body": b""})
    await browser.receive_output()
    body = await browser.receive_output()
    await browser.wait()
    return str(body["body"], "utf-8")


def test_page_finds_the_connection_of_the_one_before(pages):
    assert [asyncio.run(answer(pages, "/")) for _visit in range(3)] == ["1", "2", "3"]
