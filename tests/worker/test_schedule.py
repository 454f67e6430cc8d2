"""The periodic work runs by itself and does what its flow does."""

from datetime import timedelta

import pytest

from aiuto.jobs.models import Job
from aiuto.jobs.periodic import declared, start_slot
from aiuto.jobs.run import run_next
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Draft, Ticket, Upload
from aiuto.worker import schedule
from tests.flows.conftest import agent, arrive, desk, ticket  # noqa: F401 - fixtures

OURS = {
    "ask-helped",
    "close-solved",
    "end-holds",
    "forget-notices",
    "forget-past-attempts",
    "forget-presence",
    "forget-uploads",
    "send-digests",
    "send-due",
    "tell-happened",
    "wake-snoozed",
}


def run(name, now):
    start_slot(declared[name], now=now)
    assert run_next(now, worker="w")


def test_all_of_it_is_declared():
    assert schedule.__doc__
    assert set(declared) >= OURS


@pytest.mark.parametrize("name", sorted(OURS))
def test_each_runs_to_its_end_on_an_empty_desk(transactional_db, now, name):
    run(name, now)

    assert not Job.objects.exists()


def test_solved_requests_close(transactional_db, now, ticket):  # noqa: F811
    Ticket.objects.update(state="solved", solved_at=now, waiting_since=None, turn_at=None)
    run("close-solved", now + timedelta(days=default_desk().close_after_days))

    assert Ticket.objects.get().state == "closed"


def test_uploads_go_after_a_day(transactional_db, now, ticket, agent):  # noqa: F811
    draft = Draft.objects.create(ticket=ticket, user=agent, updated_at=now)
    blob = ticket.messages.get().raw_mail.blob
    Upload.objects.create(
        slot="s" * 26, draft=draft, blob=blob, name="a", content_type="", size=1, created_at=now
    )
    run("forget-uploads", now + timedelta(hours=25))

    assert not Upload.objects.exists()
