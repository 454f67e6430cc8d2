"""Paying out what was agreed to: by a colleague with proof, or by the webhook, once. Callers have locked the ticket."""

import json
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from aiuto.customers.contacting import first_email
from aiuto.journal.actors import SYSTEM, Actor
from aiuto.outbox.parts import Parts, Person, Receipt
from aiuto.outbox.queueing import queue
from aiuto.outbox.returning import retry
from aiuto.recovery.doing import Shown
from aiuto.recovery.errors import NoProof, NotChosen, OnItsWay, WrongState
from aiuto.recovery.giving import LONGEST, move
from aiuto.recovery.models import UNDER_WAY, Compensation, Payment, State, StepKind, StepState
from aiuto.recovery.queries import under_way
from aiuto.recovery.states import check_payment
from aiuto.recovery.steps import advance, finish, put_back, steps_of
from aiuto.recovery.steps import move as move_recovery
from aiuto.recovery.unpaid import is_unpaid
from aiuto.recovery.webhooks import payer_of
from aiuto.tickets.models import Ticket

CHANNEL = "webhook"


@transaction.atomic(savepoint=False)
def send(given: Compensation, ticket: Ticket, *, shown: Shown, by: Actor, now: datetime) -> Compensation:
    """It was paid out or sent off by hand, and this shows it. Raises NoProof, NotChosen, OnItsWay, WrongState."""
    if given.undecided:
        raise NotChosen
    if given.on_its_way:
        raise OnItsWay
    return _sent(given, ticket, shown=shown, by=by, now=now)


def _sent(given: Compensation, ticket: Ticket, *, shown: Shown, by: Actor, now: datetime) -> Compensation:
    """The step is done, unless something else is still to be paid out."""
    check_payment(given.state, Payment.SENT)
    given.proof, given.sent_at = " ".join(shown.words.split())[:LONGEST], now
    given.shown_in, given.elsewhere = shown.message, shown.ticket
    if not (given.proof or shown.message or shown.ticket):
        raise NoProof
    move(given, Payment.SENT, by=by, now=now)
    step = steps_of(given.recovery)[StepKind.COMPENSATE]
    if given.recovery.state in UNDER_WAY and step.state == StepState.DUE and not is_unpaid(given.recovery):
        step.words, step.proof = str(given)[:LONGEST], given.proof
        step.evidence, step.elsewhere = shown.message, shown.ticket
        finish(step, by=by, now=now)
        advance(given.recovery, ticket, by=by, now=now)
    return given


@transaction.atomic(savepoint=False)
def arrive(given: Compensation, ticket: Ticket, *, arrived: bool, by: Actor, now: datetime) -> Compensation:
    """Whether it has reached the customer; where not, it is sent again, and the step is due. Raises WrongState.

    What was closed on it goes on.
    """
    if given.state != Payment.SENT:
        raise WrongState
    if arrived:
        return move(given, Payment.CONFIRMED, by=by, now=now)
    move(given, Payment.FAILED, by=by, now=now)
    recovery = given.recovery
    step = steps_of(recovery)[StepKind.COMPENSATE]
    if step.state != StepState.DONE:
        return given
    if recovery.state == State.CLOSED and not under_way(ticket.pk):
        move_recovery(recovery, State.REOPENED, by=by, now=now)
    if recovery.state in UNDER_WAY:
        put_back(step, by=by, now=now)
        advance(recovery, ticket, by=by, now=now)
    return given


def pays_by_webhook(given: Compensation) -> bool:
    """Whether its desk has a webhook that pays out this kind."""
    payer = payer_of(given.desk_id)
    return payer is not None and given.kind in payer.kinds


@transaction.atomic(savepoint=False)
def hand_over(given: Compensation, ticket: Ticket, *, now: datetime) -> Compensation:
    """Ask the webhook to pay out what was agreed to and chosen, under a key that is its own for ever.

    Raises NotChosen, WrongState.
    """
    if given.undecided:
        raise NotChosen
    payer = payer_of(given.desk_id)
    if given.state != Payment.APPROVED or given.delivery_id or payer is None:
        raise WrongState
    key = str(uuid4())
    parts = Parts(
        sender=Person("", given.recovery.desk.name),
        to=(),
        subject=str(given),
        text=json.dumps(_wanted(given, ticket, key), ensure_ascii=False, sort_keys=True),
        message_id=key,
    )
    given.delivery = queue(parts, recipient=payer.host, ticket=ticket.pk, channel=CHANNEL, now=now)
    given.save(update_fields=["delivery"])
    return given


def _wanted(given: Compensation, ticket: Ticket, key: str) -> dict[str, object]:
    """What the webhook is told: whom, what, how much, for which article. No words that anybody wrote."""
    customer, line = given.recovery.customer, given.line
    point = first_email(customer) if customer else None
    return {
        "id": key,
        "compensation": given.pk,
        "recovery": given.recovery_id,
        "request": ticket.reference,
        "desk": given.recovery.desk.name,
        "customer": {"id": customer.pk, "name": customer.name, "email": point.value if point else ""}
        if customer
        else None,
        "kind": given.kind,
        "amount": str(given.amount),
        "currency": given.currency,
        "owed": given.owed,
        "order": {"source": line.source, "number": line.number, "position": line.position} if line else None,
    }


@transaction.atomic(savepoint=False)
def take(given: Compensation, ticket: Ticket, receipt: Receipt, *, now: datetime) -> Compensation:
    """The webhook has paid it out: its reference is the proof, and where it says so it has arrived."""
    _sent(given, ticket, shown=Shown(words=receipt.reference), by=SYSTEM, now=now)
    return arrive(given, ticket, arrived=True, by=SYSTEM, now=now) if receipt.done else given


@transaction.atomic(savepoint=False)
def refuse(given: Compensation, *, now: datetime) -> Compensation:
    """The webhook refuses it for good, in words that its delivery keeps: a colleague goes on. Raises WrongState."""
    return move(given, Payment.FAILED, by=SYSTEM, now=now)


@transaction.atomic(savepoint=False)
def ask_again(given: Compensation, *, by: Actor, now: datetime) -> Compensation:
    """A colleague asks the webhook once more, under the same key: what it did pay it does not pay again.

    Raises WrongState, TooLate where it has not given up.
    """
    if given.state != Payment.FAILED or given.delivery is None:
        raise WrongState
    retry(given.delivery, by=by, now=now)
    return move(given, Payment.APPROVED, by=by, now=now)
