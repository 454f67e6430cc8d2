"""Writing to a customer first: everything that helps to answer helps here."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from aiuto.flows.reply import reply
from aiuto.flows.save_saved_reply import save_saved_reply
from aiuto.flows.send_due import send_due
from aiuto.journal.queries import START, Cursor, latest
from aiuto.manual.models import SavedReply
from aiuto.outbox.models import Delivery
from aiuto.people.models import Desk, User
from aiuto.promises.models import Promise
from aiuto.tickets.models import Draft, Message, Ticket
from aiuto.workspace.live.hub import missed
from tests.workspace.conftest import signed_in

PAGE_QUERIES = 10
TEXT = "Buongiorno Ugo, domani alle 10 la chiamo."


@pytest.fixture
def given(desk) -> dict[str, object]:
    head = {"key": "0a1b2c", "desk": desk.pk, "to": "ugo@customer.example", "name": "Ugo Neri"}
    return {**head, "subject": "La lampada", "text": TEXT}


def key_of_promise(browser, given) -> str:
    hints = browser.post("/write/check/", given, headers={"Aiuto-Hints": "1"}).text
    [key] = re.findall(r'name="promise" value="(\w+)"', hints)
    return key


def test_what_was_begun_is_there_on_another_device_and_for_nobody_else(browser, agent, colleague, given):
    key = key_of_promise(browser, given)
    browser.post("/write/files/", given | {"files": SimpleUploadedFile("foto.txt", b"x")})
    assert browser.post("/write/draft/", given | {"promise": key}).status_code == 204
    page = signed_in(agent).get("/write/").text
    for kept in (TEXT, 'value="ugo@customer.example"', 'value="La lampada"', "foto.txt", f'value="{key}"'):
        assert kept in page
    assert TEXT not in signed_in(colleague).get("/write/?draft=0a1b2c").text


def test_draft_that_went_on_elsewhere_comes_back(browser, agent, given):
    at = browser.post("/write/draft/", given).headers["Draft-At"]
    signed_in(agent).post("/write/draft/", given | {"text": "Altro", "known": at})
    stale = browser.post("/write/draft/", given | {"text": "Vecchio", "known": at})
    assert (stale.status_code, stale.text) == (409, "Altro")


def test_draft_leaves_with_its_files_and_its_promise(browser, given):
    key = key_of_promise(browser, given)
    browser.post("/write/draft/", given)
    files = browser.post("/write/files/", given | {"files": SimpleUploadedFile("foto.txt", b"x")}).text
    slot = re.search(r'name="slots" value="(\w+)"', files)[1]
    browser.post("/write/", given | {"slots": slot, "promise": key})
    message = Message.objects.get()
    assert message.attachments.get().name == "foto.txt"
    assert Promise.objects.get(source=message).kind == "call_back"
    assert not Draft.objects.exists()
    assert browser.post("/write/draft/", given).status_code == 204
    assert not Draft.objects.exists()


def test_begun_letters_are_told_apart_and_thrown_away(browser, given):
    browser.post("/write/draft/", given)
    browser.post("/write/draft/", given | {"key": "other", "to": "ida@customer.example", "text": "Ida"})
    page = browser.get("/write/?to=ugo@customer.example").text
    assert TEXT in page
    assert 'href="?draft=other"' in page
    assert TEXT not in browser.get("/write/?to=nuovo@customer.example").text
    browser.post("/write/discard/", given)
    assert [draft.key for draft in Draft.objects.all()] == ["other"]


def kept(user, **given: str) -> SavedReply:
    return save_saved_reply(user=user, own=True, team=None, now=timezone.now(), **given)


def plan(browser, given, **more: object) -> None:
    shown = browser.post("/write/later/", given | {"when": "tomorrow at 9"}).text
    moment = dict(re.findall(r'name="(at|shown_for)" value="([^"]*)"', shown))
    browser.post("/write/later/", given | {"when": "tomorrow at 9"} | moment | more)


def test_first_message_leaves_at_its_moment_and_promises_then(browser, given):
    plan(browser, given, promise=key_of_promise(browser, given))
    waiting = Draft.objects.get()
    assert not Ticket.objects.exists()
    page = browser.get("/write/").text
    assert TEXT in page
    assert "Promised as it leaves" in page
    assert send_due(now=waiting.send_at) == 1
    promise = Promise.objects.get(made_by=waiting.user)
    assert timezone.localtime(promise.due_at).date() == timezone.localtime(
        waiting.send_at
    ).date() + timedelta(days=1)
    assert (Delivery.objects.get().recipient, Draft.objects.exists()) == ("ugo@customer.example", False)


def test_first_message_that_waits_is_changed_or_sent_at_once(browser, given):
    plan(browser, given)
    waiting = f"/write/planned/{Draft.objects.get().pk}/"
    assert TEXT in browser.post(waiting, {"act": "change"}, follow=True).text
    assert Draft.objects.get().send_at is None
    plan(browser, given)
    assert "La lampada" in browser.post(waiting, {"act": "send"}, follow=True).text
    assert Message.objects.get().text == TEXT


def test_first_message_that_waits_is_seen_by_its_desk_and_stopped_there(
    browser, agent, colleague, outsider, given
):
    plan(browser, given)
    waiting, theirs = f"/write/planned/{Draft.objects.get().pk}/", signed_in(colleague)
    page = unescape(theirs.get("/write/").text)
    assert "Anna Bassi's message" in page
    assert (TEXT in page, "Stop it" in page, "Send now" in page) == (True, True, False)
    assert TEXT not in signed_in(outsider).get("/write/").text
    for stranger, act in ((theirs, "send"), (signed_in(outsider), "stop")):
        assert "It has left already" in stranger.post(waiting, {"act": act}, follow=True).text
    assert Draft.objects.get().send_at
    assert "Its writer has it as a draft" in theirs.post(waiting, {"act": "stop"}, follow=True).text
    assert send_due(now=timezone.now() + timedelta(days=2)) == 0
    notices = browser.get("/notices/").text
    assert "Bruno Sala stopped what you had planned to send" in notices
    assert "A first message of yours" in notices
    assert TEXT in signed_in(agent).get("/write/").text


@pytest.mark.parametrize("act", ["stop", "send"])
def test_first_message_that_waits_comes_and_goes_on_open_pages_of_its_desk(
    browser, colleague, outsider, given, act
):
    theirs = signed_in(colleague)
    listens = re.findall(r'id="planned" data-listens="([^"]+)"', theirs.get("/write/").text)[0].split()
    plan(browser, given)
    assert (heard(colleague), heard(outsider)) == ({"planned"}, set())
    assert TEXT in theirs.get("/write/planned/", headers={"HX-Request": "true"}).text
    since, waiting = latest(), f"/write/planned/{Draft.objects.get().pk}/"
    (theirs if act == "stop" else browser).post(waiting, {"act": act})
    assert heard(colleague, since) & set(listens)
    assert TEXT not in theirs.get("/write/planned/", headers={"HX-Request": "true"}).text


def heard(user: User, since: Cursor = START) -> set[str]:
    """What the live line names to this person."""
    pieces = re.findall(r"^data: (.+)$", "".join(missed(user.pk, since)), re.MULTILINE)
    return {topic for piece in pieces for topic in json.loads(piece)["topics"]}


def test_first_message_taken_back_is_open_and_leaves_under_its_own_subject(browser, given):
    browser.post("/write/", given)
    first = Message.objects.get()
    browser.post(f"/messages/{first.pk}/undo/")
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.drafts.get().text) == ("open", TEXT)
    browser.post(f"/tickets/{ticket.reference}/reply/", {"text": TEXT, "confirmed": "1"})
    assert Delivery.objects.latest("id").parts["subject"] == "La lampada"


def test_first_message_that_cannot_leave_is_held_and_its_writer_told(browser, given):
    plan(
        browser,
        given | {"text": f"Il {timezone.localtime() + timedelta(days=2):%d/%m/%Y} alle 10 la chiamo."},
    )
    assert send_due(now=timezone.now() + timedelta(days=9)) == 0
    assert Draft.objects.get().held_at
    assert "has not left" in browser.get("/write/").text
    assert "/write/" in browser.get("/notices/").text


def test_plan_without_an_address_says_so_and_keeps_the_text(browser, given):
    given |= {"to": "", "when": "tomorrow at 9", "shown_for": "tomorrow at 9 False"}
    answer = browser.post("/write/later/", given | {"at": (timezone.now() + timedelta(days=1)).isoformat()})
    assert (answer.status_code, TEXT in unescape(answer.text)) == (422, True)
    assert not Draft.objects.exclude(send_at=None).exists()


@pytest.mark.parametrize("number", [1, 3, 100])
def test_page_asks_the_same_however_much_was_begun_and_waits(
    browser, arrive, given, number, django_assert_num_queries
):
    arrive(sender=given["to"])
    plan(browser, given, promise=key_of_promise(browser, given))
    browser.post("/write/draft/", given | {"key": "begun"})
    for draft in Draft.objects.all():
        for copy in range(number - 1):
            draft.pk, draft.key = None, f"{copy}{bool(draft.send_at)}"
            draft.save()
    with django_assert_num_queries(PAGE_QUERIES):
        browser.get("/write/")


def test_saved_replies_are_filled_for_whom_it_is_and_in_their_language(browser, arrive, agent, given):
    arrive(
        sender="ugo@customer.example", text="The lamp does not switch on any more. Can you help me, please?"
    )
    for language, text in (("it", "Ecco, {{customer.name}}"), ("en", "Here, {{request.number}}")):
        kept(agent, title=language, text=text, language=language)
    options = browser.get("/write/replies/", given).json()["options"]
    assert [option["title"] for option in options] == ["en", "it"]
    assert options[0]["text"] == "Here, {{request.number}}"
    assert "{{" not in options[1]["text"]


def test_coach_knows_how_we_speak_with_them(browser, arrive, agent, given):
    arrive(sender="ugo@customer.example", text="Ciao, mi aiuti con la lampada? Ti ringrazio!")
    text = "Ciao Ugo, ti mando subito la lampada nuova, come vuoi tu."
    reply(Ticket.objects.get().reference, user=agent, text=text, now=timezone.now())
    answer = {"text": "Buongiorno, le mando la fattura che Lei ha chiesto."}
    hints = browser.post("/write/check/", given | answer, headers={"Aiuto-Hints": "1"}).text
    assert "data-hint" in hints
    assert (
        "data-hint "
        not in browser.post(
            "/write/check/", given | answer | {"to": "nuovo@customer.example"}, headers={"Aiuto-Hints": "1"}
        ).text
    )


def test_sentence_that_is_fine_is_fine_in_first_messages(browser, given):
    given |= {"text": "La ricontatteremo al più presto."}
    hinted = browser.post("/write/check/", given, headers={"Aiuto-Hints": "1"}).text
    fine = unescape(re.search(r'name="fine" value="([^"]*)"', hinted)[1])
    after = browser.post("/write/fine/", given | {"fine": fine}, headers={"Aiuto-Hints": "1"}).text
    assert (fine.partition("\t")[0] in hinted, fine.partition("\t")[0] in after) == (True, False)


def test_first_message_begins_at_the_default_desk(browser, agent, desk):
    agent.teams.get().desks.add(Desk.objects.create(name="Aiuto interno"))
    assert f'<option value="{desk.pk}" selected>' in browser.get("/write/").text


def test_signature_is_of_the_desk(browser, desk, given):
    desk.signature = "Il laboratorio"
    desk.save()
    assert "Il laboratorio" in browser.get("/write/signature/", {"desk": desk.pk}).text


@pytest.mark.parametrize("where", ["/write/", "/tickets/{reference}/"])
def test_saved_reply_is_put_in_without_scripts_and_nothing_typed_is_lost(
    browser, arrive, agent, given, where
):
    reference = arrive().ticket
    place = where.format(reference=reference) + "replies/choose/"
    own = kept(agent, title="Reso", text="Il reso è gratuito.", language="it")
    shown = browser.post(place, given).text
    assert TEXT in shown
    assert f'name="put" value="{own.pk}"' in shown
    assert Draft.objects.get().text == TEXT
    assert f"{TEXT}\n\nIl reso è gratuito." in unescape(browser.post(place, given | {"put": own.pk}).text)
    assert Draft.objects.get().text == f"{TEXT}\n\nIl reso è gratuito."
