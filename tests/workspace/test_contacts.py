"""Noting a call or a visit in the browser, with and without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.customers.contacting import add_contact_point, create_customer
from aiuto.customers.models import ContactKind, Customer
from aiuto.journal.actors import SYSTEM
from aiuto.tickets.models import Message, Ticket

NOTE, HTMX = "/contacts/new/", {"HX-Request": "true"}


@pytest.fixture
def giulia(db, now) -> Customer:
    customer = create_customer(name="Giulia Neri", now=now)
    add_contact_point(customer, ContactKind.PHONE, "+393471234567", by=SYSTEM, now=now)
    return customer


@pytest.fixture
def filled(desk) -> dict[str, str]:
    at = timezone.localtime() - timedelta(minutes=10)
    return {
        "channel": "phone", "direction": "in", "at": at.strftime("%Y-%m-%dT%H:%M"), "minutes": "4",
        "desk": str(desk.pk), "subject": "Trasformatore", "text": "Chiede quando arriva.", "then": "open", "about": "",
    }  # fmt: skip


def test_note_of_somebody_new_opens_a_request(browser, filled, agent):
    answer = browser.post(NOTE, filled | {"name": "Paolo Riva", "phone": "02 7654321"})
    ticket = Ticket.objects.get()
    assert answer.headers["Location"] == f"/tickets/{ticket.reference}/"
    assert (ticket.subject, ticket.customer.name, ticket.owner) == ("Trasformatore", "Paolo Riva", agent)
    message = Message.objects.get()
    assert (message.channel, message.seconds, message.text) == ("phone", 240, "Chiede quando arriva.")
    shown = browser.get(answer.headers["Location"]).content.decode()
    assert "Paolo Riva" in shown


def test_note_pressed_twice_leads_twice_to_one_request(browser, filled):
    given = filled | {"name": "Paolo Riva"}
    first, second = (browser.post(NOTE, given) for _press in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert (Ticket.objects.count(), Message.objects.count(), Customer.objects.count()) == (1, 1, 1)


def test_note_finds_people_as_one_types(browser, giulia, filled):
    found = browser.get(NOTE, {"q": "4567"}, headers=HTMX).content.decode()
    assert "Giulia Neri" in found and f'value="{giulia.pk}"' in found and "<html" not in found


def test_note_without_javascript_finds_and_keeps_what_was_typed(browser, giulia, filled):
    found = browser.post(NOTE, filled | {"q": "neri", "find": "1"})
    assert found.status_code == 200
    text = found.content.decode()
    assert f'name="choose" value="{giulia.pk}"' in text and "Chiede quando arriva." in text

    chosen = browser.post(NOTE, filled | {"q": "neri", "choose": giulia.pk}).content.decode()
    assert f'name="customer" value="{giulia.pk}"' in chosen and "Chiede quando arriva." in chosen

    again = browser.post(NOTE, filled | {"customer": giulia.pk, "forget": "1"}).content.decode()
    assert 'name="customer"' not in again and "Chiede quando arriva." in again
    assert not Message.objects.exists()


def test_note_chooses_in_place_when_htmx_asks(browser, giulia, filled):
    chosen = browser.post(NOTE, filled | {"q": "neri", "choose": giulia.pk}, headers=HTMX).content.decode()
    assert f'name="customer" value="{giulia.pk}"' in chosen and "<html" not in chosen
    again = browser.post(NOTE, filled | {"customer": giulia.pk, "forget": "1"}, headers=HTMX).content.decode()
    assert 'name="customer"' not in again and 'name="q"' in again


@pytest.mark.parametrize(("query", "name", "value"), [
    ("02 7654321", "", "+39027654321"), ("new@customer.example", "", "new@customer.example"), ("Paolo", "Paolo", ""),
])  # fmt: skip
def test_note_of_whom_was_looked_for_and_not_found(browser, filled, query, name, value):
    browser.post(NOTE, filled | {"q": query})
    customer = Customer.objects.get()
    assert customer.name == name
    assert "".join(point.value for point in customer.contact_points.all()) == value


def test_note_joins_the_request_that_is_chosen(browser, giulia, filled, make):
    ticket = make(customer=giulia, subject="Il vetro è rotto")
    chosen = browser.post(NOTE, filled | {"choose": giulia.pk}).content.decode()
    assert "Il vetro è rotto" in chosen and f'value="{ticket.reference}"' in chosen
    browser.post(NOTE, filled | {"customer": giulia.pk, "about": ticket.reference, "then": "solved"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.messages.count()) == ("solved", 2)


def test_note_from_a_request_knows_who_and_what(browser, giulia, filled, make):
    ticket = make(customer=giulia, subject="Il vetro è rotto")
    text = browser.get(NOTE, {"ticket": ticket.reference}).content.decode()
    assert "Giulia Neri" in text and f'name="ticket" value="{ticket.reference}"' in text
    browser.post(NOTE, filled | {"ticket": ticket.reference, "about": ticket.reference, "direction": "out"})
    assert Message.objects.get(direction="out").ticket == ticket


def test_note_from_a_customer_knows_who(browser, giulia):
    assert "Giulia Neri" in browser.get(NOTE, {"customer": giulia.pk}).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""}, {"text": "  "}, {"at": "yesterday"}, {"at": "2999-01-01T10:00"}, {"at": ""}, {"minutes": "-1"},
        {"minutes": "many"}, {"channel": "fax"}, {"direction": ""}, {"then": "new"}, {"about": "ZZZZZZZZ"},
        {"desk": "999"}, {"desk": "x"}, {"phone": "twelve"}, {"email": "giulia@"}, {"subject": "x" * 301},
        {"name": "a\0b"},
    ],
)  # fmt: skip
def test_wrong_note_says_so_and_keeps_what_was_typed(browser, filled, wrong):
    answer = browser.post(NOTE, filled | {"name": "Paolo"} | wrong)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "field-error" in text or "form-errors" in text
    assert "text" in wrong or "Chiede quando arriva." in text
    assert not Message.objects.exists() and not Customer.objects.exists()


@pytest.mark.parametrize("number", ["x", "9" * 30, "-1", "999"])
def test_note_of_a_customer_who_is_not_there(browser, filled, number):
    assert browser.get(NOTE, {"customer": number}).status_code in (200, 404)
    assert browser.post(NOTE, filled | {"choose": number}).status_code in (200, 404)


def test_note_on_anothers_request_is_not_found(browser, filled, outsider, make):
    ticket = make(desk=outsider.teams.get().desks.get())
    assert browser.get(NOTE, {"ticket": ticket.reference}).status_code == 404
    assert browser.post(NOTE, filled | {"ticket": ticket.reference}).status_code == 404


@pytest.mark.parametrize("number", [1, 3, 8])
def test_note_costs_the_same_however_many_match(browser, now, number, django_assert_num_queries):
    for _ in range(number):
        create_customer(name="Mario Rossi", now=now)
    browser.get(NOTE, {"q": "rossi"}, headers=HTMX)
    with django_assert_num_queries(6):
        browser.get(NOTE, {"q": "rossi"}, headers=HTMX)
