"""Calls: one that was missed is owed, and one that took place is kept with what was promised, in one step."""

from datetime import UTC, datetime, timedelta

import pytest

from aiuto.customers.contacting import add_contact_point, create_customer
from aiuto.customers.errors import BadPhone
from aiuto.customers.models import ContactKind, Customer
from aiuto.flows.note_contact import Spoken, Subject, Who, note_contact
from aiuto.flows.note_missed_call import note_missed_call
from aiuto.flows.solve import solve
from aiuto.flows.start_waiting import Caller, start_waiting
from aiuto.flows.take_call import Word, take_call
from aiuto.flows.watch_promises import watch_promises
from aiuto.journal.actors import SYSTEM
from aiuto.people.models import Schedule
from aiuto.promises.errors import BadDue, StillOwed
from aiuto.promises.models import Promise
from aiuto.promises.queries.calls import call_due
from aiuto.promises.recounting import recount_soon
from aiuto.promises.rules import Terms, create_rule
from aiuto.tickets.models import Message, Reason, Ticket, Wait
from tests.security.test_forms_at_once import at_once

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NUMBER = "347 123 4567"


@pytest.fixture
def office(desk) -> None:
    """The desk works from nine to one and from two to six, Monday to Friday, in Rome."""
    week = {str(day): [["09:00", "13:00"], ["14:00", "18:00"]] for day in range(5)}
    desk.schedule = Schedule.objects.create(name="Con la pausa", week=week)
    desk.save()


def owed() -> list[Promise]:
    return list(Promise.objects.filter(closed_at__isnull=True).order_by("id"))


def test_missed_call_of_somebody_new_is_owed_in_working_time(desk, office, now):
    promise = note_missed_call(NUMBER, desk=desk, at=now, name="Giulia Neri", now=now)
    assert (promise.kind, promise.place, promise.by_rule) == ("call_back", "+39 347 123 4567", False)
    assert promise.due_at == now + 2 * HOUR
    ticket, message = Ticket.objects.get(), Message.objects.get()
    assert (ticket.customer.name, ticket.state, ticket.next_due_at) == ("Giulia Neri", "new", promise.due_at)
    assert (message.channel, message.marks, message.text) == (
        "phone",
        ["missed"],
        "Chiamata persa da +39 347 123 4567",
    )
    assert [each.kind for each in owed()] == ["call_back"]


def test_missed_call_out_of_hours_says_the_true_time(desk, office):
    friday_evening = datetime(2026, 3, 6, 19, 0, tzinfo=UTC)
    promise = note_missed_call(NUMBER, desk=desk, at=friday_evening, now=friday_evening)
    assert promise.due_at == datetime(2026, 3, 9, 10, 0, tzinfo=UTC)


def test_who_rings_twice_is_owed_one_call(desk, now):
    first = note_missed_call(NUMBER, desk=desk, at=now, now=now)
    again = note_missed_call("+39 347 1234567", desk=desk, at=now + 5 * MINUTE, now=now + 5 * MINUTE)
    assert again.pk == first.pk
    assert (Ticket.objects.count(), Message.objects.count(), len(owed())) == (1, 2, 1)


def test_same_call_typed_in_twice_is_one(desk, agent, now):
    for _press in range(2):
        note_missed_call(NUMBER, desk=desk, at=now, user=agent, now=now)
    assert (Ticket.objects.count(), Message.objects.count(), len(owed())) == (1, 1, 1)


def test_call_is_owed_as_the_closest_rule_says(desk, ticket, now):
    """The desk says two hours; this reason is called within one, and Giulia within a quarter of one."""
    reason = Reason.objects.create(name="Riparazioni")
    Ticket.objects.update(reason=reason)
    add_contact_point(ticket.customer, ContactKind.PHONE, "+393471234567", by=SYSTEM, now=now)
    says = {"kind": "call_back", "starts": "call", "kept_by": "called", "working": False}
    create_rule(Terms(**says, minutes=60, reason_id=reason.pk), by=SYSTEM, now=now)
    assert call_due(desk, now, customer=ticket.customer, about=ticket.pk) == now + HOUR
    create_rule(Terms(**says, minutes=15, customer_id=ticket.customer_id), by=SYSTEM, now=now)
    promise = note_missed_call(NUMBER, desk=desk, at=now, now=now)
    assert (promise.due_at, promise.starts) == (now + 15 * MINUTE, "call")


def test_time_of_a_call_that_was_told_does_not_move_with_the_hours_of_work(desk, office, ticket, now):
    promise = note_missed_call(NUMBER, desk=desk, at=now, now=now)
    assert recount_soon([desk.pk], now=now) == 1  # the first answer that is owed there
    promise.refresh_from_db()
    assert not promise.recounts


