"""A message of ours leaves while a recovery is under way: is there a real apology in it, or compassion?"""

from datetime import datetime

from aiuto.coach.apology import apology_in
from aiuto.coach.checking import check
from aiuto.coach.facts import Facts
from aiuto.customers.names import in_mail
from aiuto.flows.check_draft import LONGEST, there
from aiuto.journal.actors import Actor
from aiuto.manual.queries import template_of
from aiuto.recovery.queries import under_way
from aiuto.recovery.witnessing import Heard, witness
from aiuto.tickets.models import Message, Ticket


def hear_apology(ticket: Ticket, message: Message, *, writer: str, by: Actor, now: datetime) -> None:
    """What it says ends the steps that it is evidence of. One statement where no recovery is under way."""
    recovery = under_way(ticket.pk)
    if recovery is None:
        return
    text = message.text[:LONGEST]
    name = in_mail(ticket.customer.name) if ticket.customer else ""
    facts = Facts(customer_name=name, recovery=True, language=ticket.language)
    report = check(text, context="reply", facts=facts, now=there(ticket.desk, now))
    compassion = any(item.kind == "compassion" for item in report.evidence)
    said = apology_in(text, report, writer=writer)
    heard = Heard(said, compassion, template_of(text) if said else None)
    witness(recovery, ticket, message, heard, by=by, now=now)
