"""Writing answers and notes: drafts, files, what is newer, what is wrong."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from aiuto.customers.contacting import mark_undeliverable
from aiuto.flows.add_participant import add_participant
from aiuto.flows.change_customer import change_customer
from aiuto.journal.actors import SYSTEM
from aiuto.journal.queries import latest
from aiuto.manual.models import HintTally
from aiuto.outbox.models import Delivery
from aiuto.tickets.models import Draft, Message, Ticket, Upload
from tests.workspace.conftest import signed_in

pytestmark = pytest.mark.both_databases


@pytest.fixture
def ticket(arrive) -> Ticket:
    return Ticket.objects.get(reference=arrive().ticket)


def address(ticket: Ticket, more: str = "") -> str:
    return f"/tickets/{ticket.reference}/{more}"


def newest(ticket: Ticket) -> int:
    return Message.objects.filter(ticket=ticket).latest("id").pk


def file(name: str = "foto.txt", data: bytes = b"ciao") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/plain")


@pytest.mark.parametrize(("then", "state"), [("open", "open"), ("waiting", "waiting"), ("solved", "solved")])
def test_send_answers_and_leaves_the_state_chosen(browser, ticket, then, state):
    form = {"text": "Eccoci", "seen": newest(ticket), "then": then, "closing": "1"}
    answer = browser.post(address(ticket, "reply/"), form)
    ticket.refresh_from_db()
    assert (answer.status_code, ticket.state) == (302, state)
    assert Delivery.objects.get(ticket=ticket.pk).parts["text"].startswith("Eccoci")


def test_send_twice_from_one_page_is_one_answer(browser, ticket):
    form = {"text": "Eccoci", "seen": newest(ticket), "then": "waiting"}
    first, second = (browser.post(address(ticket, "reply/"), form) for _ in range(2))
    assert (first.status_code, second.status_code, Delivery.objects.count()) == (302, 302, 1)
    browser.post(address(ticket, "reply/"), form | {"seen": newest(ticket)})
    assert Delivery.objects.count() == 2


def test_send_then_shows_how_to_take_it_back(browser, ticket):
    page = browser.post(address(ticket, "reply/"), {"text": "Eccoci", "seen": newest(ticket)}, follow=True)
    assert "data-undo" in page.text


def test_send_of_nothing_says_so(browser, ticket):
    answer = browser.post(address(ticket, "reply/"), {"text": "  \n ", "seen": newest(ticket)})
    assert (answer.status_code, Delivery.objects.count()) == (422, 0)
    assert "Write a few words first." in answer.text


def test_send_of_too_much_keeps_what_was_typed(browser, ticket):
    answer = browser.post(address(ticket, "reply/"), {"text": "x" * 100_001, "seen": newest(ticket)})
    assert answer.status_code == 422
    assert "x" * 100_001 in answer.text


def test_send_after_the_customer_wrote_asks_first(browser, ticket, arrive):
    seen = newest(ticket)
    arrive(
        message_id="<two@customer.example>",
        references="<one@customer.example>",
        text="Ho trovato la ricevuta!",
    )
    asked = browser.post(
        address(ticket, "reply/"), {"text": "Ci serve la ricevuta", "seen": seen, "then": "waiting"}
    )
    assert (asked.status_code, Delivery.objects.count()) == (409, 0)
    for kept in ("Ho trovato la ricevuta!", "Ci serve la ricevuta", 'name="then" value="waiting"'):
        assert kept in asked.text
    confirmed = {"text": "Grazie!", "seen": newest(ticket), "confirmed": "1", "then": "waiting"}
    assert browser.post(address(ticket, "reply/"), confirmed).status_code == 302
    assert Delivery.objects.count() == 1


def test_send_after_a_colleague_wrote_asks_first_and_keeps_the_files(browser, ticket, colleague):
    seen = newest(ticket)
    signed_in(colleague).post(address(ticket, "reply/"), {"text": "Già fatto", "seen": seen})
    asked = browser.post(address(ticket, "reply/"), {"text": "Arriviamo", "seen": seen, "files": file()})
    assert asked.status_code == 409
    assert f'name="slots" value="{Upload.objects.get().slot}"' in asked.text


def test_send_to_a_request_merged_meanwhile_says_so_and_keeps_the_text(browser, ticket, make):
    browser.post(address(ticket, "ask/merge/"), {"into": make().reference})
    answer = browser.post(address(ticket, "reply/"), {"text": "Quasi pronto"})
    assert (answer.status_code, Delivery.objects.count()) == (422, 0)
    assert "Quasi pronto" in answer.text
    assert "merged into another one in the meantime" in answer.text


@pytest.mark.parametrize("kind", ["reply", "note"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_text_for_a_request_that_is_gone_is_handed_back(outsider, ticket, kind, headers):
    answer = signed_in(outsider).post(address(ticket, f"{kind}/"), {"text": "Quasi pronto"}, headers=headers)
    assert answer.status_code == 404
    assert "Quasi pronto" in answer.text
    assert ticket.subject not in answer.text
    assert Message.objects.filter(ticket=ticket, text="Quasi pronto").count() == 0


def test_send_carries_the_files(browser, ticket):
    browser.post(
        address(ticket, "reply/"), {"text": "Eccola", "seen": newest(ticket), "files": [file(), file("b")]}
    )
    sent = Message.objects.filter(ticket=ticket).latest("id")
    assert sorted(sent.attachments.values_list("name", "size")) == [("b", 4), ("foto.txt", 4)]


def test_answer_taken_back_is_a_draft_with_its_files_again(browser, ticket):
    browser.post(address(ticket, "reply/"), {"text": "Eccola", "seen": newest(ticket), "files": file()})
    browser.post(f"/messages/{newest(ticket)}/undo/")
    form = browser.get(address(ticket)).context["composer"]["reply"]
    assert (form.text, [kept["name"] for kept in form.files]) == ("Eccola", ["foto.txt"])


def test_send_survives_nul_and_strange_letters(browser, ticket):
    browser.post(address(ticket, "reply/"), {"text": "a\0b \u202e \U0001f4a1", "seen": newest(ticket)})
    assert Message.objects.filter(ticket=ticket).latest("id").text == "ab \u202e \U0001f4a1"


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "٣"])
def test_send_with_a_nonsense_place_does_not_break(browser, ticket, seen):
    assert browser.post(address(ticket, "reply/"), {"text": "Eccoci", "seen": seen}).status_code in (302, 409)


def test_note_reaches_nobody_outside(browser, ticket):
    browser.post(address(ticket, "note/"), {"text": "Cliente **gentile**", "files": file()})
    note = Message.objects.filter(ticket=ticket).latest("id")
    assert (note.direction, note.attachments.count(), Delivery.objects.count()) == ("note", 1, 0)
    assert "message-note" in browser.get(address(ticket)).text


def test_draft_is_kept_and_comes_back(browser, ticket, agent, colleague):
    saved = browser.post(address(ticket, "reply/draft/"), {"text": "Stavo scriv", "seen": newest(ticket)})
    assert saved.status_code == 204
    assert "Stavo scriv" in browser.get(address(ticket)).text
    assert "Stavo scriv" not in signed_in(colleague).get(address(ticket)).text
    assert Draft.objects.get().user == agent


def test_draft_remembers_what_its_writer_had_seen(browser, ticket, arrive):
    seen = newest(ticket)
    browser.post(address(ticket, "reply/draft/"), {"text": "Stavo scriv", "seen": seen})
    arrive(message_id="<two@customer.example>", references="<one@customer.example>", text="Altro")
    assert browser.get(address(ticket)).context["composer"]["reply"].seen == seen


def test_draft_too_long_says_so(browser, ticket):
    answer = browser.post(address(ticket, "reply/draft/"), {"text": "x" * 100_001})
    assert (answer.status_code, Draft.objects.count()) == (422, 0)


def test_files_are_kept_in_the_draft_and_can_be_left_out(browser, ticket):
    part = browser.post(address(ticket, "reply/files/"), {"files": file("foto <1>.txt")}).text
    slot = Upload.objects.get().slot
    assert f'value="{slot}" checked' in part
    assert "foto &lt;1&gt;.txt" in part
    browser.post(address(ticket, "reply/"), {"text": "Senza", "seen": newest(ticket)})
    assert Message.objects.filter(ticket=ticket).latest("id").attachments.count() == 0


def test_empty_file_is_refused_in_words(browser, ticket):
    part = browser.post(
        address(ticket, "reply/files/"), {"files": file(data=b"")}, headers={"HX-Request": "true"}
    )
    assert "This file cannot be taken" in part.text


def test_write_first_opens_a_request(browser, desk):
    given = {
        "desk": desk.pk,
        "to": "nuovo@customer.example",
        "name": "Ugo",
        "subject": "Ciao",
        "text": "Salve",
    }
    answer = browser.post("/write/", given, follow=True)
    assert "Salve" in answer.text
    assert Delivery.objects.get().recipient == "nuovo@customer.example"


FIRST = {"to": "giulia@posta.example", "name": "Giulia Neri", "subject": "La lampada"}


def test_write_first_is_read_over_by_the_coach_and_counted(browser, desk):
    text = "Gentile Marta, la ricontatteremo al più presto. Trova tutto in allegato."
    given = {**FIRST, "desk": desk.pk, "text": text}
    live = browser.post("/write/check/", given, headers={"Aiuto-Hints": "1"})
    for page in (live.text, browser.post("/write/check/", given).text):
        for rule in ("it.vague.will", "it.wrong_name", "it.attachment_missing"):
            assert f'data-rule="{rule}"' in page
    assert not Ticket.objects.exists()
    browser.post("/write/", given | {"shown": "it.vague.will"})
    assert HintTally.objects.get().outcome == "left"


def test_write_first_keeps_what_it_promises(browser, desk):
    given = {**FIRST, "desk": desk.pk, "text": "La richiamo domani alle 10."}
    assert "Promised for" in browser.post("/write/", given, follow=True).text
    assert Message.objects.get().commitments[0]["what"] == "La richiamo domani alle 10."


def test_write_first_with_a_placeholder_left_does_not_leave_unless_it_is_meant(browser, desk):
    given = {**FIRST, "desk": desk.pk, "text": "Gentile {{customer.name}}, eccoci."}
    answer = browser.post("/write/", given)
    assert (answer.status_code, 'name="as_it_is"' in answer.text) == (422, True)
    assert not Ticket.objects.exists()
    assert browser.post("/write/", given | {"as_it_is": "on"}).status_code == 302


def test_write_first_pressed_twice_leads_twice_to_one_request(browser, desk):
    given = {"desk": desk.pk, "to": "nuovo@customer.example", "subject": "Ciao", "text": "Salve"}
    first, second = (browser.post("/write/", given) for _press in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert (Ticket.objects.count(), Delivery.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [("to", "nessuno"), ("subject", ""), ("text", " "), ("desk", "999"), ("to", "a\0b@x.example")],
)
def test_write_first_says_what_is_wrong_and_keeps_the_rest(browser, desk, field, value):
    given = {"desk": desk.pk, "to": "n@customer.example", "subject": "Ciao", "text": "Salve a lei"} | {
        field: value
    }
    answer = browser.post("/write/", given)
    assert (answer.status_code, Delivery.objects.count()) == (422, 0)
    assert field == "text" or "Salve a lei" in answer.text


def test_send_when_the_customer_was_changed_meanwhile_asks_first_and_shows_who_gets_it(
    browser, ticket, colleague
):
    page = browser.get(address(ticket)).text
    [seen] = ticket.participants.all()
    assert f'name="to" value="{seen.pk} "' in page
    email = "paolo@studio.example"
    change_customer(
        ticket.reference, email=email, name="Paolo", user=colleague, now=timezone.now(), confirmed=email
    )
    form = {"text": "Gentile Giulia", "seen": newest(ticket), "to": f"{seen.pk} "}
    asked = browser.post(address(ticket, "reply/"), form)
    assert (asked.status_code, Delivery.objects.count()) == (409, 0)
    for shown in ("somebody else than when you began", email, "Gentile Giulia"):
        assert shown in asked.text
    [now_in] = ticket.participants.all()
    assert f'name="to" value="{now_in.pk} "' in asked.text
    assert browser.post(address(ticket, "reply/"), form | {"to": str(now_in.pk)}).status_code == 302
    assert Delivery.objects.get().recipient == email


def test_note_sent_twice_from_one_page_is_one_note(browser, ticket):
    form = {"text": "Cliente gentile", "seen": newest(ticket)}
    for _press in range(2):
        assert browser.post(address(ticket, "note/"), form).status_code == 302
    assert Message.objects.filter(ticket=ticket, direction="note").count() == 1


def test_page_says_whom_an_answer_reaches(browser, ticket, agent, now):
    add_participant(ticket.reference, email="paolo@studio.example", name="Paolo", user=agent, now=now)
    mark_undeliverable("email", "paolo@studio.example", reason="550", by=SYSTEM, now=now)
    page = browser.get(address(ticket)).text
    reached = page[page.index('id="reaches"') : page.index("reaches-note")]
    for word in ("giulia@customer.example", "paolo@studio.example", "copy", "does not receive"):
        assert word in reached


def test_last_way_to_send_comes_first_next_time(browser, ticket):
    browser.post(
        address(ticket, "reply/"),
        {"text": "Eccoci", "seen": newest(ticket), "then": "solved", "closing": "1"},
    )
    page = browser.get(address(ticket)).text
    primary = page[page.index("data-primary") : page.index("data-primary") + 80]
    assert 'value="solved"' in primary


def test_placeholder_left_asks_before_it_is_sent(browser, ticket):
    form = {"text": "Ordine {{order.number}}", "seen": newest(ticket)}
    asked = browser.post(address(ticket, "reply/"), form)
    assert (asked.status_code, Delivery.objects.count()) == (422, 0)
    assert 'name="as_it_is"' in asked.text
    assert browser.post(address(ticket, "reply/"), form | {"as_it_is": "1"}).status_code == 302


def test_send_by_htmx_shows_the_request_anew_within_its_page_and_a_trouble_comes_alone(browser, ticket):
    asking = {"headers": {"HX-Request": "true"}}
    wrong = browser.post(address(ticket, "reply/"), {"text": " ", "seen": newest(ticket)}, **asking)
    assert (wrong.status_code, "<html" in wrong.text, 'id="writing"' in wrong.text) == (422, False, True)
    sent = browser.post(address(ticket, "reply/"), {"text": "Ecco", "seen": newest(ticket)}, **asking)
    place = json.loads(sent.headers["HX-Location"])
    assert (sent.status_code, place["path"], place["push"]) == (204, address(ticket), "false")
    page = browser.get(place["path"], headers={"HX-Request": "true", "HX-Target": place["target"].strip("#")})
    assert "<html" not in page.text and 'hx-swap-oob="innerHTML:#toasts"' in page.text
    assert "Ecco" in page.text and f'data-as-of="{latest()}"' in page.text
    assert re.search(r'<textarea[^>]*id="reply-text"[^>]*></textarea>', page.text)


def test_draft_newer_elsewhere_comes_back_with_a_question(browser, ticket):
    first = browser.post(address(ticket, "reply/draft/"), {"text": "Di qua", "known": ""})
    browser.post(address(ticket, "reply/draft/"), {"text": "Di là", "known": first.headers["Draft-At"]})
    late = browser.post(
        address(ticket, "reply/draft/"), {"text": "Di qua ancora", "known": first.headers["Draft-At"]}
    )
    assert (late.status_code, late.text, Draft.objects.get().text) == (409, "Di là", "Di là")
    again = {"text": "Di qua ancora", "known": late.headers["Draft-At"]}
    assert browser.post(address(ticket, "reply/draft/"), again).status_code == 204


@pytest.mark.parametrize("known", ["x", "2026-01-01", "9" * 40, "\0"])
def test_draft_of_a_nonsense_moment_asks(browser, ticket, known):
    browser.post(address(ticket, "reply/draft/"), {"text": "Di qua"})
    late = browser.post(address(ticket, "reply/draft/"), {"text": "Altro", "known": known})
    assert late.status_code == 409


def test_signatures_are_shown_before_sending(browser, ticket, agent, desk):
    agent.signature, desk.signature = "Anna B.", "Lumiera"
    agent.save()
    desk.save()
    page = browser.get(address(ticket)).text
    assert "Anna B.\nLumiera" in page


def test_answer_that_promises_a_later_day_than_theirs_is_questioned_first(browser, ticket):
    day = timezone.localdate() + timedelta(days=3)
    Ticket.objects.update(wanted_by=day, language="it")
    late = {"text": f"La consegniamo entro il {day + timedelta(days=4):%d/%m/%Y}.", "confirmed": "1"}
    page = browser.post(address(ticket, "reply/"), late)
    assert page.status_code == 422
    assert "The customer needs it sooner than this promises" in page.text
    assert not Message.objects.filter(direction="out").exists()
    assert browser.post(address(ticket, "reply/"), late | {"knowingly": "1"}).status_code == 302

    in_time = {"text": f"La consegniamo entro il {day:%d/%m/%Y}.", "confirmed": "1"}
    assert browser.post(address(ticket, "reply/"), in_time).status_code == 302
