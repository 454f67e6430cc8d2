"""The call page: from a number to a kept promise, by the keyboard, with and without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.coach.checking import check
from aiuto.customers.contacting import add_contact_point, create_customer
from aiuto.customers.models import ContactKind, Customer
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.note_missed_call import note_missed_call
from aiuto.journal.actors import SYSTEM
from aiuto.people.models import Desk
from aiuto.promises.models import OwnKind, Promise
from aiuto.tickets.models import Message, Ticket, Wait
from aiuto.workspace.calls.wordings import greetings, sayings
from tests.workspace.conftest import signed_in

CALLS, HTMX = "/calls/", {"HX-Request": "true"}
NUMBER = "347 123 4567"
FORMAT = "%Y-%m-%dT%H:%M"
QUERIES = 14


@pytest.fixture
def giulia(db, now) -> Customer:
    customer = create_customer(name="Giulia Neri", language="it", now=now)
    add_contact_point(customer, ContactKind.PHONE, "+393471234567", by=SYSTEM, now=now)
    return customer


@pytest.fixture
def filled(desk) -> dict[str, str]:
    at = timezone.localtime() - timedelta(minutes=3)
    return {"direction": "in", "at": at.strftime(FORMAT), "desk": str(desk.pk), "text": "Chiede quando arriva.",
            "then": "open", "about": "", "keep": "1"}  # fmt: skip


def in_hours(hours: float) -> str:
    return (timezone.localtime() + timedelta(hours=hours)).strftime(FORMAT)


def call_of(page) -> str:
    return page.text.split('name="call" value="')[1].split('"')[0]


def main(page) -> str:
    return page.text.partition("<main")[2]


@pytest.mark.parametrize("number", ["347 123 4567", "+39 3471234567", "3471234567"])
def test_number_shows_whose_it_is_and_what_is_owed(browser, agent, giulia, make, number):
    ticket = make(customer=giulia, subject="Il vetro è rotto")
    kind = OwnKind.objects.create(name_it="Collaudo", name_en="Test run")
    due = timezone.now() + timedelta(days=1)
    word = Word(kind="fix", own_kind=kind.pk, what="Un vetro nuovo", due=due)
    make_promise(ticket.reference, word, user=agent, now=timezone.now())
    page = main(browser.get(CALLS, {"q": number}))
    assert f'name="customer" value="{giulia.pk}"' in page
    assert "Un vetro nuovo" in page and f'value="{ticket.reference}"' in page
    assert '<strong class="promise-kind">Test run</strong>' in page
    assert "Buongiorno Giulia Neri" in page and "grazie" in page.lower()


def test_number_of_two_is_chosen_among_them(browser, giulia, filled, now):
    other = create_customer(name="Bruno Neri", now=now)
    add_contact_point(other, ContactKind.PHONE, "+390234567", by=SYSTEM, now=now)
    page = main(browser.post(CALLS, filled | {"q": "4567", "find": "1"}))
    for customer in (giulia, other):
        assert f'name="choose" value="{customer.pk}"' in page
    assert "Chiede quando arriva." in page
    chosen = main(browser.post(CALLS, filled | {"q": "4567", "choose": other.pk}))
    assert f'name="customer" value="{other.pk}"' in chosen and "Chiede quando arriva." in chosen
    assert not Message.objects.exists()


def test_matches_as_one_types(browser, giulia):
    part = browser.get(CALLS, {"q": "347123"}, headers=HTMX).text
    assert "Giulia Neri" in part and "<html" not in part


def test_call_of_somebody_new_is_kept_with_what_was_promised(browser, agent, filled):
    promised = {"promise": "call_back", "due": in_hours(3), "what": ""}
    answer = browser.post(
        CALLS, filled | promised | {"q": "02 7654321", "name": "", "phone": "", "email": ""}
    )
    ticket = Ticket.objects.get()
    assert answer.headers["Location"] == f"/tickets/{ticket.reference}/"
    assert [point.value for point in ticket.customer.contact_points.all()] == ["+39027654321"]
    promise = Promise.objects.get(made_by=agent)
    assert (promise.kind, promise.ticket, promise.source) == ("call_back", ticket, Message.objects.get())


def test_call_that_solves_is_kept_and_the_end_is_asked_about(browser, agent, giulia, filled, make):
    ticket = make(customer=giulia)
    word = Word(kind="fix", what="Un vetro nuovo", due=timezone.now() + timedelta(days=1))
    make_promise(ticket.reference, word, user=agent, now=timezone.now())
    given = {"q": NUMBER, "customer": giulia.pk, "about": ticket.reference, "then": "solved"}
    answer = browser.post(CALLS, filled | given)
    assert answer.headers["Location"] == f"/tickets/{ticket.reference}/ask/solve/"
    ticket.refresh_from_db()
    assert (ticket.state, Message.objects.filter(ticket=ticket, channel="phone").count()) == ("open", 1)


def test_appointment_is_promised_with_its_window_and_place(browser, agent, filled):
    visit = {"promise": "appointment", "what": "Il tecnico", "due": in_hours(24), "until": in_hours(26)}
    browser.post(CALLS, filled | visit | {"where": "Via Roma 1", "name": "Pia", "phone": NUMBER})
    promise = Promise.objects.get(made_by=agent)
    assert (promise.kind, promise.place) == ("appointment", "Via Roma 1")
    assert promise.due_at < promise.until


@pytest.mark.parametrize(
    "wrong",
    [
        {"promise": "call_back"}, {"due": "2999-01-01T10:00"}, {"promise": "fix", "due": "2001-01-01T10:00"},
        {"promise": "first_answer", "due": "2999-01-01T10:00"}, {"text": ""}, {"at": "x"}, {"direction": "x"},
    ],
)  # fmt: skip
def test_wrong_call_says_so_and_keeps_nothing_and_what_was_typed(browser, filled, wrong):
    answer = browser.post(CALLS, filled | {"name": "Paolo"} | wrong)
    assert answer.status_code == 422
    assert "field-error" in answer.text or "form-errors" in answer.text
    assert "Paolo" in answer.text
    assert not Message.objects.exists() and not Promise.objects.exists()


def test_promise_after_their_date_is_questioned_before_it_is_kept(browser, giulia, filled, make):
    tomorrow = timezone.localdate() + timedelta(days=1)
    ticket = make(customer=giulia, wanted_by=tomorrow)
    given = filled | {
        "customer": giulia.pk,
        "about": ticket.reference,
        "promise": "next_update",
        "due": in_hours(96),
    }
    first = browser.post(CALLS, given)
    assert first.status_code == 422 and 'name="knowingly"' in first.text
    assert browser.post(CALLS, given | {"knowingly": "on"}).status_code == 302


def test_hold_runs_a_clock_that_everybody_sees_and_ends(browser, giulia, filled):
    call = call_of(browser.get(CALLS))
    given = filled | {"customer": giulia.pk, "call": call}
    held = browser.post(CALLS, given | {"hold": "1"})
    assert call_of(held) == call
    assert "data-runs=" in main(held) and "Chiede quando arriva." in main(held)
    assert "Giulia Neri" in main(browser.get("/wall/"))
    browser.post(CALLS, given | {"hold": "1"})
    back = browser.post(CALLS, given | {"back": "1"})
    assert "data-runs=" not in main(back)
    assert [(wait.state, wait.held) for wait in Wait.objects.all()] == [("answered", True)]


def test_hold_is_at_the_desk_of_what_it_is_about(browser, agent, desk, giulia, filled, make):
    other = Desk.objects.create(name="Aaa")
    agent.teams.get().desks.add(other)
    ticket = make(customer=giulia)
    page = main(browser.get(CALLS, {"customer": giulia.pk}))
    assert f'<option value="{desk.pk}" selected>' in page
    given = {"desk": other.pk, "customer": giulia.pk, "about": ticket.reference, "hold": "1"}
    browser.post(CALLS, filled | given | {"call": call_of(browser.get(CALLS))})
    assert Wait.objects.get().desk == desk


def test_hold_changes_its_part_alone_for_a_script(browser, filled):
    given = filled | {"hold": "1", "call": call_of(browser.get(CALLS))}
    part = browser.post(CALLS, given, headers=HTMX).text
    assert "data-runs=" in part and "<html" not in part and "<textarea" not in part


def test_call_of_a_colleague_is_not_taken_up(browser, colleague, filled):
    theirs = f"{colleague.pk}-abc"
    browser.post(CALLS, filled | {"hold": "1", "call": theirs})
    assert not Wait.objects.filter(key=theirs).exists()


def test_note_is_read_over_with_and_without_a_script(browser, filled):
    rude = "Il solito rompiscatole, è un idiota."
    for page in (
        browser.post(f"{CALLS}check/", {"text": rude}),
        browser.post(CALLS, filled | {"text": rude, "hints": "1"}),
    ):
        assert "data-hint " in page.text
    assert not Message.objects.exists()


def test_missed_call_is_typed_in_and_stands_in_the_list(browser, desk):
    given = {
        "missed-number": NUMBER,
        "missed-name": "Giulia",
        "missed-at": in_hours(0),
        "missed-desk": desk.pk,
    }
    answer = browser.post(f"{CALLS}missed/", given, follow=True)
    assert "We call them back by" in answer.text
    promise = Promise.objects.get()
    page = main(answer)
    assert "+39 347 123 4567" in page
    assert f"direction=out&amp;customer={promise.ticket.customer_id}" in page


@pytest.mark.parametrize(
    "wrong", [{"number": "x"}, {"number": ""}, {"at": "2999-01-01T10:00"}, {"desk": "99"}]
)
def test_wrong_missed_call_says_so(browser, desk, wrong):
    given = {"number": NUMBER, "name": "Giulia", "at": in_hours(0), "desk": desk.pk} | wrong
    answer = browser.post(f"{CALLS}missed/", {f"missed-{name}": value for name, value in given.items()})
    assert answer.status_code == 422
    assert "field-error" in answer.text or "form-errors" in answer.text
    assert not Promise.objects.exists()


def test_page_to_call_somebody_back_knows_who_calls(browser, giulia):
    page = main(browser.get(CALLS, {"direction": "out", "customer": giulia.pk}))
    assert (
        'value="out" required id="id_direction_1" checked' in page
        or 'value="out"' in page.split("checked")[0]
    )


def test_other_desks_people_see_none_of_it(outsider, desk, now):
    note_missed_call(NUMBER, desk=desk, at=now, name="Giulia Neri", now=now)
    theirs = signed_in(outsider)
    assert "Giulia" not in theirs.get(CALLS).text
    assert "Giulia" not in theirs.get(CALLS, {"q": NUMBER}).text


@pytest.mark.parametrize("number", [1, 3, 100])
def test_page_costs_the_same_however_much_is_owed(
    browser, agent, giulia, desk, make, number, django_assert_num_queries
):
    for each in range(number):
        ticket = make(customer=giulia)
        word = Word(kind="call_back", what=f"{each}", due=timezone.now() + timedelta(hours=each + 1))
        make_promise(ticket.reference, word, user=agent, now=timezone.now())
    browser.get(CALLS, {"q": NUMBER})
    with django_assert_num_queries(QUERIES):
        page = browser.get(CALLS, {"q": NUMBER})
    assert len(page.content) < 60_000


@pytest.mark.parametrize("language", ["it", "en"])
def test_coach_has_nothing_against_the_good_words(language, now):
    said = [each.words for each in sayings(language)]
    said += greetings(language, name="Giulia Neri", me="Anna", desk="Lumiera")
    said += greetings(language, name="", me="Anna", desk="Lumiera")
    found = {words: check(words, context="reply", language=language, now=now).findings for words in said}
    assert {words: findings for words, findings in found.items() if findings} == {}


def test_what_is_promised_is_what_the_house_promises_by_hand(browser, filled):
    kind = OwnKind.objects.create(name_it="Collaudo", name_en="Test run")
    choices = re.findall(
        r'<option value="([^"]*)"', browser.get(CALLS).text.split('name="promise"')[1].split("</select>")[0]
    )
    assert f"own-{kind.pk}" in choices
    assert not {"first_answer", "apology", "action"} & set(choices)
    given = {
        "promise": f"own-{kind.pk}",
        "due": in_hours(24),
        "what": "Provarla",
        "name": "Pia",
        "phone": NUMBER,
    }
    assert browser.post(CALLS, filled | given).status_code == 302
    assert Promise.objects.get(own_kind=kind).kind == "fix"
