"""Asking customers whether they were helped: once a solving, and their last word counts."""

import re
from datetime import timedelta

import pytest
from django.utils import translation

from aiuto.customers.models import ContactPoint
from aiuto.flows.ask_helped import ask_helped
from aiuto.flows.change_one import change_one
from aiuto.flows.close import close
from aiuto.flows.keep_answer import keep_answer
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.mark_spam import mark_spam
from aiuto.flows.reopen import reopen
from aiuto.flows.reply import reply
from aiuto.flows.solve import solve
from aiuto.flows.undo_many import undo_many
from aiuto.flows.undo_send import undo_send
from aiuto.intake.models import Mailbox
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.outbox.models import Delivery
from aiuto.people import tokens
from aiuto.people.models import Desk
from aiuto.recovery.queries.dignified import ended_tickets
from aiuto.tickets.errors import BadAnswer
from aiuto.tickets.models import Helped, Link, State, Ticket
from aiuto.tickets.queries.helped import figures
from tests.flows.conftest import ticket_of

DAY = timedelta(days=1)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def questions():
    return Delivery.objects.filter(parts__auto_submitted="auto-generated")


def links():
    """One for each answer; the fourth in the mail leads to a person."""
    return re.findall(r"/p/([^/\s]+)/", questions().latest("id").parts["text"])[:3]


@pytest.fixture
def proved(ticket, now):
    """The address has been confirmed by its owner."""
    ContactPoint.objects.update(verified_at=now)
    return ticket


@pytest.fixture
def solved(proved, agent, now):
    Ticket.objects.update(owner=agent)
    reply(proved.reference, user=agent, text="Ecco il codice nuovo.", now=now, confirmed=True)
    return solve(proved.reference, user=agent, now=now)


@pytest.fixture
def asked(solved, now):
    """The links of the question: yes, partly, no."""
    assert ask_helped(now=now + DAY) == 1
    return links()


def test_question_leaves_after_the_desks_hours_and_once(solved, now):
    assert ask_helped(now=now + DAY - MINUTE) == 0
    assert ask_helped(now=now + DAY) == 1
    assert ask_helped(now=now + 2 * DAY) == 0
    [sent] = questions()
    assert sent.recipient == solved.participants.get().contact_point.value
    assert sent.parts["envelope_from"] == ""
    assert len(links()) == 3


def test_question_says_what_is_promised_beyond_the_end(proved, agent, now):
    word = Word(kind="delivery", what="Il trasformatore nuovo", due=now + 3 * DAY)
    promise = make_promise(proved.reference, word, user=agent, now=now)
    reply(proved.reference, user=agent, text="Ecco il codice nuovo.", now=now, confirmed=True)
    solve(proved.reference, user=agent, now=now, stays=[promise.pk])
    ask_helped(now=now + DAY)
    text = questions().latest("id").parts["text"]
    promised = "Quello che le abbiamo promesso:\n- Il trasformatore nuovo (Giovedì 05 Marzo 2026 10:00)\n"
    assert promised in text


@pytest.mark.parametrize(("language", "words"), [("it", "L'abbiamo aiutata?"), ("en", "Were you helped?")])
def test_question_is_in_the_customers_language(solved, now, language, words):
    Ticket.objects.update(language=language)
    with translation.override("en" if language == "it" else "it"):
        ask_helped(now=now + DAY)
    assert words in questions().get().parts["subject"]


def test_solved_again_is_asked_again_and_not_for_the_first_time(solved, agent, now):
    reopen(solved.reference, user=agent, now=now + MINUTE)
    assert ask_helped(now=now + DAY + MINUTE) == 0
    solve(solved.reference, user=agent, now=now + 2 * DAY)
    assert ask_helped(now=now + 3 * DAY) == 1


def test_closed_meanwhile_is_asked_all_the_same(solved, agent, now):
    close(solved.reference, user=agent, now=now + MINUTE)
    assert ask_helped(now=now + DAY) == 1


def test_desk_that_does_not_ask_asks_nobody(proved, agent, now):
    Desk.objects.update(ask_helped=False)
    reply(proved.reference, user=agent, text="Ecco.", now=now, confirmed=True)
    solve(proved.reference, user=agent, now=now)
    assert ask_helped(now=now + 2 * DAY) == 0
    assert not questions().exists()
    assert lasting(agent, now) == (1, 1)


def lasting(user, now) -> tuple[int, int]:
    found = figures(user, since=now - DAY, until=now + DAY, apart=ended_tickets()).lasted
    return found.number, found.of


def test_answer_that_solves_asks_like_any_solving(proved, agent, now):
    reply(proved.reference, user=agent, text="Ecco.", then=State.SOLVED, now=now, confirmed=True)
    assert ask_helped(now=now + DAY) == 1


def test_word_after_the_end_asks_neither_later_nor_twice(solved, agent, now):
    reply(solved.reference, user=agent, text="Buona serata!", now=now + HOUR, confirmed=True)
    assert ask_helped(now=now + DAY) == 1
    assert ask_helped(now=now + 2 * DAY) == 0


def test_answer_that_is_taken_back_has_solved_nothing(proved, agent, now):
    message = reply(proved.reference, user=agent, text="Ecco.", then=State.SOLVED, now=now, confirmed=True)
    undo_send(message.pk, user=agent, now=now)
    assert ask_helped(now=now + DAY) == 0
    assert lasting(agent, now) == (0, 0)


def test_word_after_the_end_that_is_taken_back_leaves_it_solved(solved, agent, now):
    message = reply(solved.reference, user=agent, text="Buona serata!", now=now + HOUR, confirmed=True)
    undo_send(message.pk, user=agent, now=now + HOUR)
    solved.refresh_from_db()
    assert (solved.state, solved.solved_at) == (State.SOLVED, now)


