"""What the desk promises by rule: what starts it, what keeps it, what ends it."""

from datetime import timedelta

import pytest

from aiuto.customers.contacting import add_contact_point, create_contact_point
from aiuto.customers.models import ContactKind
from aiuto.flows.ask_for_person import Caller, ask_for_person
from aiuto.flows.change_customer import change_customer
from aiuto.flows.hold import hold
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.mark_spam import mark_spam
from aiuto.flows.merge import merge
from aiuto.flows.note_contact import Spoken, Subject, Who, note_contact
from aiuto.flows.note_missed_call import note_missed_call
from aiuto.flows.receive_message import receive_message
from aiuto.flows.reopen import reopen
from aiuto.flows.reply import reply
from aiuto.flows.say_not_kept import say_not_kept
from aiuto.flows.set_reason import set_reason
from aiuto.flows.solve import solve
from aiuto.flows.split import split
from aiuto.flows.undo_send import undo_send
from aiuto.flows.wait import wait
from aiuto.flows.watch_promises import watch_promises
from aiuto.journal.actors import SYSTEM, person
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.promises.models import Ended, Promise, State
from aiuto.promises.queries.told import token_of
from aiuto.promises.rules import Terms, create_rule
from aiuto.tickets.models import Message, Participant, Reason, Ticket
from tests.flows.conftest import ticket_of
from tests.flows.test_bounces import bounce

HELPS = "Buongiorno Giulia, le spediamo oggi un trasformatore nuovo."
PATIENCE = "Buongiorno Giulia, abbiamo ricevuto la sua mail e le risponderemo il prima possibile."
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
FIRST_ANSWER = {"kind": "first_answer", "starts": "opening", "kept_by": "helpful"}
AGAIN = {"message_id": "<two@customer.example>", "references": "<one@customer.example>"}


def standing(ticket) -> list[tuple[str, str]]:
    """Kind and state of everything promised there, in the order it was made."""
    found = Promise.objects.filter(ticket=ticket).order_by("id")
    return list(found.values_list("kind", "state"))


def only(ticket, **given) -> Promise:
    return Promise.objects.get(ticket=ticket, **given)


def test_mail_starts_a_first_answer_counted_in_working_time(ticket, now):
    """Monday 10:00 in Rome; a desk's eight hours have passed by the same time of the next day."""
    promise = only(ticket)
    assert (promise.kind, promise.state, promise.made_by, promise.to) == ("first_answer", "open", None, None)
    assert promise.due_at == now + 24 * HOUR
    assert promise.source.ticket == ticket
    assert (ticket.next_due_at, ticket.turn_at) == (promise.due_at, now + 5 * HOUR)
    assert Event.objects.get(kind="ticket.opened").data["due"] == promise.due_at.isoformat()


@pytest.mark.parametrize(
    "parts",
    [{"headers": (("Auto-Submitted", "auto-replied"),)}, {"headers": (("Precedence", "bulk"),)}],
    ids=["automatic", "bulk"],
)
def test_machine_is_promised_nothing(arrive, parts):
    ticket = ticket_of(arrive(**parts))
    assert (standing(ticket), ticket.next_due_at) == ([], None)


def test_second_mail_starts_no_second_clock(ticket, arrive, now):
    arrive(**AGAIN, at=now + HOUR)
    assert standing(ticket) == [("first_answer", "open")]


def test_customers_own_rule_counts_from_the_next_mail_on(ticket, arrive, agent, now):
    terms = Terms(**FIRST_ANSWER, minutes=30, customer_id=ticket.customer_id)
    create_rule(terms, by=person(agent.pk), now=now)
    other = ticket_of(arrive(message_id="<other@customer.example>", subject="Un'altra cosa"))
    assert only(other).due_at == now + 30 * MINUTE


def test_helpful_answer_keeps_it_and_news_are_next(ticket, agent, now):
    message = reply(ticket.reference, user=agent, text=HELPS, now=now + HOUR)
    first, news = Promise.objects.filter(ticket=ticket).order_by("id")
    assert (first.state, first.evidence, first.closed_at) == ("kept", message, now + HOUR)
    assert first.responded_at == now + HOUR
    assert (news.kind, news.state) == ("next_update", "open")
    assert news.due_at == now + 49 * HOUR
    assert Ticket.objects.get().next_due_at == news.due_at


