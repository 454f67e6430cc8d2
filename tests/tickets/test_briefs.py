"""What a brief is drafted from, of a ticket of any length."""

import pytest
from django.utils import translation

from aiuto.tickets.models import Direction, Message
from aiuto.tickets.queries.briefs import READ, brief_of, in_language
from tests.flows.conftest import agent, arrive, desk, ticket  # noqa: F401 - fixtures


@pytest.mark.parametrize("number", [1, 3, 100])
def test_first_and_newest_messages_cost_the_same_however_many(
    ticket,  # noqa: F811
    now,
    number,
    django_assert_num_queries,
):
    _say(ticket, number, now)
    with django_assert_num_queries(1 if number < READ - 1 else 2):
        brief = brief_of(ticket, language="it", now=now)

    assert brief.asked[0] == "La lampada Nuvola non si accende più."
    assert f"Quando arriva la numero {max(0, number - READ)}?" in brief.open


def test_machines_ask_for_nothing(ticket, now):  # noqa: F811
    Message.objects.create(
        ticket=ticket,
        direction=Direction.IN,
        reply_text="Sono in vacanza. Vuole scrivere ad altri?",
        marks=["automatic"],
        at=now,
        stored_at=now,
    )
    brief = brief_of(ticket, language="it", now=now)

    assert "vacanza" not in str(brief)


def test_answer_that_was_taken_back_was_never_given(ticket, agent, now):  # noqa: F811
    Message.objects.create(
        ticket=ticket,
        direction=Direction.OUT,
        reply_text="Arriva domani mattina.",
        author=agent,
        at=now,
        stored_at=now,
        withdrawn_at=now,
    )
    assert "domani" not in str(brief_of(ticket, language="it", now=now))


def test_brief_speaks_to_its_reader_in_titles_and_dates(ticket, now):  # noqa: F811
    ticket.messages.update(at=now.replace(month=5, day=3))
    with translation.override("it"):
        drafted = str(brief_of(ticket, language="it", now=now))
    assert "3 mag" in drafted

    told = in_language(ticket, drafted, language="it", to="en", now=now)
    assert ("3 May" in told, "mag" in told, "**What was asked**" in told) == (True, False, True)


def _say(ticket, number, now):  # noqa: F811
    Message.objects.all().update(direction=Direction.IN)
    given = {"ticket": ticket, "direction": Direction.IN, "at": now, "stored_at": now}
    Message.objects.bulk_create(
        Message(**given, text="x", reply_text=f"Quando arriva la numero {n}?") for n in range(number)
    )
