"""The page that asks whether it is well now: it shows on GET, and only what is sent counts."""

from datetime import timedelta

import pytest

from aiuto.journal.models import Event
from aiuto.people import tokens
from aiuto.recovery.models import Step
from tests.flows.conftest import agent, arrive, desk, ticket  # noqa: F401 - fixtures
from tests.flows.recovering import fail, finish_all_but_follow_up, step_of

DAY = timedelta(days=1)


@pytest.fixture
def asked(ticket, agent, now) -> Step:  # noqa: F811
    recovery = fail(ticket, agent, now)
    finish_all_but_follow_up(recovery, agent, now)
    Step.objects.filter(kind="follow_up").update(asked_at=now)
    return step_of(recovery, "follow_up")


def link(asked, now) -> str:
    value = {"step": asked.pk, "answer": "not", "desk": asked.recovery.desk_id}
    return f"/p/{tokens.issue('follow_up', value, until=now + DAY)}/"


def test_page_on_get_shows_the_question_and_keeps_nothing(client, moment, asked, now):
    events = Event.objects.count()
    for method in (client.get, client.head, client.get):
        assert method(link(asked, now)).status_code == 200
    assert 'value="not" required checked' in client.get(link(asked, now)).text
    assert Event.objects.count() == events


def test_sent_answer_counts_once_and_is_thanked_for(client, moment, asked, now):
    thanked = client.post(link(asked, now), {"answer": "content", "words": "Bene"}, follow=True)
    asked.refresh_from_db()
    assert (asked.answer, asked.words) == ("content", "Bene")
    assert 'name="answer"' not in thanked.text
    client.post(link(asked, now), {"answer": "not"})
    asked.refresh_from_db()
    assert asked.answer == "content"


def test_nonsense_is_asked_again(client, moment, asked, now):
    assert client.post(link(asked, now), {"answer": "none"}).status_code == 422
    asked.refresh_from_db()
    assert asked.state == "due"


def test_page_says_nothing_of_what_colleagues_wrote(client, moment, asked, now):
    shown = client.get(link(asked, now)).text
    assert "La lampada è in ritardo" not in shown and "LX-4471" not in shown