def test_solving_that_is_taken_back_counts_nowhere(proved, agent, now):
    act = change_one(proved.reference, user=agent, act="solve", now=now).act
    assert lasting(agent, now) == (1, 1)
    undo_many(act, user=agent, now=now)
    assert lasting(agent, now) == (0, 0)


def _spam(ticket, agent, now):
    mark_spam(ticket.reference, user=agent, now=now)


def _unproved(ticket, agent, now):
    ContactPoint.objects.update(verified_at=None)


def _came_back(ticket, agent, now):
    ContactPoint.objects.update(undeliverable_at=now)


def _machine(ticket, agent, now):
    ticket.messages.filter(direction="in").update(marks=["automatic"])


def _switched_off(ticket, agent, now):
    Desk.objects.update(ask_helped=False)


def _never_answered(ticket, agent, now):
    ticket.messages.filter(direction="out").update(direction="note")


@pytest.mark.parametrize("happens", [_spam, _unproved, _came_back, _machine, _switched_off, _never_answered])
def test_nobody_is_asked_who_should_not_be(solved, agent, now, happens):
    happens(solved, agent, now)
    assert ask_helped(now=now + DAY) == 0
    assert not questions().exists()


def test_address_that_its_own_server_proved_is_asked(solved, now):
    ContactPoint.objects.update(verified_at=None)
    solved.messages.filter(direction="in").update(marks=["proved"])
    assert ask_helped(now=now + DAY) == 1


def test_nobody_is_asked_twice_a_day(solved, arrive, agent, now):
    other = ticket_of(arrive(subject="Altra cosa", message_id="<altra@x.example>"))
    reply(other.reference, user=agent, text="Ecco.", now=now, confirmed=True)
    solve(other.reference, user=agent, now=now)
    assert ask_helped(now=now + DAY) == 1


def test_no_opens_it_again_and_its_owner_is_told_at_once(asked, solved, agent, now):
    keep_answer(asked[2], answer="no", words="Manca il cavo", now=now + 2 * DAY)
    assert (Ticket.objects.get().state, Helped.objects.get().words) == ("open", "Manca il cavo")
    assert Ticket.objects.get().next_due_at
    assert Notice.objects.get(kind="not_helped").user == agent


def test_partly_comes_back_only_with_words(asked, now):
    keep_answer(asked[1], answer="partly", now=now + 2 * DAY)
    assert Ticket.objects.get().state == "solved"
    keep_answer(asked[1], answer="partly", words="La seconda domanda", now=now + 2 * DAY)
    assert Ticket.objects.get().state == "open"


def test_last_word_counts_and_what_was_said_stays_in_the_journal(asked, now):
    for answer in ("no", "no", "yes"):
        keep_answer(asked[2], answer=answer, now=now + 2 * DAY)
    assert Helped.objects.get().answer == "yes"
    said = Event.objects.filter(kind__in=["helped.yes", "helped.no"]).order_by("id")
    assert [(event.kind, event.data["was"]) for event in said] == [("helped.no", ""), ("helped.yes", "no")]
    assert Notice.objects.filter(kind="not_helped").count() == 1


def test_no_to_a_closed_one_opens_one_new_request_with_the_same_owner(asked, solved, agent, now):
    close(solved.reference, user=agent, now=now + DAY)
    keep_answer(asked[2], answer="no", words="Di nuovo rotto", now=now + 2 * DAY)
    keep_answer(asked[2], answer="no", words="Di nuovo rotto, ancora", now=now + 3 * DAY)
    later = Link.objects.get(earlier=solved, kind="follows").later
    assert (later.state, later.owner, later.messages.get().text) == ("new", agent, "Di nuovo rotto")
    assert Ticket.objects.count() == 2


def test_without_an_owner_somebody_of_the_desk_is_told(asked, agent, colleague, now):
    Ticket.objects.update(owner=None)
    keep_answer(asked[2], answer="no", now=now + 2 * DAY)
    told = set(Notice.objects.filter(kind="not_helped").values_list("user", flat=True))
    assert told == {agent.pk, colleague.pk}


def test_answer_that_is_none_is_refused(asked, now):
    with pytest.raises(BadAnswer):
        keep_answer(asked[0], answer="maybe", now=now + 2 * DAY)
    assert Helped.objects.get().answer == ""


def test_link_that_is_over_or_for_another_page_does_nothing(asked, now):
    helped = Helped.objects.get()
    other = tokens.issue("confirm_address", {"helped": helped.pk}, until=now + 60 * DAY)
    assert keep_answer(other, answer="yes", now=now + 2 * DAY) is None
    assert keep_answer(asked[0], answer="yes", now=now + 31 * DAY) is None
    assert Helped.objects.get().answer == ""


def test_answer_to_the_question_opens_its_request_again(asked, solved, arrive, now):
    parts = questions().get().parts
    arrive(
        at=now + 2 * DAY,
        message_id="<again@customer.example>",
        subject=f"Re: {parts['subject']}",
        references=" ".join(f"<{each}>" for each in (*parts["references"], parts["message_id"])),
        text="No, la lampada è ancora spenta.",
    )
    solved.refresh_from_db()
    assert (Ticket.objects.count(), solved.state) == (1, "open")


def test_question_is_answered_at_the_requests_own_address(proved, agent, now):
    Mailbox.objects.update(reply_addresses_since=now)
    reply(proved.reference, user=agent, text="Ecco il codice nuovo.", now=now, confirmed=True)
    solve(proved.reference, user=agent, now=now)
    ask_helped(now=now + DAY)
    assert proved.participants.get().token in questions().get().parts["reply_to"]["email"]
