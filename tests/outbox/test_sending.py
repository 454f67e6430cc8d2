"""Out of the outbox: what the channel says becomes the delivery's state, in the job's own transaction."""

from datetime import timedelta

import pytest

from aiuto.jobs.models import DeadLetter, Job
from aiuto.jobs.run import run_next
from aiuto.journal.models import Event
from aiuto.outbox.errors import HeldBack, SendFailed, TooLate
from aiuto.outbox.models import Delivery, State
from aiuto.outbox.queueing import queue
from aiuto.outbox.returning import release, take_back
from tests.outbox.conftest import PARTS

pytestmark = pytest.mark.django_db(transaction=True)

UNDO = timedelta(seconds=10)
BUSY = SendFailed("451 come later", code=451)
UNKNOWN = SendFailed("550 nobody of this name", permanent=True, code=550)


def kinds() -> list[str]:
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


def test_sent_is_marked_with_its_time_and_an_event(delivery, carrier, now):
    assert run_next(now, worker="w")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.sent_at, delivery.attempts) == ("sent", now, 1)
    [(parts, recipient, mailbox)] = carrier.taken
    assert (parts.message_id, recipient, mailbox) == (PARTS.message_id, "giulia@customer.example", 3)
    event = Event.objects.get()
    assert (event.kind, event.ticket, event.data) == ("delivery.sent", 7, {"delivery": delivery.pk})
    assert not Job.objects.exists()


def test_busy_server_is_tried_again_after_a_pause(delivery, carrier, now):
    carrier.failures = [BUSY]
    run_next(now, worker="w")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == ("failed", "451 come later")
    assert not run_next(now, worker="w")
    run_next(Job.objects.get().run_after, worker="w")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error, delivery.attempts) == ("sent", "", 2)
    assert kinds() == ["delivery.failed", "delivery.sent"]


def test_unknown_address_is_dead_at_once_and_people_see_why(delivery, carrier, now):
    carrier.failures = [UNKNOWN]
    run_next(now, worker="w")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == ("dead", "550 nobody of this name")
    assert DeadLetter.objects.get().args == [delivery.pk]
    assert not Job.objects.exists()
    assert kinds() == ["delivery.dead"]


def test_last_attempt_that_fails_is_dead(delivery, carrier, now):
    Job.objects.update(attempts=79)
    carrier.failures = [BUSY]
    run_next(now, worker="w")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == ("dead", "451 come later")


def test_transport_that_breaks_is_tried_again(delivery, carrier, now):
    carrier.failures = [RuntimeError("broken on purpose")]
    run_next(now, worker="w")

    assert Job.objects.get().last_error
    run_next(Job.objects.get().run_after, worker="w")
    delivery.refresh_from_db()
    assert (delivery.state, len(carrier.taken)) == ("sent", 1)


def test_killed_worker_leaves_it_to_the_next_with_the_same_identity(delivery, carrier, now):
    """As a kill between the server's answer and our mark leaves it."""
    Delivery.objects.update(state=State.LEASED, attempts=1)
    Job.objects.update(leased_by="gone", attempts=1, run_after=now + timedelta(seconds=120))

    assert not run_next(now, worker="w")
    run_next(now + timedelta(seconds=121), worker="w")
    delivery.refresh_from_db()
    assert (delivery.state, carrier.taken[0][0].message_id) == ("sent", PARTS.message_id)


def test_taken_back_does_not_leave(delivery, carrier, now):
    take_back(9)
    assert run_next(now, worker="w")
    assert carrier.taken == []
    assert not Job.objects.exists()
    delivery.refresh_from_db()
    assert delivery.state == "undone"


def test_while_it_leaves_it_cannot_be_taken_back(delivery, carrier, now):
    def try_to_take_back():
        with pytest.raises(TooLate):
            take_back(9)

    carrier.meanwhile = try_to_take_back
    run_next(now, worker="w")
    delivery.refresh_from_db()
    assert delivery.state == "sent"


def test_lease_lost_meanwhile_marks_nothing(delivery, carrier, now):
    carrier.meanwhile = lambda: Job.objects.update(attempts=5, leased_by="another")
    run_next(now, worker="w")

    delivery.refresh_from_db()
    assert (delivery.state, kinds()) == ("leased", [])
    assert Job.objects.get().leased_by == "another"


def test_held_back_stays_queued_and_costs_no_attempt(delivery, carrier, now):
    carrier.failures = [HeldBack("not yet")] * 90
    at = now
    for _ in range(90):
        assert run_next(at, worker="w")
        at = Job.objects.get().run_after
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error, delivery.attempts) == ("queued", "not yet", 0)
    assert kinds() == []
    run_next(at, worker="w")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error, delivery.attempts) == ("sent", "", 1)


def test_released_leaves_at_once_and_what_another_mailbox_holds_stays(delivery, carrier, now):
    other = queue(PARTS, recipient="bruno@customer.example", mailbox=4, now=now)
    later = queue(PARTS, recipient="carla@customer.example", mailbox=3, now=now, send_after=now + UNDO)
    carrier.failures = [HeldBack("not yet")] * 2
    while run_next(now, worker="w"):
        pass
    assert release(3, now=now) == 1
    while run_next(now, worker="w"):
        pass
    states = {row.pk: row.state for row in Delivery.objects.all()}
    assert states == {delivery.pk: "sent", other.pk: "queued", later.pk: "queued"}
