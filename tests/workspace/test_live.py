"""The live line: what changed, to whom it may concern, from where a page was read on."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.test import Client
from django.utils import timezone

from aiuto.config.asgi import application
from aiuto.flows.add_note import add_note
from aiuto.flows.release_quarantined import release_quarantined
from aiuto.flows.tag import tag
from aiuto.intake.models import RawMail
from aiuto.journal.actors import SYSTEM
from aiuto.journal.queries import Cursor, latest
from aiuto.notices.models import Kind
from aiuto.notices.reading import read
from aiuto.notices.telling import tell
from aiuto.people.models import Desk, Team, User
from aiuto.tickets.models import Ticket
from aiuto.workspace.live import hub as hubs
from aiuto.workspace.live.hub import MOST_WAITING, Hub, Listener, missed
from tests.settling import settle
from tests.workspace.conftest import signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def ticket(arrive) -> Ticket:
    return Ticket.objects.get(reference=arrive().ticket)


def told(user: User, since: Cursor | None) -> list[dict[str, Any]]:
    settle()
    pieces = "".join(missed(user.pk, since))
    return [
        json.loads(line.removeprefix("data: ")) for line in pieces.splitlines() if line.startswith("data: ")
    ]


def test_missed_names_the_request_and_the_kind_and_nothing_else(agent, ticket):
    settle()
    since = latest()
    add_note(ticket.reference, user=agent, text="Segreto dei colleghi", now=timezone.now())
    topics = ["inbox", f"ticket:{ticket.reference}"]
    assert told(agent, since) == [{"topics": topics, "kind": "note.added"}]
    assert "Segreto" not in "".join(missed(agent.pk, since))


def test_missed_tells_only_those_who_may_see(agent, colleague, outsider, ticket):
    assert told(colleague, Cursor(0, 0))
    assert told(outsider, Cursor(0, 0)) == []
    ticket.followers.add(outsider)
    assert told(outsider, Cursor(0, 0))


def test_missed_tells_of_held_mail_whom_it_concerns(agent, outsider, arrive):
    arrive(subject="Your login code", text="Code: 482913", message_id="<code@service.example>")
    held = RawMail.objects.get(outcome="quarantined")
    release_quarantined(held.pk, user=agent, now=timezone.now())
    kinds = [each["kind"] for each in told(agent, Cursor(0, 0)) if each["topics"] == ["quarantine"]]
    assert kinds == ["mail.quarantined", "mail.stored"]
    assert told(outsider, Cursor(0, 0)) == []


def test_missed_tells_nothing_once_the_right_is_gone(agent, ticket, desk):
    assert told(agent, Cursor(0, 0))
    Team.objects.get(desks=desk).members.remove(agent)
    assert told(agent, Cursor(0, 0)) == []


def test_missed_tells_an_admin_nothing_of_a_private_desk(agent, ticket, desk, now):
    admin = User.objects.create(email="r@lumiera.example", name="R", role="admin", created_at=now)
    assert told(admin, Cursor(0, 0))
    Desk.objects.filter(pk=desk.pk).update(private=True)
    assert told(admin, Cursor(0, 0)) == []


def test_missed_very_much_is_a_reset(agent, ticket, monkeypatch):
    monkeypatch.setattr(hubs, "BATCH", 3)
    for number in range(4):
        tag(ticket.reference, user=agent, add=[f"t{number}"], now=timezone.now())
    assert told(agent, Cursor(0, 0)) == [{"topics": ["inbox", "reset"]}]


def test_listener_that_does_not_read_is_sent_away():
    listener = Listener(1)
    for _ in range(MOST_WAITING + 1):
        listener.tell("x")
    assert (listener.queue.qsize(), listener.queue.get_nowait()) == (1, None)


def test_hub_tells_each_listener_what_happens(agent, outsider, ticket):
    async def listen() -> list[str]:
        hub = Hub()
        ours, theirs = hub.listen(agent.pk, None), hub.listen(outsider.pk, None)
        first = [await anext(ours), await anext(theirs)]
        await in_thread(tag, ticket.reference, user=agent, add=["nuovo"], now=timezone.now())
        second = await asyncio.wait_for(anext(ours), 30)
        waiting = [listener.queue.qsize() for listener in hub.listeners if listener.user == outsider.pk]
        await ours.aclose()
        await theirs.aclose()
        assert not hub.listeners
        return [*first, second, str(waiting)]

    start, same, second, waiting = asyncio.run(listen())
    assert start == same == "retry: 2000\n\n"
    assert f"ticket:{ticket.reference}" in second
    assert waiting == "[0]"


def test_hub_tells_of_a_notice_and_of_one_that_came_while_the_page_was_drawn(agent):
    async def listen() -> list[str]:
        hub = Hub()
        stream = hub.listen(agent.pk, None, 0)
        await in_thread(_tell, agent)
        told = [await anext(stream), await asyncio.wait_for(anext(stream), 30)]
        await in_thread(read, agent, now=timezone.now())
        told.append(await asyncio.wait_for(anext(stream), 30))
        await stream.aclose()
        return told

    assert asyncio.run(listen())[1:] == ['data: {"topics": ["notices"]}\n\n'] * 2


def test_page_that_knows_the_newest_notice_is_told_nothing():
    listener = Listener(1, newest=7)
    listener.catch_up(7)
    listener.catch_up(8)
    assert listener.queue.empty()


def _tell(user: User) -> None:
    tell([user.pk], kind=Kind.WOKE, ticket=1, by=SYSTEM, now=timezone.now())


def test_hub_ends_the_stream_of_who_may_not_sign_in_any_more(agent, colleague, ticket):
    async def listen() -> None:
        stream = Hub().listen(colleague.pk, None)
        await anext(stream)
        await in_thread(lambda: User.objects.filter(pk=colleague.pk).update(is_active=False))
        await in_thread(tag, ticket.reference, user=agent, add=["nuovo"], now=timezone.now())
        with pytest.raises(StopAsyncIteration):
            await asyncio.wait_for(anext(stream), 30)

    asyncio.run(listen())


def test_hub_that_closes_ends_every_stream(agent):
    async def listen() -> None:
        hub = Hub()
        stream = hub.listen(agent.pk, None)
        await anext(stream)
        hub.close()
        with pytest.raises(StopAsyncIteration):
            await asyncio.wait_for(anext(stream), 30)

    asyncio.run(listen())


def test_line_stays_open_and_resumes_where_the_browser_was(agent, ticket):
    settle()
    since = latest()
    tag(ticket.reference, user=agent, add=["prima"], now=timezone.now())
    session = signed_in(agent).cookies["sessionid"].value
    headers = [(b"cookie", f"sessionid={session}".encode()), (b"last-event-id", str(since).encode())]
    messages = asyncio.run(asked(headers, until=lambda sent: b"ticket.tagged" in sent))
    start = messages[0]
    assert start["status"] == 200
    assert dict(start["headers"])[b"Content-Type"] == b"text/event-stream"
    assert not {name.lower() for name, _ in start["headers"]} & {b"content-length"}
    assert all(message["more_body"] for message in messages[1:])


def test_line_refuses_who_has_not_signed_in(desk):
    messages = asyncio.run(asked([], until=lambda sent: False))
    assert messages[0]["status"] == 403
    assert not messages[-1].get("more_body")


def test_view_elsewhere_answers_with_what_was_missed_and_ends(browser, ticket):
    settle()
    answer = browser.get("/live/", {"after": "0-0"})
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert f"ticket:{ticket.reference}" in answer.text


@pytest.mark.parametrize("after", ["", "x", "1-", "-1-1", "9" * 50, "1-1; drop"])
def test_view_takes_any_nonsense_for_now(browser, ticket, after):
    assert browser.get("/live/", {"after": after}).text == "retry: 2000\n\n"


def test_view_is_refused_without_a_page():
    assert Client().get("/live/").status_code == 403


async def asked(headers: list[tuple[bytes, bytes]], until: Callable[[bytes], bool]) -> list[dict[str, Any]]:
    """What the line sends to one browser, which leaves when `until` says so, or when all is said."""
    sent: list[dict[str, Any]] = []
    leave, begun = asyncio.Event(), asyncio.Event()

    async def receive() -> dict[str, Any]:
        if not begun.is_set():
            begun.set()
            return {"type": "http.request", "body": b"", "more_body": False}
        await leave.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)
        if until(message.get("body", b"")):
            leave.set()

    scope = {"type": "http", "path": "/live/", "raw_path": b"/live/", "query_string": b"", "method": "GET"}
    scope |= {"headers": [(b"host", b"localhost"), *headers], "http_version": "1.1", "scheme": "http"}
    await asyncio.wait_for(application(scope, receive, send), 40)
    return sent


async def in_thread(work: Callable[..., Any], *given: Any, **named: Any) -> Any:
    def done() -> Any:
        try:
            return work(*given, **named)
        finally:
            connection.close()

    return await sync_to_async(done, thread_sensitive=False)()