def test_holding_phrase_is_a_response_and_keeps_nothing(ticket, agent, now):
    reply(ticket.reference, user=agent, text=PATIENCE, now=now + HOUR)
    promise = only(ticket)
    assert (promise.state, promise.responded_at) == ("open", now + HOUR)

    reply(ticket.reference, user=agent, text=HELPS, now=now + 2 * HOUR, then="waiting")
    promise.refresh_from_db()
    assert (promise.state, promise.responded_at, promise.closed_at) == ("kept", now + HOUR, now + 2 * HOUR)


def test_call_of_either_side_is_an_answer(ticket, agent, now):
    note_contact(
        Spoken(channel="phone", direction="in", at=now + HOUR, text="Ha chiesto del trasformatore."),
        who=Who(),
        about=ticket.reference,
        user=agent,
        now=now + HOUR,
    )
    assert standing(ticket) == [("first_answer", "kept"), ("next_update", "open")]


def test_answer_that_leaves_the_turn_to_them_owes_no_more_than_a_reminder(ticket, agent, now):
    reply(ticket.reference, user=agent, text=HELPS, now=now + HOUR, then="waiting")
    assert standing(ticket) == [("first_answer", "kept"), ("reminder", "open")]
    assert Ticket.objects.get().next_due_at is None


def test_their_reply_starts_news(ticket, agent, arrive, now):
    reply(ticket.reference, user=agent, text=HELPS, now=now + HOUR, then="waiting")
    arrive(**AGAIN, at=now + 3 * HOUR)
    news = only(ticket, kind="next_update")
    assert (news.state, news.due_at) == ("open", now + 51 * HOUR)
    assert Ticket.objects.get().next_due_at == news.due_at


def test_their_reply_is_owed_news_beside_a_word_that_was_broken(ticket, agent, arrive, now):
    """While we waited for them nobody was owed news; what is broken is late and promises nothing more."""
    word = Word(kind="fix", what="Riparare", due=now + 2 * HOUR)
    make_promise(ticket.reference, word, user=agent, now=now)
    reply(ticket.reference, user=agent, text=HELPS, now=now + HOUR, then="waiting")
    watch_promises(now=now + 3 * HOUR)
    arrive(**AGAIN, at=now + 4 * HOUR)
    assert standing(ticket) == [
        ("first_answer", "kept"),
        ("fix", "broken"),
        ("reminder", "moot"),
        ("next_update", "open"),
    ]


def test_message_that_was_split_off_is_owed_its_answer_since_it_came(ticket, agent, arrive, now):
    arrive(**AGAIN, at=now + HOUR)
    message = Message.objects.filter(ticket=ticket).latest("id")
    own = split(ticket.reference, message_id=message.pk, user=agent, now=now + 5 * HOUR)
    promise = only(own)
    assert (promise.kind, promise.due_at, promise.source) == ("first_answer", now + 25 * HOUR, message)
    assert Ticket.objects.get(pk=own.pk).next_due_at == promise.due_at
    assert standing(ticket) == [("first_answer", "open")]


def test_waiting_without_an_answer_still_owes_one(ticket, agent, now):
    wait(ticket.reference, user=agent, now=now + HOUR)
    assert standing(ticket) == [("first_answer", "open"), ("reminder", "open")]


def test_waiting_after_an_answer_ends_the_news(ticket, agent, now):
    reply(ticket.reference, user=agent, text=HELPS, now=now + HOUR)
    wait(ticket.reference, user=agent, now=now + 2 * HOUR)
    news = only(ticket, kind="next_update")
    assert (news.state, news.reason) == ("moot", Ended.WAITING)
    assert Ticket.objects.get().next_due_at is None


def test_hold_is_a_promise_of_news_by_its_date(ticket, agent, now):
    reply(ticket.reference, user=agent, text=HELPS, now=now + HOUR)
    until = now + timedelta(days=3)
    hold(ticket.reference, user=agent, until=until, now=now + 2 * HOUR)
    assert standing(ticket)[1:] == [("next_update", "moot"), ("next_update", "open")]
    news = only(ticket, state="open")
    assert (news.due_at, news.made_by) == (until, agent)
    assert Ticket.objects.get().next_due_at == until


def test_solving_asks_for_no_news_of_a_hold(ticket, agent, now):
    reply(ticket.reference, user=agent, text=HELPS, now=now + HOUR)
    hold(ticket.reference, user=agent, until=now + timedelta(days=3), now=now + 2 * HOUR)
    solve(ticket.reference, user=agent, now=now + 3 * HOUR)
    assert standing(ticket)[-1] == ("next_update", "moot")
    assert Ticket.objects.get().next_due_at is None


