"""What the composer offers while one writes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aiuto.flows.save_saved_reply import save_saved_reply
from aiuto.manual.models import SavedReply
from aiuto.tickets.models import Ticket, Upload
from tests.security.world import PICTURE
from tests.workspace.conftest import signed_in

TEXT = "Gentile {{customer.first_name}}, ordine {{order.number}}. {{agent.first_name}}"


@pytest.fixture
def ticket(arrive) -> Ticket:
    return Ticket.objects.get(reference=arrive().ticket)


@pytest.fixture
def reply(agent, now) -> SavedReply:
    given = {"title": "Reso", "text": TEXT, "language": "it", "own": True, "team": None}
    return save_saved_reply(user=agent, now=now, **given)


def address(ticket: Ticket, more: str) -> str:
    return f"/tickets/{ticket.reference}/{more}"


def test_replies_come_filled_for_the_request(browser, ticket, reply):
    [option] = browser.get(address(ticket, "replies/"), {"q": "res"}).json()["options"]
    assert option["text"] == "Gentile Giulia, ordine {{order.number}}. Anna"
    assert (option["title"], option["id"]) == ("Reso", reply.pk)


def test_replies_fill_no_link_or_markup_of_a_name(browser, arrive, reply):
    received = arrive(
        sender='"https://evil.example/ <b>Ugo</b>" <u@customer.example>', message_id="<x@c.example>"
    )
    ticket = Ticket.objects.get(reference=received.ticket)
    [option] = browser.get(address(ticket, "replies/")).json()["options"]
    assert "evil" not in option["text"]
    assert "<" not in option["text"]


def test_replies_of_others_are_not_offered(ticket, reply, colleague):
    client = signed_in(colleague)
    assert client.get(address(ticket, "replies/")).json() == {"options": []}
    assert client.post(f"/replies/{reply.pk}/used/").status_code == 404


def test_reply_used_is_remembered(browser, reply):
    assert browser.post(f"/replies/{reply.pk}/used/").status_code == 204
    reply.refresh_from_db()
    assert reply.used_at is not None


def test_replies_ask_a_constant_number_of_queries(browser, ticket, agent, now, django_assert_num_queries):
    for number in (1, 3, 100):
        while SavedReply.objects.count() < number:
            text = f"Testo {SavedReply.objects.count()}"
            save_saved_reply(user=agent, title=text, text=text, language="it", own=True, team=None, now=now)
        with django_assert_num_queries(5):
            options = browser.get(address(ticket, "replies/")).json()["options"]
        assert len(options) == min(number, 12)


def test_colleagues_of_the_desk_are_named_but_not_oneself(browser, ticket, colleague, outsider):
    options = browser.get(address(ticket, "colleagues/")).json()["options"]
    assert [one["text"] for one in options] == ["@Bruno Sala "]


def test_picture_that_waits_is_shown_to_its_writer_alone(browser, ticket, colleague):
    picture = SimpleUploadedFile("a.png", PICTURE, content_type="image/png")
    part = browser.post(address(ticket, "reply/files/"), {"files": picture}).text
    slot = Upload.objects.get().slot
    assert f'src="/uploads/{slot}/"' in part
    shown = browser.get(f"/uploads/{slot}/")
    assert (shown.status_code, shown.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert signed_in(colleague).get(f"/uploads/{slot}/").status_code == 404


def test_file_that_is_no_picture_has_no_thumbnail(browser, ticket):
    file = SimpleUploadedFile("a.png", b"<svg onload=alert(1)>", content_type="image/png")
    browser.post(address(ticket, "reply/files/"), {"files": file})
    assert browser.get(f"/uploads/{Upload.objects.get().slot}/").status_code == 404
