"""Every mail of the corpus and every hostile text in every field: received, and shown safely on every page."""

import json
from collections.abc import Iterable, Iterator, Sequence
from email.header import Header
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aiuto.cli.main import main
from aiuto.flows.receive_message import receive_message
from aiuto.intake.models import Mailbox, RawMail
from aiuto.people.models import User
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Attachment, Message, Ticket
from aiuto.workspace.message.attachments import ANYTHING, TYPES
from tests.security.test_bad_input_addresses import outside
from tests.security.world import _user

CORPUS = sorted((Path(__file__).parent.parent / "mail").glob("*.eml"))
BODIES = json.loads(Path(__file__).with_name("xss.json").read_text())
DRAWN = {"image/png", "image/jpeg"}
LINKS = {"href", "src", "action", "formaction", "data", "poster", "srcdoc", "background"}
OUR_SCRIPTS = "/static/"
OUR_DATA = [{"id": name, "type": "application/json"} for name in ("words", "commands", "js_data")]
OUR_DATA += [{"data-allauth-onload": "allauth.webauthn.forms.addForm", "type": "application/json"}]
WITHOUT_MARKUP = {"text/plain", "text/event-stream"}


class Page(HTMLParser):
    """What a browser would run or fetch on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.dangers: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in ("object", "embed", "base", "applet", "frame", "frameset", "math"):
            self.dangers.append(tag)
        if tag == "script" and given not in OUR_DATA and not given.get("src", "").startswith(OUR_SCRIPTS):
            self.dangers.append(f"script {given}")
        if tag == "iframe" and ("sandbox" not in given or not given["src"].startswith("/")):
            self.dangers.append(f"iframe {given}")
        for name, value in given.items():
            if name.startswith("on") or (name in LINKS and _runs(value)):
                self.dangers.append(f"{tag} {name}={value[:80]}")


def _runs(link: str) -> bool:
    plain = "".join(sign for sign in link if sign.isprintable() and not sign.isspace()).lower()
    return plain.startswith(("javascript:", "vbscript:", "data:text", "//evil"))


@pytest.fixture
def agent(db) -> User:
    return _user("agent", "agent", default_desk(), timezone.now())


@pytest.fixture
def browser(agent) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(agent)
    return client


def receive(mails: Iterable[bytes]) -> None:
    now = timezone.now()
    for raw in mails:
        receipt = receive_message(raw, via="smtp", now=now, envelope_to=("aiuto@lumen.example",))
        assert receipt.outcome in {"stored", "duplicate", "quarantined"}
        assert receipt.reason != "error"


def hostile() -> Iterator[bytes]:
    """Each text as sender's name, subject, words, formatting, name and type of a file; all on one request."""
    for number, text in enumerate(BODIES):
        flat = " ".join(text.split())
        word = Header(flat, "utf-8", maxlinelen=10_000).encode()
        head = (
            f"From: {word} <eva@evil.example>\nTo: {word} <aiuto@lumen.example>\nCc: {word} <b@evil.example>\n"
            f"Subject: {word}\nMessage-ID: <{number}@evil.example>\nReferences: <0@evil.example>\n"
            "Content-Type: multipart/mixed; boundary=frontier\n\n"
        )
        picture = f"image/png\nContent-ID: <{number}>\nContent-Disposition: attachment; "
        kinds = (
            "text/plain; charset=utf-8",
            f"text/html; charset=utf-8\nX-Number: {number}",
            f"{picture}filename*=utf-8''{_percent(flat)}",
            f'{flat[:60]}/html\nContent-Disposition: inline; filename="{number}.html"',
        )
        shown = f'{text}<img src="cid:{number}">'
        body = "".join(f"--frontier\nContent-Type: {kind}\n\n{shown}\n" for kind in kinds) + "--frontier--\n"
        yield (head + body).encode("utf-8", "replace").replace(b"\n", b"\r\n")


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))


def looked_at(client: Client, places: Iterable[str]) -> Iterator[tuple[str, HttpResponse]]:
    for place in places:
        yield place, client.get(place)


def check_pages(client: Client, places: Iterable[str]) -> None:
    """Each is a page of ours, with its policy, that runs nothing of anybody else's."""
    statuses, dangers = {}, {}
    for place, answer in looked_at(client, places):
        statuses[place] = answer.status_code
        kind = answer.headers["Content-Type"].partition(";")[0]
        assert answer.headers["Content-Security-Policy"], place
        assert answer.headers["X-Content-Type-Options"] == "nosniff", place
        assert kind in {"text/html", *WITHOUT_MARKUP}, place
        if kind == "text/html" and (found := Page(answer.content.decode()).dangers):
            dangers[place] = found
    assert outside(statuses, {200}) == {}
    assert dangers == {}