def test_solved_request_owes_nothing_by_rule_and_reopened_it_owes_news(ticket, agent, now):
    solve(ticket.reference, user=agent, now=now + HOUR)
    assert only(ticket).state == State.MOOT
    assert Ticket.objects.get().next_due_at is None

    reopen(ticket.reference, user=agent, now=now + 2 * HOUR)
    assert standing(ticket) == [("first_answer", "moot"), ("next_update", "open")]


def test_merged_request_leaves_the_clock_of_the_other(ticket, arrive, agent, now):
    other = ticket_of(arrive(message_id="<other@customer.example>", subject="Un'altra cosa"))
    merge(other.reference, into=ticket.reference, user=agent, now=now + HOUR)
    assert standing(other) == [("first_answer", "moot")]
    assert standing(ticket) == [("first_answer", "open")]
    assert Ticket.objects.get(pk=other.pk).next_due_at is None


def test_who_waits_on_a_merged_request_waits_on_the_other(ticket, arrive, agent, now):
    reply(ticket.reference, user=agent, text=HELPS, now=now + HOUR, then="waiting")
    other = ticket_of(
        arrive(message_id="<other@customer.example>", subject="Un'altra cosa", at=now + 2 * HOUR)
    )
    merge(other.reference, into=ticket.reference, user=agent, now=now + 3 * HOUR)
    into = Ticket.objects.get(pk=ticket.pk)
    assert (into.state, into.waiting_since) == ("open", now + 2 * HOUR)
    assert standing(ticket) == [("first_answer", "kept"), ("reminder", "moot"), ("next_update", "open")]


def test_spam_is_owed_nothing_until_it_is_none(ticket, agent, now):
    mark_spam(ticket.reference, user=agent, now=now)
    assert standing(ticket) == [("first_answer", "moot")]
    mark_spam(ticket.reference, spam=False, user=agent, now=now)
    assert standing(ticket) == [("first_answer", "moot"), ("first_answer", "open")]


def test_answer_taken_back_has_kept_nothing(ticket, agent, now):
    message = reply(ticket.reference, user=agent, text=HELPS, now=now + HOUR)
    undo_send(message.pk, user=agent, now=now + HOUR + timedelta(seconds=5))
    first, news = Promise.objects.filter(ticket=ticket).order_by("id")
    assert (first.state, first.evidence, first.responded_at, first.closed_at) == ("open", None, None, None)
    assert first.wakes_at is not None
    assert news.state == "moot"
    assert Ticket.objects.get().next_due_at == first.due_at


def test_desk_that_is_always_there_counts_every_minute(desk, arrive, now):
    desk.schedule, desk.first_answer_minutes = None, 600
    friday = now + timedelta(days=4, hours=9)
    other = ticket_of(arrive(message_id="<three@customer.example>", subject="Di sera", at=friday))
    assert only(other).due_at == friday + 10 * HOUR


def test_strangers_answer_through_the_reply_address_starts_news_too(ticket, agent, arrive, now):
    """Customers write from another address of theirs; the request waits for us all the same."""
    reply(ticket.reference, user=agent, text=HELPS, now=now + HOUR, then="waiting")
    token = Participant.objects.get(ticket=ticket).token
    arrive(
        sender="Giulia a casa <giulia@casa.example>",
        to=f"assistenza+{token}@lumiera.example",
        message_id="<home@casa.example>",
        at=now + 3 * HOUR,
    )
    assert standing(ticket) == [("first_answer", "kept"), ("reminder", "moot"), ("next_update", "open")]


def test_answer_that_came_back_owes_news(ticket, agent, desk, now):
    message = reply(ticket.reference, user=agent, text=HELPS, now=now, then="waiting")
    Delivery.objects.update(state="sent", sent_at=now)
    receive_message(
        bounce(message.message_id, "giulia@customer.example"), via="pipe", desk=desk, now=now + HOUR
    )
    assert standing(ticket) == [("first_answer", "kept"), ("reminder", "moot"), ("next_update", "open")]
    assert Ticket.objects.get(pk=ticket.pk).next_due_at is not None


