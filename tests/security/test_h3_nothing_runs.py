"""H3: in a real browser no hostile mail runs a script, opens a dialog or asks the network for anything."""

import json
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from aiuto import mime
from aiuto.people.models import User
from aiuto.tickets.models import Message, Ticket
from tests.browsers import started
from tests.security.world import make_world

pytestmark = pytest.mark.once
BODIES = json.loads(Path(__file__).with_name("xss.json").read_text())
OPEN_LETTERS = "document.querySelectorAll('details.quoted').forEach(letter => letter.open = true)"
ALL_LOADED = """() => {
    const loaded = performance.getEntriesByType("resource").filter(entry => entry.initiatorType === "iframe");
    return loaded.length >= document.querySelectorAll("iframe").length;
}"""


@pytest.fixture
def page(chromium, live_server, monkeypatch):
    """A browser of the agent's, and what it did that it should not."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with started(chromium) as browser:
        yield browser.new_page(viewport={"width": 1280, "height": 30_000})


def enter(page: Page, user: User, address: str) -> None:
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}]
    )


def fill(ticket: Ticket) -> None:
    """Every hostile body as a message, its text and subject hostile too."""
    now = timezone.now()
    Message.objects.bulk_create(
        Message(
            ticket=ticket,
            direction="in",
            text=body,
            reply_text=body,
            html=mime.clean_html(body),
            subject=body[:300],
            from_name=body[:160],
            at=now,
            stored_at=now,
        )
        for body in BODIES
    )
    Ticket.objects.filter(pk=ticket.pk).update(subject=BODIES[0][:300], excerpt=BODIES[1][:160])


def test_hostile_mails_run_nothing(page, live_server):
    world = make_world()
    ticket = Ticket.objects.get(reference=world.things["ours"]["reference"])
    fill(ticket)
    done: list[str] = []
    letters: set[str] = set()
    page.on("dialog", lambda dialog: (done.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on(
        "request", lambda asked: asked.url.startswith((live_server.url, "data:")) or done.append(asked.url)
    )
    page.on("pageerror", lambda error: done.append(f"error {error}"))
    page.on("response", lambda answer: "/letter/" in answer.url and letters.add(answer.url))
    page.on("popup", lambda _window: done.append("popup"))
    enter(page, world.users["agent"], live_server.url)
    first, newest = (Message.objects.filter(ticket=ticket).order_by(order)[0].pk for order in ("id", "-id"))
    before, seen = newest + 1, 0
    while before > first:
        page.goto(f"{live_server.url}/tickets/{ticket.reference}/?before={before}")
        page.evaluate(OPEN_LETTERS)
        page.wait_for_function(ALL_LOADED)
        ids = [int(name.removeprefix("message-")) for name in _anchors(page)]
        seen += len(ids)
        before = min(ids)
    page.goto(f"{live_server.url}/inbox/waiting/")
    assert seen >= len(BODIES)
    assert len(letters) == Message.objects.filter(ticket=ticket, direction="in").exclude(html="").count()
    assert done == []
    assert page.evaluate("Object.keys(window).filter(name => /xss|pwned|hacked/i.test(name))") == []


def _anchors(page: Page) -> list[str]:
    anchors: list[str] = page.eval_on_selector_all("article.message", "all => all.map(one => one.id)")
    return anchors
