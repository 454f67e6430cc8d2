"""What the sample company does to make good where it failed: a recovery from its opening to its end, and a limit."""

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from aiuto.cli.demo.reading import Step, Story
from aiuto.customers.queries import LimitKind, Wish, lines_named
from aiuto.flows.close_recovery import close_recovery
from aiuto.flows.confirm_compensation import confirm_compensation
from aiuto.flows.do_step import do_step
from aiuto.flows.limit_customer import limit_customer
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.flows.pay_compensation import pay_compensation
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.tickets.queries import conversation

if TYPE_CHECKING:
    from aiuto.cli.demo.playing import Play

QUARTER = timedelta(days=90)


def fail(play: "Play", step: Step, story: Story) -> None:
    """The colleague opens it: how grave it is, what failed, of which order; in the extras what was lost, and the remedy
    asked.
    """
    reference = play.references[story.key]
    customer = int(conversation.ticket(play.actor(step), reference).customer_id or 0)
    lines = lines_named(customer, step.text)
    failure = Failure(what=step.text, severity=step.words[1], lines=lines, **step.extras)
    play.recoveries[story.key] = open_recovery(reference, failure, user=play.actor(step), now=step.at).pk


def act(play: "Play", step: Step, story: Story) -> None:
    do_step(
        play.recoveries[story.key],
        step.words[1],
        words=step.text,
        proof=step.extras.get("proof", ""),
        user=play.actor(step),
        now=step.at,
    )


def give(play: "Play", step: Step, story: Story) -> None:
    """A kind and an amount; in the extras what else was offered, and the proof that it went off and arrived."""
    _who, kind, amount = step.words
    extras, user = step.extras, play.actor(step)
    beside = Decimal(extras["other_amount"]) if "other_amount" in extras else None
    other = extras.get("other", "")
    offer = Offer(kind=kind, amount=Decimal(amount), why=step.text, other=other, other_amount=beside)
    given = propose_compensation(play.recoveries[story.key], offer, user=user, now=step.at)
    if "proof" in extras:
        pay_compensation(given.pk, proof=extras["proof"], user=user, now=step.at)
        confirm_compensation(given.pk, arrived=True, user=user, now=step.at)


def hear(play: "Play", step: Step, story: Story) -> None:
    """What the customer said after the fix."""
    user, answer = play.actor(step), step.words[1]
    note_follow_up(play.recoveries[story.key], answer=answer, words=step.text, user=user, now=step.at)


def recovered(play: "Play", step: Step, story: Story) -> None:
    close_recovery(play.recoveries[story.key], user=play.actor(step), now=step.at)


def limit(play: "Play", step: Step, story: Story) -> None:
    """A colleague asks for it, with what the story's customer has written so far as evidence."""
    user = play.actor(step)
    wish = Wish(
        kind=LimitKind(step.words[1]),
        reason=step.extras["reason"],
        evidence=play.said[story.key],
        text=step.text,
        until=(step.at + QUARTER).date(),
    )
    customer = int(conversation.ticket(user, play.references[story.key]).customer_id or 0)
    limit_customer(customer, wish, user=user, now=step.at)


VERBS = {
    "fail": fail,
    "act": act,
    "give": give,
    "hear": hear,
    "recovered": recovered,
    "limit": limit,
}
