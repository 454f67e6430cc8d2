"""Nobody is last for ever: whoever is promised more goes first until another has waited as long as the desk allows."""

from datetime import timedelta
from random import Random

from aiuto.flows.reply import reply
from aiuto.journal.actors import person
from aiuto.promises.rules import Terms, create_rule
from aiuto.tickets.queries.inbox import View, page
from tests.flows.conftest import ticket_of

MINUTE = timedelta(minutes=1)
EACH, CEILING = 30 * MINUTE, 120 * MINUTE
MONTH = 160
"""Answers, one after the other: as many as leave in twenty mornings of a desk."""
ARRIVALS = (0, 0, 1, 1, 1, 3)


def sooner(arrive, agent, now) -> None:
    """Ada, who has written already, is promised each first answer within half an hour."""
    ada = ticket_of(arrive(sender="Ada <ada@studio.example>", message_id="<ada@s.example>"))
    said = {"kind": "first_answer", "starts": "opening", "kept_by": "helpful"}
    terms = Terms(**said, minutes=30, customer_id=ada.customer_id)
    create_rule(terms, by=person(agent.pk), now=now)


def test_requests_that_are_owed_more_stand_before_others_up_to_the_ceiling(arrive, agent, desk, now):
    """Somebody whom a rule promises an answer in half an hour writes as often as one answer leaves.

    The desk lets nobody wait longer than two hours: what is due then goes by who came first.
    """
    desk.ceiling_minutes = 120
    desk.save()
    waiting = arrive(message_id="<patient@customer.example>").ticket
    sooner(arrive, agent, now)
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


def test_nobody_starves_in_a_month_of_those_who_are_owed_more(arrive, agent, desk, now):
    """By chance somebody writes as often as one answer leaves, four times of five one who is promised half an hour.

    Who has waited as long as the desk allows stands before all who came after that: before them are at most those who
    were there already, and each of these takes one answer. That bound is counted here, of all who then waited.
    """
    desk.ceiling_minutes, desk.schedule = CEILING // MINUTE, None
    desk.save()
    sooner(arrive, agent, now)
    chance, came, gone = Random(5), {}, {}
    for number in range(1, MONTH):
        at = now + number * EACH
        for _ in range(chance.choice(ARRIVALS)):
            sender = "Ada <ada@studio.example>" if chance.random() < 0.8 else f"c{len(came)}@customer.example"
            mail = {"message_id": f"<{len(came)}@m.example>", "subject": f"Numero {len(came)}"}
            came[arrive(sender=sender, **mail, at=at).ticket] = at
        if first := page(agent, View.OPEN).tickets[:1]:
            text = f"Le spedisco oggi il numero {number}."
            reply(first[0].reference, user=agent, text=text, then="waiting", now=at)
            gone[first[0].reference] = at
    last = now + MONTH * EACH
    waited = {name: gone.get(name, last) - at for name, at in came.items()}
    for name, at in came.items():
        full = at + CEILING
        there = sum(since <= full < gone.get(other, last) for other, since in came.items())
        assert waited[name] <= CEILING + there * EACH, name
    assert max(waited.values()) > CEILING
