"""The page under a promise: it shows on GET, and only what is sent counts."""

from datetime import timedelta

import pytest

from aiuto.customers.models import ContactPoint
from aiuto.flows.make_promise import Word, make_promise
from aiuto.journal.models import Event
from aiuto.people import tokens
from aiuto.promises.models import Promise
from aiuto.promises.queries.told import token_of
from aiuto.tickets.models import Answer, Helped
from tests.flows.conftest import agent, arrive, desk, ticket  # noqa: F401 - fixtures

DAY = timedelta(days=1)


@pytest.fixture
def promised(ticket, agent, now) -> Promise:  # noqa: F811
    ContactPoint.objects.update(verified_at=now - DAY)
    word = Word(kind="delivery", what="Spedire la lampada", due=now + DAY)
    return make_promise(ticket.reference, word, user=agent, now=now)


def test_page_on_get_shows_the_promise_and_keeps_nothing(
    client, moment, promised, now, django_assert_max_num_queries
):
    events, address = Event.objects.count(), f"/p/{token_of(promised, now=now)}/"
    for method in (client.get, client.head, client.get):
        with django_assert_max_num_queries(3):
            assert method(address).status_code == 200
    assert "Spedire la lampada" in client.get(address).text
    promised.refresh_from_db()
    assert (promised.not_kept_at, Event.objects.count()) == (None, events)


def test_page_on_post_keeps_their_word_and_thanks_them(client, moment, promised, now):
    address = f"/p/{token_of(promised, now=now)}/"
    assert client.post(address, {"words": "Non è arrivata"}).status_code == 302
    promised.refresh_from_db()
    assert (promised.not_kept_at, promised.not_kept_words, promised.state) == (now, "Non è arrivata", "open")
    page = client.get(address, headers={"accept-language": "en"}).text
    assert "Thank you for telling us" in page and "Non è arrivata" in page


def test_time_of_the_promise_is_on_the_desks_clock(client, moment, promised, now):
    page = client.get(f"/p/{token_of(promised, now=now)}/", headers={"accept-language": "it"}).text
    assert "10:00" in page  # nine in UTC


def test_page_of_the_question_shows_what_was_promised(client, moment, promised, agent, now):  # noqa: F811
    Promise.objects.create(
        ticket=promised.ticket, desk=promised.desk, kind="first_answer", made_at=now, due_at=now
    )
    inside = {"made_by": agent, "to": agent, "what": "Solo per noi"}
    Promise.objects.create(
        ticket=promised.ticket, desk=promised.desk, kind="fix", made_at=now, due_at=now, **inside
    )
    asked = Helped.objects.create(ticket=promised.ticket, solved_at=now, ask_at=now, asked_at=now)
    value = {"helped": asked.pk, "answer": Answer.YES, "desk": promised.desk_id}
    page = client.get(f"/p/{tokens.issue('helped', value, until=now + DAY)}/").text
    assert "Spedire la lampada" in page and f"/p/{token_of(promised, now=now)}/" in page
    assert "Solo per noi" not in page and page.count("<li>") == 1
