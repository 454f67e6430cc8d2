"""Routing: a mailbox's desk, else the default, in one statement."""

import pytest

from aiuto.intake.models import Mailbox
from aiuto.intake.routing import place_of
from aiuto.people.models import Desk, Schedule
from aiuto.people.queries import default_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox():
    schedule = Schedule.objects.create(name="Days", week={"0": [["09:00", "13:00"]]})
    desk = Desk.objects.create(name="Lamps", schedule=schedule)
    Mailbox.objects.create(desk=desk, address="other@lamps.example")
    return Mailbox.objects.create(desk=desk, address="help@lamps.example")


@pytest.mark.parametrize(
    "addresses",
    [
        ("help@lamps.example",),
        ("nobody@lamps.example", "HELP@lamps.example", "other@lamps.example"),
        ("help+0123456789abcdefghjkmnpqrs@lamps.example",),
        (*(f"{n}@posta.example" for n in range(700)), "help@lamps.example"),
    ],
)
def test_place_of_an_address_of_ours_in_one_statement(mailbox, addresses, django_assert_num_queries):
    with django_assert_num_queries(1):
        place = place_of(None, None, addresses)
        assert place.mailbox == mailbox
        assert place.desk.schedule.week
    assert place.desk == mailbox.desk


@pytest.mark.parametrize("addresses", [(), ("",), ("nobody@posta.example",), ("\x010", "'", "%s")])
def test_place_of_other_addresses_is_the_default_desk(mailbox, addresses, django_assert_num_queries):
    with django_assert_num_queries(1):
        place = place_of(None, None, addresses)
        assert place.mailbox is None
        assert place.desk.is_default


def test_place_of_the_default_desk_with_a_mailbox(mailbox):
    own = Mailbox.objects.create(desk=default_desk(), address="own@lamps.example")
    assert place_of(None, None, ["x@y.example"]).mailbox is None
    assert place_of(None, None, ["own@lamps.example", "help@lamps.example"]).mailbox == own
    assert place_of(None, None, ["help@lamps.example", "own@lamps.example"]).mailbox == mailbox


def test_place_of_what_the_caller_knows(mailbox):
    assert place_of(None, mailbox, []).desk == mailbox.desk
    assert place_of(mailbox.desk, None, ["own@lamps.example"]).mailbox is None
