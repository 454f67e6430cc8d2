"""The page that asks whether somebody was helped: it shows on GET, and only what is sent counts."""

from datetime import timedelta

import pytest

from aiuto.customers.models import ContactPoint
from aiuto.flows.ask_helped import ask_helped
from aiuto.flows.reply import reply
from aiuto.flows.solve import solve
from aiuto.journal.models import Event
from aiuto.people import tokens
from aiuto.tickets.models import Helped, Ticket
from tests.flows.conftest import agent, arrive, desk, ticket  # noqa: F401 - fixtures

DAY = timedelta(days=1)


@pytest.fixture
def asked(ticket, agent, now):  # noqa: F811
    ContactPoint.objects.update(verified_at=now - 2 * DAY)
    reply(ticket.reference, user=agent, text="Ecco.", now=now - 2 * DAY, confirmed=True)
    solve(ticket.reference, user=agent, now=now - 2 * DAY)
    assert ask_helped(now=now - DAY) == 1
    return Helped.objects.get()


def link(asked, now, answer="no", purpose="helped"):
    value = {"helped": asked.pk, "answer": answer, "desk": asked.ticket.desk_id}
    return f"/p/{tokens.issue(purpose, value, until=now + DAY)}/"


def test_page_on_get_shows_the_question_and_keeps_nothing(
    client, moment, asked, now, django_assert_max_num_queries
):
    events = Event.objects.count()
    for method in (client.get, client.head, client.get):
        with django_assert_max_num_queries(4):
            assert method(link(asked, now)).status_code == 200
    assert 'value="no" required checked' in client.get(link(asked, now)).text
    asked.refresh_from_db()
    assert (asked.answer, Event.objects.count()) == ("", events)
    assert Ticket.objects.get().state == "solved"


def test_page_on_post_keeps_the_answer_that_was_sent(client, moment, asked, now):
    address = link(asked, now, answer="no")
    assert client.post(address, {"answer": "yes", "words": "Tutto bene"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, asked.words, asked.answered_at) == ("yes", "Tutto bene", now)
    assert 'value="yes" required checked' in client.get(address).text


def test_page_on_a_second_post_changes_nothing_more(client, moment, asked, now):
    address = link(asked, now)
    client.post(address, {"answer": "no"})
    events = Event.objects.count()
    assert client.post(address, {"answer": "no"}).status_code == 302
    assert Event.objects.count() == events


@pytest.mark.parametrize("given", [{}, {"answer": "maybe"}, {"answer": "\x00"}])
def test_page_asks_again_where_the_answer_is_none(client, moment, asked, now, given):
    answer = client.post(link(asked, now), given, HTTP_ACCEPT_LANGUAGE="it")
    assert answer.status_code == 422
    assert "Scelga una delle tre risposte." in answer.text
    asked.refresh_from_db()
    assert asked.answer == ""


def test_page_opens_by_no_token_of_another_purpose(client, moment, asked, now):
    assert client.get(link(asked, now, purpose="lottery")).status_code == 404
    assert client.post(link(asked, now, purpose="lottery"), {"answer": "yes"}).status_code == 404
    moment.shift(DAY)
    assert client.post(link(asked, now), {"answer": "yes"}).status_code == 404
    asked.refresh_from_db()
    assert asked.answer == ""


@pytest.mark.parametrize(("language", "words"), [("it", "L'abbiamo aiutata?"), ("en", "Were you helped?")])
def test_page_speaks_both_languages(client, moment, asked, now, language, words):
    assert words in client.get(link(asked, now), HTTP_ACCEPT_LANGUAGE=language).text
