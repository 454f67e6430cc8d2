"""What tests of recoveries say and do again and again."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from aiuto.customers.models import OrderLine
from aiuto.flows.close_recovery import close_recovery
from aiuto.flows.do_step import do_step
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.flows.reply import reply
from aiuto.people.models import User
from aiuto.recovery.models import Compensation, Recovery, Step
from aiuto.tickets.models import Cause, Message, Ticket

APOLOGY = (
    "Gentile Giulia,\n\nci scusiamo: per un nostro errore la lampada è partita in ritardo, e capisco il disagio per la"
    " Sua cena. Gliela rispediamo domani, martedì 3 marzo, con corriere espresso.\n\nAnna Bassi"
)
IN_NEW_WORDS = (
    "Cara Giulia,\n\nmi dispiace davvero: abbiamo sbagliato indirizzo e il pacco è andato perso, dopo giorni di attesa"
    " da parte Sua. Giovedì 5 marzo riceve la sostituzione da un nostro collega, a casa.\n\nAnna Bassi"
)
THIN = "Gentile Giulia, ci scusiamo per il disagio."
DAY = timedelta(days=1)
OWED = {"kind": "refund", "other": "", "owed": True}


def fail(ticket: Ticket, user: User, now: datetime, what: str = "La lampada è in ritardo") -> Recovery:
    return open_recovery(ticket.reference, Failure(what=what), user=user, now=now)


def say(ticket: Ticket, user: User, now: datetime, text: str = APOLOGY) -> Message:
    return reply(ticket.reference, user=user, text=text, now=now, confirmed=True)


def step_of(recovery: Recovery, kind: str, *, again: int = 1) -> Step:
    return Step.objects.select_related("promise").get(recovery=recovery, kind=kind, round=again)


def act(recovery: Recovery, user: User, now: datetime) -> None:
    do_step(recovery.pk, "act", words="Spedita un'altra lampada", proof="LX-4471", user=user, now=now)


def finish_all_but_follow_up(recovery: Recovery, user: User, now: datetime, on: Ticket | None = None) -> None:
    """The apology shows compassion, too. `on`: the request that its own was merged into."""
    say(on or recovery.ticket, user, now)
    act(recovery, user, now)
    do_step(recovery.pk, "compensate", words="Nessun danno economico", user=user, now=now)


def carry_to_its_end(recovery: Recovery, user: User, now: datetime) -> Recovery:
    finish_all_but_follow_up(recovery, user, now)
    note_follow_up(recovery.pk, answer="content", user=user, now=now + 5 * DAY)
    return close_recovery(recovery.pk, cause=late(), user=user, now=now + 5 * DAY)


def late() -> int:
    return Cause.objects.get(given="late_delivery").pk


def offer(amount: str = "20", **more: Any) -> Offer:
    given = {"kind": "voucher", "why": "Ha aspettato", "other": "partial_refund"}
    return Offer(amount=Decimal(amount), **given | more)


def give(recovery: Recovery, user: User, now: datetime, amount: str = "20", **more: Any) -> Compensation:
    return propose_compensation(recovery.pk, offer(amount, **more), user=user, now=now)


def with_line(ticket: Ticket, user: User, now: datetime, line: OrderLine, what: str = "Rotta") -> Recovery:
    """About an article of an order, which was kept."""
    failure = Failure(what=what, lines=[line.pk], goods="kept")
    return open_recovery(ticket.reference, failure, user=user, now=now)