def check_files(client: Client, *, every: int = 1) -> None:
    """A download never opens by itself; a preview is a picture that we drew."""
    for pk in Attachment.objects.order_by("id").values_list("pk", flat=True)[::every]:
        answer = client.get(reverse("workspace:attachment", args=[pk]))
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Type"] in TYPES | {ANYTHING}
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        drawn = client.get(reverse("workspace:preview", args=[pk]))
        assert drawn.status_code in {200, 404}, pk
        assert drawn.status_code == 404 or drawn.headers["Content-Type"] in DRAWN


def pages_of(messages: Sequence[Message]) -> Iterator[str]:
    """Each letter in its frame; of the pages around it, which are alike, some."""
    yield from (reverse("workspace:letter", args=[message.pk]) for message in messages if message.html)
    yield from (reverse("workspace:message", args=[message.pk]) for message in messages[::4])
    yield from (reverse("workspace:source", args=[message.pk]) for message in messages[::9])


def lists() -> Iterator[str]:
    for view in ("mine", "unassigned", "open", "waiting", "solved"):
        yield reverse("workspace:inbox_view", args=[view])
    for name in ("customers", "quarantine", "dead_letters", "mail_balance", "note_contact", "live"):
        yield reverse(f"workspace:{name}")


def quarantined() -> Iterator[str]:
    for pk in RawMail.objects.filter(outcome="quarantined").values_list("pk", flat=True):
        yield reverse("workspace:held_mail", args=[pk])


def exported(capsys) -> list[dict]:
    assert main(["export", "tickets"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.postgresql_only
def test_corpus_and_hostile_text_are_kept(db, capsys):
    """SQLite is asked by the next two, which show the pages as well: those look alike, whatever keeps the words."""
    Mailbox.objects.create(desk=default_desk(), address="aiuto@lumen.example")
    receive([*(path.read_bytes() for path in CORPUS), *hostile()])
    kept = Message.objects.count()
    assert kept > len(CORPUS) // 2 + len(BODIES)
    assert sum(len(ticket["messages"]) for ticket in exported(capsys)) == kept


@pytest.mark.once
def test_corpus_is_shown(browser, capsys):
    Mailbox.objects.create(desk=default_desk(), address="aiuto@lumen.example")
    receive(path.read_bytes() for path in CORPUS)
    messages = list(Message.objects.select_related("ticket"))
    tickets = list({message.ticket for message in messages})
    assert len(messages) > len(CORPUS) // 2
    check_pages(browser, pages_of(messages))
    check_pages(browser, (reverse("workspace:ticket", args=[ticket.reference]) for ticket in tickets[::2]))
    check_pages(browser, (reverse("workspace:about", args=[ticket.reference]) for ticket in tickets[::9]))
    customers = {ticket.customer_id for ticket in tickets[::9] if ticket.customer_id}
    check_pages(browser, (reverse("workspace:customer", args=[customer]) for customer in customers))
    check_pages(browser, [*lists(), *quarantined()])
    check_files(browser)
    assert sum(len(ticket["messages"]) for ticket in exported(capsys)) == len(messages)


@pytest.mark.once
def test_hostile_text_in_every_field_is_shown(browser, capsys):
    receive(hostile())
    ticket = Ticket.objects.get(messages__message_id="0@evil.example")
    messages = list(ticket.messages.order_by("id"))
    assert len(messages) == len(BODIES)
    check_pages(browser, pages_of(messages))
    here = reverse("workspace:ticket", args=[ticket.reference])
    check_pages(browser, (f"{here}?before={message.pk}" for message in messages[1::19]))
    about = [here, reverse("workspace:about", args=[ticket.reference])]
    check_pages(browser, [*about, reverse("workspace:customer", args=[ticket.customer_id]), *lists()])
    check_files(browser, every=3)
    assert [len(ticket["messages"]) for ticket in exported(capsys)] == [len(messages)]


def test_any_hostile_text_can_be_searched_for(browser):
    receive(list(hostile())[:20])
    search = reverse("workspace:search")
    dangers = {}
    for text in BODIES[::3]:
        answer = browser.get(search, {"q": text})
        assert answer.status_code == 200
        if found := Page(answer.content.decode()).dangers:
            dangers[text] = found
    assert dangers == {}


def test_the_check_sees_what_is_dangerous():
    """So that a page without dangers means something."""
    seen = [text for text in BODIES if Page(text).dangers]
    assert len(seen) > len(BODIES) / 2
