"""What speaks for a recovery that nobody has opened, as a quiet line beside the request: yes, no, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise as Text
from django.utils.translation import gettext_lazy as _

from aiuto.coach.failures import failure_of
from aiuto.promises.queries import BY_RULE, Kind, Promise
from aiuto.promises.queries import State as PromiseState
from aiuto.recovery.queries import answered
from aiuto.tickets.queries import State, Ticket
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
    "silence": _("We made them wait longer than we owe them"),
}
CAUSES = {"promise": "broken_promise", "silence": "communication"}
"""Of what we know ourselves; what a customer tells of is named by its cause."""
ONE_SILENCE = "silence"
"""The key of all that rules promised on a request: who said no to one of them said it of the silence."""


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

    @property
    def fact(self) -> str:
        """What failed: what a customer tells of in their own words."""
        return f"{self.words}: {self.sentence}" if self.kind in CAUSES else self.sentence

    @property
    def cause(self) -> str:
        """The key of the given cause that it tells of, where there is one."""
        return CAUSES.get(self.kind, self.kind)


def proposal_for(ticket: Ticket) -> Proposal | None:
    """The first that nobody has said no to. Three statements, none more once a recovery is under way."""
    if ticket.spam or ticket.merged_into_id:
        return None
    known = answered(ticket.pk)
    if known is None:
        return None
    broken = [
        one for one in promised(ticket) if _is_broken(one) and not (known.last and one.due_at <= known.last)
    ]
    every = (*_told(ticket), *_words(broken), *_silence(ticket, broken))
    return next((one for one in every if one.key not in known.keys), None)


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


def _is_broken(promise: Promise) -> bool:
    """What the customer was owed, and did not get in time; their own word counts as well as ours."""
    failed = promise.state in (PromiseState.BROKEN, PromiseState.KEPT_LATE) or promise.not_kept_at is not None
    return failed and promise.to_id is None and not promise.of_step and promise.kind != Kind.REMINDER


def _words(broken: Iterable[Promise]) -> list[Proposal]:
    """What somebody gave their word for, or the customer was told of."""
    return [Proposal(f"promise:{one.pk}", "promise", str(one)) for one in broken if one.is_theirs_to_know]


def _silence(ticket: Ticket, broken: Iterable[Promise]) -> list[Proposal]:
    """Answer and news that rules owe within some time: once for all of them, and only while it is not solved."""
    if ticket.state in (State.SOLVED, State.CLOSED):
        return []
    late = (one for one in broken if not one.is_theirs_to_know and one.kind in BY_RULE)
    return [Proposal(ONE_SILENCE, "silence", str(one)) for one in late][:1]