def test_missed_call_joins_the_request_they_have(desk, ticket, now):
    add_contact_point(ticket.customer, ContactKind.PHONE, "+393471234567", by=SYSTEM, now=now)
    promise = note_missed_call(NUMBER, desk=desk, at=now, now=now)
    assert promise.ticket == ticket
    assert [each.kind for each in owed()] == ["first_answer", "call_back"]


@pytest.mark.parametrize("number", ["", "anonimo", "12"])
def test_call_without_a_number_cannot_be_owed(desk, now, number):
    with pytest.raises(BadPhone):
        note_missed_call(number, desk=desk, at=now, now=now)
    assert not Ticket.objects.exists()


def test_our_call_keeps_it(desk, agent, now):
    promise = note_missed_call(NUMBER, desk=desk, at=now, now=now)
    spoken = Spoken(
        channel="phone", direction="out", at=now + HOUR, text="Chiamata: la lampada arriva domani."
    )
    note_contact(spoken, who=Who(), about=promise.ticket.reference, user=agent, now=now + HOUR)
    promise.refresh_from_db()
    assert promise.state == "kept"


def test_it_is_asked_about_when_the_request_is_solved(desk, agent, now):
    promise = note_missed_call(NUMBER, desk=desk, at=now, now=now)
    with pytest.raises(StillOwed):
        solve(promise.ticket.reference, user=agent, now=now)


def test_it_breaks_like_any_promise(desk, now):
    promise = note_missed_call(NUMBER, desk=desk, at=now, now=now)
    watch_promises(now=now + 3 * HOUR)
    promise.refresh_from_db()
    assert promise.state == "broken"


@pytest.mark.django_db(transaction=True)
def test_same_number_missed_twice_at_the_same_moment_is_one_customer_and_one_call(desk, now):
    calls = [lambda second=second: _missed(desk, now, second) for second in range(4)]
    assert len(set(at_once(*calls))) == 1
    assert (Customer.objects.count(), Ticket.objects.count(), len(owed())) == (1, 1, 1)


def _missed(desk, now, second) -> int:
    return note_missed_call(NUMBER, desk=desk, at=now - second * MINUTE, now=now).pk


@pytest.fixture
def spoken(now) -> Spoken:
    return Spoken(channel="phone", direction="in", at=now, text="Chiede quando arriva la lampada.")


def test_call_is_kept_with_its_promise_once(desk, agent, spoken, now):
    word = Word(kind="next_update", what="", due=now + 4 * HOUR)
    given = {"who": Who(name="Giulia"), "about": Subject(desk=desk.pk), "call": "1-a", "word": word}
    first, again = (take_call(spoken, **given, user=agent, now=now) for _press in range(2))
    assert first.pk == again.pk
    made = Promise.objects.filter(made_by=agent)
    assert [(one.kind, one.due_at, one.source_id) for one in made] == [("next_update", word.due, first.pk)]


@pytest.mark.parametrize(("place", "called"), [("", "+39 347 123 4567"), ("02 555 0123", "02 555 0123")])
def test_call_that_is_promised_on_the_telephone_goes_to_a_number(desk, agent, spoken, now, place, called):
    giulia = create_customer(name="Giulia", now=now)
    add_contact_point(giulia, ContactKind.PHONE, "+393471234567", by=SYSTEM, now=now)
    word = Word(kind="call_back", what="", due=now + 4 * HOUR, place=place)
    given = {"who": Who(customer=giulia.pk), "about": Subject(desk=desk.pk), "call": "1-a", "word": word}
    take_call(spoken, **given, user=agent, now=now)
    assert Promise.objects.get(made_by=agent).place == called


def test_call_whose_promise_cannot_be_is_not_kept_either(desk, agent, spoken, now):
    word = Word(kind="next_update", what="", due=now - HOUR)
    with pytest.raises(BadDue):
        take_call(
            spoken,
            who=Who(name="Giulia"),
            about=Subject(desk=desk.pk),
            call="1-a",
            word=word,
            user=agent,
            now=now,
        )
    assert not Message.objects.exists() and not Customer.objects.exists()


def test_who_held_on_in_the_call_waits_no_more(desk, agent, spoken, now):
    start_waiting(Caller(channel="phone", key="1-a"), desk, user=agent, held=True, now=now)
    take_call(
        spoken, who=Who(name="Giulia"), about=Subject(desk=desk.pk), call="1-a", user=agent, now=now + MINUTE
    )
    assert Wait.objects.get().state == "answered"
