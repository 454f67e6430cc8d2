"""After the fix the customer is asked by mail: once, only at a proved address, and silence is no answer."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from aiuto.customers.models import ContactPoint
from aiuto.flows.answer_follow_up import answer_follow_up
from aiuto.flows.ask_follow_up import ask_follow_up
from aiuto.flows.ask_helped import ask_helped
from aiuto.flows.close import close
from aiuto.flows.close_solved import close_solved
from aiuto.flows.solve import solve
from aiuto.flows.watch_promises import watch_promises
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.people import tokens
from aiuto.recovery.errors import StillMending
from aiuto.recovery.models import Recovery, Step
from aiuto.recovery.queries.export import export_recoveries
from aiuto.tickets.errors import BadAnswer
from aiuto.tickets.models import Ticket
from tests.flows.recovering import DAY, fail, finish_all_but_follow_up, step_of

DUE = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def mails():
    return Delivery.objects.filter(parts__auto_submitted="auto-generated")


def links() -> list[str]:
    return re.findall(r"/p/([^/\s]+)/", mails().latest("id").parts["text"])


@pytest.fixture
def fixed(ticket, agent, now) -> Recovery:
    """All is done but the follow-up, due on the ninth at eight; the address is proved."""
    ContactPoint.objects.update(verified_at=now)
    recovery = fail(ticket, agent, now)
    finish_all_but_follow_up(recovery, agent, now)
    return recovery


@pytest.fixture
def asked(fixed) -> list[str]:
    """The links of the question: well, in part, not yet; behind them stands the way to a person."""
    assert ask_follow_up(now=DUE - HOUR) == 1
    return links()[:3]


def test_question_leaves_before_its_promise_is_due_and_once(fixed):
    assert ask_follow_up(now=DUE - HOUR - timedelta(minutes=1)) == 0
    assert ask_follow_up(now=DUE - HOUR) == 1
    assert ask_follow_up(now=DUE) == 0
    step = step_of(fixed, "follow_up")
    assert (step.state, step.promise.state) == ("due", "kept")
    watch_promises(now=DUE + DAY)
    assert not Event.objects.filter(kind="promise.broken", ticket=fixed.ticket_id).exists()


def test_question_is_in_their_language_and_quotes_nobody(asked):
    text = mails().latest("id").parts["text"]
    assert len(asked) == 3
    assert "Sì, va bene: " in text and "No, non ancora: " in text
    assert "lampada" not in text


def test_address_that_is_not_proved_is_a_persons_to_call(fixed):
    ContactPoint.objects.update(verified_at=None)
    assert ask_follow_up(now=DUE - HOUR) == 0
    watch_promises(now=DUE + HOUR)
    assert step_of(fixed, "follow_up").promise.state == "broken"


def test_content_customer_leaves_it_to_be_closed(fixed, asked):
    answer_follow_up(asked[0], answer="content", words="Grazie!", now=DUE)
    step = step_of(fixed, "follow_up")
    assert (step.state, step.answer, step.words, step.done_by) == ("done", "content", "Grazie!", None)
    assert Recovery.objects.get().state == "awaiting"
    said = Event.objects.get(kind="recovery.step_done", actor_kind="customer")
    [told] = export_recoveries()
    assert told["steps"][-1]["evidence"] == [f"event:{said.pk}"]


def test_customer_who_is_not_content_opens_it_again(fixed, ticket, agent, asked):
    solve(ticket.reference, user=agent, now=DUE)
    answer_follow_up(asked[2], answer="not", now=DUE)
    assert Recovery.objects.get().state == "reopened"
    assert Ticket.objects.get().state == "open"


def test_answer_sent_twice_is_one(fixed, asked):
    answer_follow_up(asked[2], answer="not", now=DUE)
    answer_follow_up(asked[0], answer="content", now=DUE)
    assert Event.objects.filter(kind="recovery.reopened").count() == 1
    assert step_of(fixed, "follow_up").answer == "not"


@pytest.mark.parametrize("answer", ["", "none", "maybe"])
def test_answer_that_is_none_is_refused(asked, answer):
    with pytest.raises(BadAnswer):
        answer_follow_up(asked[0], answer=answer, now=DUE)


def test_strange_or_late_links_do_nothing(asked, now):
    assert answer_follow_up("x" + asked[0], answer="content", now=DUE) is None
    assert answer_follow_up(asked[0], answer="content", now=DUE + 31 * DAY) is None
    other = tokens.issue("helped", {"step": 1, "answer": "content", "desk": 1}, until=DUE + DAY)
    assert answer_follow_up(other, answer="content", now=DUE) is None


def test_silence_for_a_week_is_no_answer(fixed, asked):
    ask_follow_up(now=DUE - HOUR + 7 * DAY - timedelta(minutes=1))
    assert step_of(fixed, "follow_up").state == "due"
    ask_follow_up(now=DUE - HOUR + 7 * DAY)
    assert step_of(fixed, "follow_up").answer == "none"
    assert Step.objects.filter(answer="content").count() == 0


def test_nobody_is_asked_two_things_and_nothing_is_closed_meanwhile(fixed, ticket, agent, now):
    solve(ticket.reference, user=agent, now=now + HOUR)
    assert ask_helped(now=now + 2 * DAY) == 0
    assert close_solved(now=now + 30 * DAY) == 0
    with pytest.raises(StillMending):
        close(ticket.reference, user=agent, now=now + 2 * DAY)
    assert Ticket.objects.get().state == "solved"
