"""Spam: out of sight, never out of reach."""

import pytest

from aiuto.flows.mark_spam import mark_spam
from aiuto.flows.reply import reply
from aiuto.tickets import errors
from aiuto.tickets.queries import inbox, quarantine
from aiuto.tickets.queries.inbox import View
from tests.flows.conftest import ticket_of


def test_spam_leaves_the_inbox_and_is_in_the_quarantine(ticket, agent, now):
    mark_spam(ticket.reference, user=agent, now=now)
    assert inbox.page(agent, View.OPEN).tickets == []
    assert [row.reference for row in quarantine.spam_tickets(agent)[0]] == [ticket.reference]
    mark_spam(ticket.reference, spam=False, user=agent, now=now)
    assert [row.reference for row in inbox.page(agent, View.OPEN).tickets] == [ticket.reference]
    assert quarantine.spam_tickets(agent) == ([], None)


def test_spam_is_not_answered(ticket, agent, now):
    mark_spam(ticket.reference, user=agent, now=now)
    with pytest.raises(errors.WrongState):
        reply(ticket.reference, user=agent, text="Buongiorno", now=now)


def test_spam_of_others_is_not_found(ticket, outsider, now):
    with pytest.raises(errors.NotFound):
        mark_spam(ticket.reference, user=outsider, now=now)


def test_what_is_written_to_a_spam_request_is_kept_there(ticket, arrive, agent, now):
    mark_spam(ticket.reference, user=agent, now=now)
    again = arrive(message_id="<two@customer.example>", references="<one@customer.example>", text="Ci siete?")
    assert ticket_of(again) == ticket
    assert ticket.messages.count() == 2
