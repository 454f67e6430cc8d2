"""The inbox in a real browser: long and foreign names, older rows and the way back, news that move nothing."""

from collections.abc import Callable, Iterator
from contextvars import copy_context
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect, sync_playwright

from aiuto.tickets.models import Ticket
from tests.workspace.conftest import signed_in

pytestmark = pytest.mark.once
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync".split()
SITE = "http://localhost"
LONG = "Riparazione straordinaria della lampada a sospensione " * 6
TURNED = "\u202eמאיה כהן־לוי של העיר הגדולה על חוף הים " * 7
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def chrome(chromium: str) -> Iterator[Browser]:
    """Its loop stands in this thread, in which Django would refuse to ask the database."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chrome: Browser, agent) -> Iterator[Opened]:
    """A window at an address, signed in; Django answers in the test's own transaction, which its context holds."""
    client, here = signed_in(agent), copy_context()
    complaints: list[str] = []
    context = chrome.new_context(viewport={"width": 1280, "height": 600})
    context.route("**/*", lambda route, request: _answer(partial(here.run, client.generic), route, request))

    def opened(path: str, *, width: int = 1280) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 600})
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
    answer = ask(request.method, f"{place.path}?{place.query}", request.post_data or "", headers=headers)
    kept = {name: value for name, value in answer.items() if name != "Content-Length"}
    return route.fulfill(status=answer.status_code, headers=kept, body=answer.getvalue())


def _shown(page: Page) -> list[str]:
    return page.eval_on_selector_all("[data-row]", "rows => rows.map(row => row.dataset.row)")


@pytest.mark.parametrize("width", [360, 1280])
def test_long_and_turned_names_stay_within_the_page(make, opened, width):
    for words in (LONG, TURNED, "x" * 300):
        ticket = make(subject=words[:300], excerpt=words[:160])
        ticket.customer.name = words[:160]
        ticket.customer.save()
    page = opened("/inbox/open/", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.eval_on_selector_all(".row", "rows => rows.map(row => row.scrollWidth - row.clientWidth)")
    assert max(boxes) <= 0


def test_older_rows_come_as_one_scrolls_and_stay_when_one_comes_back(make, opened):
    references = [make(waits=600 - minute).reference for minute in range(60)]
    page = opened("/inbox/open/")
    assert _shown(page) == references[:25]
    page.locator("#older").scroll_into_view_if_needed()
    expect(page.locator("[data-row]")).to_have_count(50)
    page.locator(f"[data-row='{references[40]}'] .row-link").click()
    page.wait_for_url("**/tickets/**")
    page.go_back()
    expect(page.locator("[data-row]")).to_have_count(50)
    assert _shown(page) == references[:50]
    expect(page.locator(f"[data-row='{references[40]}']")).to_be_in_viewport()


def test_news_wait_while_rows_are_chosen_and_come_when_called(make, opened):
    first = make(waits=30)
    page = opened("/inbox/open/")
    page.locator("input[name=tickets]").check()
    late = make(waits=60)
    Ticket.objects.filter(pk=first.pk).update(subject="Un titolo nuovo")
    page.evaluate("htmx.trigger(document.getElementById('inbox'), 'live')")
    expect(page.locator(".inbox-news button")).to_be_visible()
    assert _shown(page) == [first.reference]
    expect(page.locator(".row-title")).to_contain_text("Un titolo nuovo")
    page.locator(".inbox-news button").click()
    expect(page.locator("[data-row]")).to_have_count(2)
    assert _shown(page) == [late.reference, first.reference]
    expect(page.locator(f"[data-row='{first.reference}'] input")).to_be_checked()


def test_news_come_by_themselves_to_whoever_looks_at_the_top(make, opened):
    make(waits=30)
    page = opened("/inbox/open/")
    late = make(waits=60)
    page.evaluate("htmx.trigger(document.getElementById('inbox'), 'live')")
    expect(page.locator("[data-row]")).to_have_count(2)
    assert _shown(page)[0] == late.reference


def test_longest_wait_shows_itself_when_its_row_is_scrolled_away(make, opened):
    for minute in range(20):
        make(waits=600 - minute)
    page = opened("/inbox/open/")
    expect(page.locator("#longest a")).to_be_hidden()
    page.evaluate("scrollTo(0, 600)")
    expect(page.locator("#longest a")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("#longest a")).to_be_hidden()
