"""What happens to deliveries after they were queued."""

import pytest

from aiuto.jobs.models import Job
from aiuto.jobs.run import run_next
from aiuto.journal.actors import SYSTEM, person
from aiuto.journal.models import Event
from aiuto.outbox.errors import TooLate
from aiuto.outbox.models import Delivery, State
from aiuto.outbox.queries import in_trouble, of_messages
from aiuto.outbox.returning import note_bounce, retry, take_back
from tests.outbox.conftest import PARTS, put

GONE = "5.1.1 nobody of this name"


def bounce(now, *failures: tuple[str, str]) -> list[Delivery]:
    return note_bounce(PARTS.message_id, failures=failures, by=SYSTEM, now=now)


@pytest.mark.django_db(transaction=True)
def test_take_back_is_all_or_nothing(now):
    put(now)
    put(now, "paolo@studio.example")
    Delivery.objects.filter(recipient="paolo@studio.example").update(state=State.SENT)
    with pytest.raises(TooLate):
        take_back(9)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"queued", "sent"}


@pytest.mark.parametrize("state", ["dead", "bounced"])
def test_retry_gives_a_fresh_job(delivery, carrier, now, state):
    Delivery.objects.update(state=state, last_error="550 no", attempts=4)
    Job.objects.all().delete()
    retry(delivery, by=person(1), now=now)

    assert Job.objects.get().attempts == 0
    event = Event.objects.get()
    assert (event.kind, event.actor_id, event.ticket) == ("delivery.queued", 1, 7)
    run_next(now, worker="w")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == ("sent", "")


@pytest.mark.parametrize("state", ["queued", "leased", "sent", "failed", "undone"])
@pytest.mark.django_db(transaction=True)
def test_retry_of_what_is_no_trouble_is_too_late(delivery, now, state):
    Delivery.objects.update(state=state)
    with pytest.raises(TooLate):
        retry(delivery, by=person(1), now=now)
    assert Job.objects.count() == 1


def test_bounce_marks_the_recipient_it_names(db, now):
    put(now)
    put(now, "paolo@studio.example")
    Delivery.objects.update(state=State.SENT)
    [bounced] = bounce(now, ("Paolo@Studio.example", GONE))

    assert (bounced.recipient, bounced.state, bounced.last_error) == ("paolo@studio.example", "bounced", GONE)
    assert [d.pk for d in in_trouble()] == [bounced.pk]
    assert Event.objects.get().kind == "delivery.bounced"


def test_bounce_that_names_nobody_counts_for_the_only_recipient(delivery, now):
    Delivery.objects.update(state=State.SENT)
    assert [d.pk for d in bounce(now)] == [delivery.pk]


def test_bounce_that_names_nobody_of_two_counts_for_none(db, now):
    put(now)
    put(now, "paolo@studio.example")
    Delivery.objects.update(state=State.SENT)
    assert bounce(now) == []


def test_bounce_twice_is_one_event(delivery, now):
    Delivery.objects.update(state=State.SENT)
    bounce(now, (delivery.recipient, GONE))
    assert bounce(now, (delivery.recipient, GONE)) == []
    assert Event.objects.count() == 1


@pytest.mark.parametrize("state", ["queued", "undone", "dead"])
def test_bounce_of_what_never_left_is_forged_and_changes_nothing(delivery, now, state):
    """Else an answer that was taken back could be sent by *try again*, and one that waits would never leave."""
    Delivery.objects.update(state=state)
    assert bounce(now, (delivery.recipient, GONE)) == []
    delivery.refresh_from_db()
    assert delivery.state == state


def test_deliveries_of_messages_come_by_message_in_order(db, now):
    first, second = put(now), put(now, "paolo@studio.example")
    assert of_messages([9, 10]) == {9: [first, second]}
