"""Nobody is last for ever: whoever is promised more goes first until another has waited as long as the desk allows."""

from datetime import timedelta

from aiuto.flows.reply import reply
from aiuto.journal.actors import person
from aiuto.promises.rules import Terms, create_rule
from aiuto.tickets.queries.inbox import View, page
from tests.flows.conftest import ticket_of

MINUTE = timedelta(minutes=1)
EACH = 30 * MINUTE


def test_requests_that_are_owed_more_stand_before_others_up_to_the_ceiling(arrive, agent, desk, now):
    """Somebody whom a rule promises an answer in half an hour writes as often as one answer leaves.

    The desk lets nobody wait longer than two hours: what is due then goes by who came first.
    """
    desk.ceiling_minutes = 120
    desk.save()
    waiting = arrive(message_id="<patient@customer.example>").ticket
    ada = ticket_of(arrive(sender="Ada <ada@studio.example>", message_id="<0@s.example>"))
    said = {"kind": "first_answer", "starts": "opening", "kept_by": "helpful"}
    terms = Terms(**said, minutes=30, customer_id=ada.customer_id)
    create_rule(terms, by=person(agent.pk), now=now)
    answered = []
    for number in range(1, 8):
        at = now + number * EACH
        arrive(
            sender="Ada <ada@studio.example>", message_id=f"<{number}@s.example>", subject=f"{number}", at=at
        )
        reference = page(agent, View.OPEN).tickets[0].reference
        reply(reference, user=agent, text=f"Le spedisco oggi il numero {number}.", then="waiting", now=at)
        answered.append(reference)
    assert answered.index(str(waiting)) == 2
    assert answered.count(str(waiting)) == 1
