"""A mailbox that sends nothing yet: answers wait, and leave at the moment it is switched on."""

import pytest

from aiuto.flows.change_mailbox import change_mailbox
from aiuto.flows.let_leave import let_leave
from aiuto.flows.reply import reply
from aiuto.intake.models import Mailbox
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.people.errors import NotAllowed
from aiuto.people.models import Role, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admin(db, now) -> User:
    return User.objects.create(email="capo@lumiera.example", name="Capo", role=Role.ADMIN, created_at=now)


@pytest.fixture
def held(desk) -> Mailbox:
    Mailbox.objects.update(sends=False)
    return Mailbox.objects.get()


@pytest.fixture
def kept_here(settings, tmp_path):
    """What leaves is a file."""
    settings.HOME = tmp_path
    settings.TRANSPORTS = {"email": "aiuto.channels.email.kept.keep"}
    return tmp_path / "outgoing"


def test_answers_wait_and_leave_once_they_are_switched_on(
    ticket, agent, admin, held, now, settings, kept_here
):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"aiuto_undo_seconds": 0})
    reply(ticket.reference, user=agent, text="La lampada parte domani.", now=now, confirmed=True)
    let_leave(now=now)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("queued", 0)
    assert "assistenza@lumiera.example" in delivery.last_error
    assert not kept_here.exists()

    change_mailbox(held, sends=True, by=admin, now=now)
    let_leave(now=now)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == ("sent", "")
    assert len(list(kept_here.glob("*.eml"))) == 1


def test_switching_is_in_the_journal_and_once(admin, held, now):
    for _ in range(2):
        change_mailbox(held, sends=True, by=admin, now=now)
    [event] = Event.objects.filter(kind="mailbox.changed")
    assert (event.actor_id, event.data["changed"]) == (admin.pk, {"sends": [False, True]})


def test_agents_switch_nothing(agent, held, now):
    with pytest.raises(NotAllowed):
        change_mailbox(held, sends=True, by=agent, now=now)
    assert not Mailbox.objects.get().sends
