"""Colleagues come, choose and go; addresses are asked and confirmed."""

from datetime import timedelta

import pytest

from aiuto.customers.contacting import contact_point_for
from aiuto.customers.models import ContactKind
from aiuto.flows.ask_confirmation import ask_confirmation
from aiuto.flows.confirm_address import confirm_address
from aiuto.flows.count_bad_link import count_bad_link
from aiuto.flows.create_user import create_user
from aiuto.flows.deactivate_user import deactivate_user
from aiuto.flows.forget_past_attempts import forget_past_attempts
from aiuto.flows.set_preferences import set_preferences
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.people import tokens
from aiuto.people.errors import AddressTaken, LastAdministrator, NotAllowed
from aiuto.people.models import User
from aiuto.tickets.errors import NotFound

NORA = {"email": "nora@lumiera.example", "name": "Nora", "role": "lead"}


@pytest.fixture(autouse=True)
def _own_mail(settings):
    """Django's test set-up puts another backend in place of ours."""
    settings.EMAIL_BACKEND = "aiuto.outbox.backend.DeliveryBackend"


@pytest.fixture
def admin(db, now):
    return create_user(
        email="capo@lumiera.example", name="Capo", role="admin", password="lanterna-verde-77", now=now
    )


@pytest.fixture
def point(db, now):
    return contact_point_for(ContactKind.EMAIL, "gaia@cliente.example", name="<b>Gaia</b>", now=now)


def test_create_user_without_a_password_mails_the_invitation(db, now):
    nora = create_user(**NORA, now=now, teams=["Assistenza"])
    delivery = Delivery.objects.get()
    assert delivery.recipient == nora.email
    assert "/account/password/reset/key/" in delivery.parts["text"]
    assert [team.name for team in nora.teams.all()] == ["Assistenza"]
    assert set(Event.objects.values_list("kind", flat=True)) == {"person.created", "person.invited"}


def test_create_user_with_a_password_mails_nothing(admin):
    assert not Delivery.objects.exists()


def test_create_user_by_an_administrator_says_who(admin, now):
    create_user(**NORA, now=now, by=admin)
    assert {event.actor_id for event in Event.objects.filter(actor_kind="person")} == {admin.pk}


def test_create_user_by_an_agent_changes_nothing(agent, now):
    with pytest.raises(NotAllowed):
        create_user(**NORA, now=now, by=agent)
    assert not User.objects.filter(email=NORA["email"]).exists()


@pytest.mark.django_db(transaction=True)
def test_create_user_twice_leaves_one_and_one_mail(now):
    create_user(**NORA, now=now)
    with pytest.raises(AddressTaken):
        create_user(**NORA, now=now)
    assert User.objects.count() == Delivery.objects.count() == 1


def test_deactivate_user_needs_an_administrator(admin, agent, now):
    assert not deactivate_user(agent, by=admin, now=now).is_active
    with pytest.raises(LastAdministrator):
        deactivate_user(admin, by=admin, now=now)


def test_set_preferences_records_who_chose(agent, now):
    set_preferences(agent, language="en", time_zone="", theme="dark", now=now)
    event = Event.objects.get(kind="person.preferences_changed")
    assert (event.actor_id, event.data) == (agent.pk, {"person": agent.pk})


def test_ask_confirmation_mails_a_link_and_nothing_a_stranger_wrote(desk, agent, point, now):
    delivery = ask_confirmation(point.pk, desk_id=desk.pk, user=agent, now=now)
    assert delivery.recipient == "gaia@cliente.example"
    assert "Gaia" not in str(delivery.parts["text"]) + delivery.parts["subject"]
    assert delivery.parts["auto_submitted"] == "auto-generated"
    assert delivery.parts["envelope_from"] == ""


def test_ask_confirmation_leads_to_confirm_address(desk, agent, point, now):
    delivery = ask_confirmation(point.pk, desk_id=desk.pk, user=agent, now=now)
    link, _person = [line for line in delivery.parts["text"].splitlines() if line.startswith("http")]
    assert confirm_address(link.split("/p/")[1].rstrip("/"), now=now).verified_at == now
    event = Event.objects.get(kind="contact_point.confirmed")
    assert (event.actor_kind, event.actor_id) == ("customer", point.customer_id)


def test_ask_confirmation_once_an_hour(desk, agent, point, now):
    assert ask_confirmation(point.pk, desk_id=desk.pk, user=agent, now=now)
    assert ask_confirmation(point.pk, desk_id=desk.pk, user=agent, now=now + timedelta(minutes=59)) is None
    assert ask_confirmation(point.pk, desk_id=desk.pk, user=agent, now=now + timedelta(minutes=60))
    assert Delivery.objects.count() == 2


def test_ask_confirmation_of_another_desk_is_not_there(desk, outsider, point, now):
    with pytest.raises(NotFound):
        ask_confirmation(point.pk, desk_id=desk.pk, user=outsider, now=now)


def test_confirm_address_with_a_token_for_something_else_does_nothing(point, now):
    other = tokens.issue("unsubscribe", {"contact_point": point.pk}, until=now + timedelta(hours=1))
    assert confirm_address(other, now=now) is None
    point.refresh_from_db()
    assert point.verified_at is None


def test_confirm_address_twice_is_one_event(point, now):
    token = tokens.issue("confirm_address", {"contact_point": point.pk}, until=now + timedelta(hours=1))
    confirm_address(token, now=now)
    assert confirm_address(token, now=now + timedelta(minutes=5)).verified_at == now
    assert Event.objects.filter(kind="contact_point.confirmed").count() == 1


def test_count_bad_link_by_client_and_minute(db, now):
    assert [count_bad_link("192.0.2.1", now=now) for _ in range(21)] == [True] * 20 + [False]
    assert count_bad_link("192.0.2.2", now=now)
    assert count_bad_link("192.0.2.1", now=now + timedelta(minutes=1))


def test_forget_past_attempts_drops_what_is_over(db, now):
    count_bad_link("192.0.2.1", now=now)
    assert forget_past_attempts(now=now) == 0
    assert forget_past_attempts(now=now + timedelta(minutes=1)) == 2
