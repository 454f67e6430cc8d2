"""The customer's own day: kept, minded when something is promised, and said once when it has passed."""

from datetime import date, datetime, timedelta

import pytest

from aiuto.flows.ask_wish import ask_wish
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.miss_wishes import miss_wishes
from aiuto.flows.reply import reply
from aiuto.flows.save_draft import save_draft
from aiuto.flows.set_wish import set_wish
from aiuto.flows.solve import solve
from aiuto.flows.undo_send import undo_send
from aiuto.journal.models import Event
from aiuto.promises.errors import AfterTheirDate
from aiuto.promises.models import Promise
from aiuto.tickets.errors import Already, BadDate
from aiuto.tickets.models import Draft, Message, Ticket
from tests.flows.conftest import ticket_of

DAY = timedelta(days=1)
SATURDAY = date(2026, 3, 7)


@pytest.fixture
def wished(ticket, agent, now) -> Ticket:
    return set_wish(
        ticket.reference, wish="Che funzioni\n per sabato", wanted_by=SATURDAY, user=agent, now=now
    )


def test_wish_is_kept_in_their_words_with_their_day(wished):
    kept = Ticket.objects.get()
    assert (kept.wish, kept.wanted_by) == ("Che funzioni per sabato", SATURDAY)
    event = Event.objects.get(kind="ticket.wish_set")
    assert event.data == {"was": None, "wanted_by": "2026-03-07"}


def test_day_that_has_been_is_refused(ticket, agent, now):
    with pytest.raises(BadDate):
        set_wish(ticket.reference, wanted_by=(now - DAY).date(), user=agent, now=now)


def test_later_promise_is_questioned_and_made_when_it_is_meant(wished, agent, now):
    late = {"kind": "delivery", "what": "Consegna", "due": now + 6 * DAY}
    with pytest.raises(AfterTheirDate):
        make_promise(wished.reference, Word(**late), user=agent, now=now)
    assert not Promise.objects.filter(kind="delivery").exists()

    make_promise(wished.reference, Word(**late, knowingly=True), user=agent, now=now)
    make_promise(wished.reference, Word(**late | {"due": now + 5 * DAY}), user=agent, now=now)
    assert Promise.objects.filter(kind="delivery").count() == 2


def test_missed_day_is_said_once(wished, now):
    assert miss_wishes(now=now + 5 * DAY) == 0
    assert miss_wishes(now=now + 6 * DAY) == 1
    assert miss_wishes(now=now + 7 * DAY) == 0
    assert Event.objects.filter(kind="ticket.wish_missed").count() == 1


def test_another_day_may_be_missed_again(wished, agent, now):
    miss_wishes(now=now + 6 * DAY)
    set_wish(wished.reference, wanted_by=SATURDAY + 3 * DAY, user=agent, now=now + 6 * DAY)
    assert miss_wishes(now=now + 10 * DAY) == 1


def test_solved_request_misses_nothing(wished, agent, now):
    solve(wished.reference, user=agent, now=now + DAY)
    assert miss_wishes(now=now + 6 * DAY) == 0


def asked(ticket, agent, now) -> Ticket:
    """The question left as the end of an answer."""
    draft = ask_wish(ticket.reference, user=agent, now=now)
    reply(ticket.reference, user=agent, text=f"Buongiorno Giulia.\n\n{draft.text}", then="waiting", now=now)
    return Ticket.objects.get(pk=ticket.pk)


def answers(arrive, text: str, at: datetime) -> Ticket:
    number = {"message_id": f"<{at:%d%H}@customer.example>", "references": "<one@customer.example>"}
    return ticket_of(arrive(**number, text=text, at=at))


def test_day_is_asked_at_the_end_of_what_one_is_writing(ticket, agent, now):
    given = {"direction": "out", "text": "Buongiorno Giulia.", "begun_after": None}
    save_draft(ticket.reference, user=agent, **given, now=now)
    draft = ask_wish(ticket.reference, user=agent, now=now)
    assert draft.text == "Buongiorno Giulia.\n\nEntro quale giorno le serve? Mi organizzo su quella data."
    assert Ticket.objects.get().wish_asked_at is None


def test_day_is_asked_once(ticket, agent, now):
    ask_wish(ticket.reference, user=agent, now=now)
    with pytest.raises(Already):
        ask_wish(ticket.reference, user=agent, now=now)
    Draft.objects.all().delete()
    assert asked(ticket, agent, now).wish_asked_at == now
    with pytest.raises(Already):
        ask_wish(ticket.reference, user=agent, now=now + DAY)


def test_question_that_was_taken_back_was_not_asked(ticket, agent, now):
    asked(ticket, agent, now)
    undo_send(Message.objects.latest("id").pk, user=agent, now=now)
    assert Ticket.objects.get().wish_asked_at is None


def test_what_they_answer_is_read(ticket, agent, arrive, now):
    asked(ticket, agent, now)
    told = answers(arrive, "Buongiorno, va bene sabato. Grazie!", now + DAY)
    assert (told.wanted_by, told.wish) == (SATURDAY, "Buongiorno, va bene sabato.")
    event = Event.objects.get(kind="ticket.wish_set")
    assert (event.actor_kind, event.actor_id) == ("customer", ticket.customer_id)


def test_day_that_answers_no_question_is_not_read(ticket, agent, arrive, now):
    reply(ticket.reference, user=agent, text="Buongiorno Giulia.", then="waiting", now=now)
    assert answers(arrive, "Buongiorno, va bene sabato. Grazie!", now + DAY).wanted_by is None


def test_only_their_first_answer_is_read(ticket, agent, arrive, now):
    asked(ticket, agent, now)
    answers(arrive, "Non c'è fretta.", now + DAY)
    assert answers(arrive, "Ci sentiamo sabato.", now + 2 * DAY).wanted_by is None
