"""What speaks for a recovery that nobody has opened, as a quiet line beside the request: yes, no, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise as Text
from django.utils.translation import gettext_lazy as _

from aiuto.coach.failures import failure_of
from aiuto.promises.queries import State as PromiseState
from aiuto.recovery.queries import answered
from aiuto.tickets.queries import Ticket
from aiuto.workspace.shell import Reader
from aiuto.workspace.ticket.reading import newest_of_customer, promised

WORDS: dict[str, str | Text] = {
    "late_delivery": _("Something is late"),
    "out_of_stock": _("Something is out of stock"),
    "payment": _("Something is wrong with a payment"),
    "wrong_goods": _("They got the wrong thing"),
    "faulty_goods": _("Something is broken"),
    "communication": _("Nobody answered them"),
    "broken_promise": _("They say that a promise was not kept"),
    "staff": _("Somebody treated them badly"),
    "missing": _("Something is missing"),
    "second_time": _("It went wrong a second time"),
    "promise": _("We did not keep a promise"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """`key` names what it is for, `sentence` is the customer's own or what was promised."""

    key: str
    kind: str
    sentence: str
    source: int | None = None

    @property
    def words(self) -> str | Text:
        return WORDS[self.kind]


def proposal_for(ticket: Ticket) -> Proposal | None:
    """The first that nobody has said no to. Three statements, none more once a recovery is under way."""
    if ticket.spam or ticket.merged_into_id:
        return None
    no = answered(ticket.pk)
    if no is None:
        return None
    return next((one for one in (*_told(ticket), *_broken(ticket)) if one.key not in no), None)


def panel(_request: Reader, ticket: Ticket, _now: datetime) -> dict[str, Any] | None:
    """The quiet line; nothing where nothing speaks for it."""
    proposal = proposal_for(ticket)
    return {"proposal": proposal} if proposal else None


def _told(ticket: Ticket) -> list[Proposal]:
    found = []
    for message, text in newest_of_customer(ticket):
        if failure := failure_of(text):
            sentence = " ".join(text[slice(*failure.sentence)].split())[:300]
            found.append(Proposal(f"message:{message}", failure.kind, sentence, message))
    return found


def _broken(ticket: Ticket) -> list[Proposal]:
    """Words that people gave to the customer; what rules promised is for us to know."""
    return [
        Proposal(f"promise:{promise.pk}", "promise", str(promise))
        for promise in promised(ticket)
        if promise.state in (PromiseState.BROKEN, PromiseState.KEPT_LATE)
        and promise.to_id is None
        and not promise.by_rule
    ]
