"""The page of choices: it shows on GET, and only what is sent counts."""

from datetime import timedelta
from decimal import Decimal

import pytest

from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.journal.models import Event
from aiuto.people import tokens
from aiuto.recovery.models import Compensation
from tests.flows.conftest import agent, arrive, desk, ticket  # noqa: F401 - fixtures
from tests.flows.recovering import fail

DAY = timedelta(days=1)


@pytest.fixture
def given(ticket, agent, now) -> Compensation:  # noqa: F811
    recovery = fail(ticket, agent, now)
    offer = Offer(
        kind="voucher", amount=Decimal(20), why="Segreto", other="gift", other_amount=Decimal("15.5")
    )
    given = propose_compensation(recovery.pk, offer, user=agent, now=now)
    Compensation.objects.update(chosen_by="", asked_at=now)
    return given


def link(given, now) -> str:
    value = {"compensation": given.pk, "answer": "gift", "desk": given.desk_id}
    return f"/p/{tokens.issue('choice', value, until=now + DAY)}/"


def test_page_on_get_shows_both_and_chooses_nothing(client, moment, given, now):
    events = Event.objects.count()
    for method in (client.get, client.head, client.get):
        assert method(link(given, now)).status_code == 200
    shown = client.get(link(given, now), headers={"Accept-Language": "it"}).text
    assert "Buono, 20,00 EUR" in shown and "Omaggio, 15,50 EUR" in shown
    assert 'value="gift" required checked' in shown
    assert "Segreto" not in shown and "La lampada" not in shown
    assert Event.objects.count() == events


def test_sent_choice_counts_once_and_is_said_back(client, moment, given, now):
    thanked = client.post(link(given, now), {"answer": "gift"}, follow=True)
    given.refresh_from_db()
    assert (given.kind, given.amount, given.chosen_by) == ("gift", Decimal("15.5"), "customer")
    assert "omaggio, 15,50 EUR" in thanked.text and 'name="answer"' not in thanked.text
    client.post(link(given, now), {"answer": "voucher"})
    given.refresh_from_db()
    assert given.kind == "gift"


@pytest.mark.parametrize("answer", ["", "refund", "content"])
def test_nonsense_is_asked_again(client, moment, given, now, answer):
    assert client.post(link(given, now), {"answer": answer}).status_code == 422
    assert Compensation.objects.get().undecided


def test_link_of_something_else_opens_nothing(client, moment, given, now):
    until = now + DAY
    forged = tokens.issue("choice", {"compensation": given.pk + 1, "answer": "gift"}, until=until)
    for token in (forged, "stranger"):
        assert client.get(f"/p/{token}/").status_code == 404