def test_solution_is_promised_when_the_reason_is_said_and_stops_while_they_are_waited_for(
    ticket, agent, arrive, now
):
    """Ten hours by the clock since they wrote, of which nine are left when it becomes their turn."""
    reason = Reason.objects.create(name="Guasto")
    terms = Terms(
        kind="fix", starts="opening", kept_by="solved", minutes=600, working=False, reason_id=reason.pk
    )
    create_rule(terms, by=person(agent.pk), now=now)
    set_reason(ticket.reference, reason=reason.pk, user=agent, now=now + 30 * MINUTE)
    assert only(ticket, kind="fix").due_at == now + 10 * HOUR
    assert Ticket.objects.get().next_due_at == now + 10 * HOUR

    reply(ticket.reference, user=agent, text=HELPS, now=now + HOUR, then="waiting")
    assert Ticket.objects.get().next_due_at is None
    arrive(**AGAIN, at=now + 50 * HOUR)
    goes_on = only(ticket, kind="fix", state="open")
    assert goes_on.due_at == now + 59 * HOUR
    assert (goes_on.kept_by, goes_on.made_at) == ("solved", now)
    assert Promise.objects.get(renegotiated_to=goes_on).reason == Ended.WAITING


def test_other_customer_is_owed_what_their_own_rule_says(ticket, agent, now):
    ada = create_contact_point(ContactKind.EMAIL, "ada@studio.example", name="Ada", now=now)
    terms = Terms(**FIRST_ANSWER, minutes=30, customer_id=ada.customer_id)
    create_rule(terms, by=person(agent.pk), now=now)
    given = {"email": "ada@studio.example", "confirmed": "ada@studio.example"}
    change_customer(ticket.reference, name="", **given, user=agent, now=now + MINUTE)
    assert only(ticket).due_at == now + 30 * MINUTE
    assert Ticket.objects.get().next_due_at == now + 30 * MINUTE


@pytest.fixture
def further(ticket, agent, now) -> Promise:
    """Answered, with a word given for three days from now, and a rule that counts from each further message."""
    terms = Terms(
        kind="next_update",
        starts="message",
        kept_by="helpful",
        minutes=60,
        working=False,
        desk_id=ticket.desk_id,
    )
    create_rule(terms, by=person(agent.pk), now=now)
    reply(ticket.reference, user=agent, text=HELPS, now=now + MINUTE)
    word = Word(kind="delivery", what="Spedire la lampada", due=now + 72 * HOUR)
    return make_promise(ticket.reference, word, user=agent, now=now + MINUTE)


def rings(promise, now) -> None:
    add_contact_point(promise.ticket.customer, ContactKind.PHONE, "+393471234567", by=SYSTEM, now=now)
    note_missed_call("347 123 4567", desk=promise.desk, at=now, now=now)


def wants_a_person(promise, now) -> None:
    customer = promise.ticket.customer_id
    caller = Caller(
        channel="web", key="page", customer=customer, ticket=promise.ticket_id, number="347 123 4567"
    )
    ask_for_person(caller, promise.desk, live=False, now=now)


def denies(promise, now) -> None:
    say_not_kept(token_of(promise, now=now), words="Non è arrivata", now=now)


@pytest.mark.parametrize("speaks", [rings, wants_a_person, denies])
def test_what_they_say_by_telephone_and_on_pages_is_a_further_message(ticket, further, speaks, now):
    speaks(further, now + 2 * HOUR)
    news = only(ticket, kind="next_update", state="open")
    assert (news.due_at, news.starts) == (now + 3 * HOUR, "message")


def test_call_that_opens_a_request_is_no_further_message(further, desk, now):
    call = note_missed_call("02 5550 1234", desk=desk, at=now, now=now)
    assert standing(call.ticket) == [("call_back", "open")]


def test_call_is_to_be_solved_in_time_too(desk, agent, now):
    terms = Terms(kind="fix", starts="opening", kept_by="solved", minutes=60, working=False, desk_id=desk.pk)
    create_rule(terms, by=person(agent.pk), now=now)
    called = Spoken(channel="phone", direction="in", at=now, text="La lampada non si accende.")
    who = Who(name="Giulia", phone="+390255501234")
    message = note_contact(
        called, who=who, about=Subject(desk=desk.pk, subject="Lampada"), user=agent, now=now
    )
    assert standing(message.ticket) == [("fix", "open"), ("next_update", "open")]
    assert only(message.ticket, kind="fix").due_at == now + HOUR
