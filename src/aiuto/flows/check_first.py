"""What of a first message would be better said otherwise, before it belongs to any request. Nothing is written."""

from datetime import datetime

from aiuto.coach.checking import check
from aiuto.coach.facts import Facts
from aiuto.customers.names import in_mail
from aiuto.flows.check_draft import LONGEST, Checked, hints_of, there, works
from aiuto.manual.queries.coach import tuning_of, tuning_questions
from aiuto.people.models import User
from aiuto.rows.together import together
from aiuto.tickets.heeding import found_fine_question
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries.exchange import exchange
from aiuto.tickets.queries.first import last_with


def check_first(coming: Ticket, *, user: User, text: str, files: int = 0, now: datetime) -> Checked:
    """Ask the coach about what this person writes; `coming` is the request that it would open."""
    text, last = text[:LONGEST], last_with(user, coming)
    muted, own, found = together(*tuning_questions(), found_fine_question(None, user))
    facts = Facts(
        customer_name=in_mail(coming.customer.name) if coming.customer else "",
        address=exchange(last).form_of_address if last else "",
        language=coming.language,
        attachments=files,
        works=works(coming.desk),
    )
    local, tuning = there(coming.desk, now), tuning_of(muted, own)
    report = check(text, context="reply", facts=facts, now=local, tuning=tuning)
    return Checked(coming, report, *hints_of(text, report, frozenset((rule, said) for rule, said in found)))
