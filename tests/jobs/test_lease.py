"""A worker's hold on one job."""

from datetime import timedelta

import pytest
from django.db import transaction

from aiuto.jobs.claim import claim_next, lease_end
from aiuto.jobs.errors import LeaseLost
from aiuto.jobs.lease import Lease, current
from aiuto.jobs.models import Job
from aiuto.jobs.queue import enqueue
from aiuto.jobs.run import run_next
from tests.jobs import sample

MINUTE = timedelta(minutes=1)


def lease(now, **more):
    enqueue(sample.write, "lamp", now=now, **more)
    return Lease(claim_next(now, worker="w"), lambda: now)


def test_current_outside_of_a_task_is_an_error():
    with pytest.raises(LookupError):
        current()


@pytest.mark.django_db
def test_current_is_gone_after_the_task(now):
    enqueue(sample.write, "lamp", now=now)
    run_next(now, worker="w")
    with pytest.raises(LookupError):
        current()


@pytest.mark.django_db
@pytest.mark.parametrize("end", [Lease.complete, lambda held: held.retry("x"), lambda held: held.bury("x")])
def test_a_lease_that_was_taken_over_can_end_nothing(now, end):
    held = lease(now)
    claim_next(lease_end(now), worker="another")
    with pytest.raises(LeaseLost):
        end(held)
    assert Job.objects.get().leased_by == "another"
    assert not held.finished


@pytest.mark.django_db
def test_a_lease_ends_its_job_once(now):
    held = lease(now)
    held.retry("busy")
    with pytest.raises(LeaseLost):
        held.retry("busy")


@pytest.mark.django_db(transaction=True)
def test_complete_outside_of_a_transaction_is_refused(now):
    """Else the effect could be there and the completion not, or the other way round."""
    held = lease(now)
    with pytest.raises(transaction.TransactionManagementError):
        held.complete()
    assert Job.objects.exists()


@pytest.mark.django_db
def test_retry_at_the_last_attempt_says_so(now):
    held = lease(now, max_attempts=1)
    assert held.last_attempt
    assert held.retry("busy") is None
    assert sample.letters().get().last_error == "busy"


@pytest.mark.django_db
def test_retry_keeps_secrets_out_of_the_reason(now):
    lease(now).retry("login failed: password=rosso-lume-42")
    assert "rosso" not in Job.objects.get().last_error


@pytest.mark.django_db
def test_renew_holds_the_job_for_a_whole_lease_from_now(now):
    held = lease(now)
    held.clock = lambda: now + MINUTE
    held.renew()
    assert claim_next(lease_end(now), worker="another") is None
    assert claim_next(lease_end(now + MINUTE), worker="another") is not None
    with pytest.raises(LeaseLost):
        held.renew()
