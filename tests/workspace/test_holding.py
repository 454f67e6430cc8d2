"""Putting a request on hold: until a date that the customer is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.flows.reply import reply
from aiuto.flows.undo_send import undo_send
from aiuto.outbox.models import Delivery
from aiuto.promises.models import Promise
from aiuto.tickets.models import Draft, Message, Ticket
from tests.workspace.test_promises import panel

DAY = timedelta(days=1)
SAY = "Buongiorno, avrà nostre notizie entro {…}."


@pytest.fixture
def ticket(arrive) -> Ticket:
    return Ticket.objects.get(reference=arrive(at=timezone.now()).ticket)


@pytest.fixture
def until():
    return timezone.localtime(timezone.now() + 3 * DAY).replace(second=0, microsecond=0)


@pytest.fixture
def held(browser, ticket, until):
    """`held(say=…)`: the dialog was filled in so."""

    def held(**given: str) -> int:
        form = {"until": until.strftime("%Y-%m-%dT%H:%M")} | given
        return browser.post(f"/tickets/{ticket.reference}/ask/hold/", form).status_code

    return held


def owed_news() -> Promise:
    return Promise.objects.get(kind="next_update", state="open")


def test_words_for_the_customer_stand_there_in_their_language(browser, ticket):
    assert "Avrà nostre notizie entro {…}" in browser.get(f"/tickets/{ticket.reference}/ask/hold/").text


def test_customer_is_told_the_date_that_is_promised(held, ticket, until):
    assert held(say=SAY) == 302
    ticket.refresh_from_db()
    assert (ticket.state, ticket.hold_until) == ("hold", until)
    assert (owed_news().due_at, ticket.next_due_at) == (until, until)
    text = Delivery.objects.get(message__isnull=False).parts["text"]
    assert f"{until:%H:%M}." in text.splitlines()[0]
    assert "Quello che le abbiamo promesso:\n- prossime notizie" in text


def test_nothing_is_held_without_a_word_to_the_customer(held, ticket):
    assert held(say=" ") == 422
    ticket.refresh_from_db()
    assert ticket.state == "new"


def test_who_knows_the_date_is_written_nothing(held, ticket):
    assert held(say=SAY, known="on") == 302
    ticket.refresh_from_db()
    assert ticket.state == "hold"
    assert not Message.objects.filter(direction="out").exists()


def test_what_the_agent_had_begun_stays_a_draft(held, ticket, agent, now):
    Draft.objects.create(ticket=ticket, user=agent, text="Gentile Giulia,", updated_at=now)
    held(say=SAY)
    assert Draft.objects.get().text == "Gentile Giulia,"


def test_day_that_was_told_holds_through_further_answers(held, ticket, agent, until):
    held(say=SAY)
    now = timezone.now()
    reply(ticket.reference, user=agent, text="Ecco le istruzioni per montarla.", now=now, confirmed=True)
    assert owed_news().due_at == until
    newest = Delivery.objects.latest("id").parts["text"]
    assert "Quello che le abbiamo promesso:" in newest


def test_same_day_is_not_offered_as_one_more_promise(browser, held, ticket):
    held(say=SAY)
    assert "Is it a promise?" not in panel(browser, ticket)


def test_word_taken_back_leaves_the_day_and_the_words(held, ticket, agent, until):
    held(say=SAY)
    undo_send(Message.objects.get(direction="out").pk, user=agent, now=timezone.now())
    ticket.refresh_from_db()
    assert ticket.state == "hold"
    assert owed_news().due_at == until
    assert "avrà nostre notizie" in Draft.objects.get().text


def test_whoever_has_no_address_is_told_aloud(browser, held, ticket):
    ticket.participants.all().delete()
    page = browser.get(f"/tickets/{ticket.reference}/ask/hold/").text
    assert "They have heard the date" in page
    assert 'name="say"' not in page
    assert held() == 422
    assert held(known="on") == 302
