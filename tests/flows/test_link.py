"""Requests that have to do with each other, as a person says."""

import pytest

from aiuto.flows.link import link
from aiuto.flows.unlink import unlink
from aiuto.journal.models import Event
from aiuto.people.models import Desk
from aiuto.tickets import errors
from aiuto.tickets.models import Link, LinkKind, Ticket
from tests.flows.conftest import ticket_of


@pytest.fixture
def other(arrive):
    return ticket_of(arrive(message_id="<x@other.example>", sender="Paolo <paolo@other.example>"))


@pytest.mark.parametrize("name", ["reference", "small letters", "number", "hash"])
def test_other_is_named_by_number_or_reference(ticket, other, agent, now, name):
    names = {"reference": other.reference, "small letters": f" {other.reference.lower()} "}
    names |= {"number": str(other.pk), "hash": f"#{other.pk}"}
    link(ticket.reference, other=names[name], user=agent, now=now)

    assert _links() == [(ticket.pk, other.pk, "related")]
    assert Event.objects.get(kind="ticket.linked").data == {"other": other.pk}


def test_linked_from_both_sides_is_one_link(ticket, other, agent, now):
    link(ticket.reference, other=other.reference, user=agent, now=now)
    link(other.reference, other=ticket.reference, user=agent, now=now)

    assert _links() == [(ticket.pk, other.pk, "related")]


def test_link_is_taken_away_from_either_side(ticket, other, agent, now):
    link(ticket.reference, other=other.reference, user=agent, now=now)
    unlink(other.reference, other=ticket.reference, user=agent, now=now)

    assert _links() == []
    with pytest.raises(errors.WrongState):
        unlink(other.reference, other=ticket.reference, user=agent, now=now)


def test_fact_is_not_taken_away(ticket, other, agent, now):
    Link.objects.create(earlier=ticket, later=other, kind=LinkKind.SPLIT)
    with pytest.raises(errors.WrongState):
        unlink(ticket.reference, other=other.reference, user=agent, now=now)


def test_request_is_not_linked_to_itself(ticket, agent, now):
    with pytest.raises(errors.LinkedToItself):
        link(ticket.reference, other=ticket.reference, user=agent, now=now)


def test_what_one_may_not_see_does_not_exist(ticket, other, agent, now):
    Ticket.objects.filter(pk=other.pk).update(desk=Desk.objects.create(name="Personale", private=True))
    for name in (other.reference, str(other.pk), "QQQQQQQQ", "0", "9" * 30, ""):
        with pytest.raises(errors.NotFound):
            link(ticket.reference, other=name, user=agent, now=now)


def _links():
    return list(Link.objects.values_list("earlier", "later", "kind"))
