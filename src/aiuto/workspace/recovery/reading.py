"""What can be read of a failure, so that one press opens its recovery; all of it can be changed afterwards."""

from django.utils.translation import gettext as _

from aiuto.customers.queries import lines_named
from aiuto.flows.open_recovery import Failure
from aiuto.tickets.queries import Ticket, causes
from aiuto.workspace.recovery.proposed import Proposal
from aiuto.workspace.ticket.failing import told
from aiuto.workspace.ticket.reading import newest_of_customer


def failure_in(ticket: Ticket, proposal: Proposal | None) -> Failure:
    """What speaks for a recovery, or the request itself; the message that tells of it, the articles that are named."""
    said = newest_of_customer(ticket)
    text = " ".join((ticket.subject, *(words for _message, words in said)))
    return Failure(
        what=proposal.fact if proposal else ticket.subject.strip() or _("Something went wrong"),
        source=proposal.source if proposal else next((message for message, _words in said), None),
        lines=lines_named(ticket.customer_id, text) if ticket.customer_id else (),
    )


def cause_in(ticket: Ticket, proposal: Proposal | None) -> int | None:
    """The id of what it tells of as a cause."""
    given = causes.given_cause(proposal.cause) if proposal else None
    return given or getattr(told(ticket, causes.choices_for(ticket)), "pk", None)
