"""Into the outbox."""

from datetime import timedelta

import pytest
from django.db import transaction

from aiuto.jobs.models import Job
from aiuto.outbox.models import Delivery
from aiuto.outbox.parts import Parts
from tests.outbox.conftest import PARTS, put

pytestmark = pytest.mark.django_db


def test_delivery_comes_with_the_job_that_sends_it(now):
    delivery = put(now, send_after=now + timedelta(seconds=10))
    job = Job.objects.get()
    assert (job.args, job.run_after) == ([delivery.pk], now + timedelta(seconds=10))
    assert (delivery.state, delivery.attempts, delivery.automatic) == ("queued", 0, False)
    assert (delivery.mailbox, delivery.ticket, delivery.message) == (3, 7, 9)


def test_identity_and_date_are_fixed_when_it_is_queued(now):
    kept = Parts.from_json(put(now).parts)
    assert (kept.message_id, kept.date) == (PARTS.message_id, now.isoformat())


def test_nothing_leaves_when_the_change_does_not_happen(now):
    with transaction.atomic():
        put(now)
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()
    assert not Job.objects.exists()


def test_one_delivery_costs_two_statements(now, django_assert_num_queries):
    with django_assert_num_queries(2):
        put(now)
