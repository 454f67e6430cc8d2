"""Two customers are one: their requests, their mail and their access with them."""

import pytest

from aiuto.customers.errors import NoSuchCustomer, SameCustomer
from aiuto.flows.merge_customers import merge_customers
from aiuto.flows.reply import reply
from aiuto.outbox.models import Delivery
from aiuto.people.models import Desk
from aiuto.tickets.models import Participant, Ticket
from tests.flows.conftest import ticket_of

OTHER = {
    "sender": "G. Neri <g.neri@studio.example>",
    "message_id": "<two@studio.example>",
    "subject": "Fattura",
}


def test_merged_customers_requests_are_of_one(ticket, arrive, agent, now):
    other = ticket_of(arrive(**OTHER))
    kept = merge_customers(other.customer_id, into=ticket.customer_id, user=agent, now=now)
    assert kept == ticket.customer
    assert set(Ticket.objects.values_list("customer", flat=True)) == {kept.pk}
    assert Participant.objects.get(ticket=other).contact_point.customer == kept


def test_merged_customers_mail_still_joins_and_answers_go_where_they_wrote_from(ticket, arrive, agent, now):
    other = ticket_of(arrive(**OTHER))
    merge_customers(other.customer_id, into=ticket.customer_id, user=agent, now=now)
    again = arrive(
        sender=OTHER["sender"],
        message_id="<three@studio.example>",
        references="<two@studio.example>",
        text="Allora?",
    )
    assert ticket_of(again) == other
    reply(other.reference, user=agent, text="Eccola.", now=now)
    assert Delivery.objects.get().recipient == "g.neri@studio.example"


def test_merged_customer_of_an_unseen_desk_is_not_there(ticket, arrive, agent, now):
    other = ticket_of(arrive(**OTHER))
    other.desk = Desk.objects.create(name="Personale", private=True)
    other.save()
    for old, kept in ((other, ticket), (ticket, other)):
        with pytest.raises(NoSuchCustomer):
            merge_customers(old.customer_id, into=kept.customer_id, user=agent, now=now)


def test_merged_with_oneself_or_with_whom_was_merged(ticket, arrive, agent, now):
    other = ticket_of(arrive(**OTHER))
    with pytest.raises(SameCustomer):
        merge_customers(ticket.customer_id, into=ticket.customer_id, user=agent, now=now)
    merge_customers(other.customer_id, into=ticket.customer_id, user=agent, now=now)
    with pytest.raises(NoSuchCustomer):
        merge_customers(ticket.customer_id, into=other.customer_id, user=agent, now=now)
