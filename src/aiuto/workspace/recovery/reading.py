"""What can be read of a failure, so that one press opens its recovery; all of it can be changed afterwards."""

from django.utils.translation import gettext as _

from aiuto.customers.queries import lines_named
from aiuto.flows.open_recovery import Failure
from aiuto.tickets.queries import Ticket, causes
from aiuto.workspace.recovery.proposed import Proposal, proposal_for
from aiuto.workspace.ticket.failing import told
from aiuto.workspace.ticket.reading import newest_of_customer


def failure_in(ticket: Ticket, proposal: Proposal | None = None) -> Failure:
    """What the customer or we ourselves tell of, the message that does, the articles of the orders that are named."""
    found = proposal or proposal_for(ticket)
    said = newest_of_customer(ticket)
    text = " ".join((ticket.subject, *(words for _message, words in said)))
    return Failure(
        what=found.fact if found else ticket.subject.strip() or _("Something went wrong"),
        source=found.source if found else next((message for message, _words in said), None),
        lines=lines_named(ticket.customer_id, text) if ticket.customer_id else (),
    )


def cause_in(ticket: Ticket, proposal: Proposal | None = None) -> int | None:
    """The id of what it tells of as a cause."""
    found = proposal or proposal_for(ticket)
    given = causes.given_cause(found.cause) if found else None
    return given or getattr(told(ticket, causes.choices_for(ticket)), "pk", None)
