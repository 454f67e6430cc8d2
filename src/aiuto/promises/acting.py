"""What acts on a request do to its promises. Each function takes a locked ticket; `settle` comes after it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings

from aiuto.journal.actors import RULE, Actor
from aiuto.journal.recording import record
from aiuto.promises.clauses import ANSWERS
from aiuto.promises.counting import days_of_work_later, wakes_at
from aiuto.promises.ending import end, give_up, keep, lapse, make_moot, take_back
from aiuto.promises.errors import StillOwed
from aiuto.promises.making import Word, make, make_by_rule
from aiuto.promises.models import BY_RULE, Ended, KeptBy, Kind, Promise, Starts, State
from aiuto.promises.offering import moments_in
from aiuto.promises.policies import check_by_hand
from aiuto.promises.reminding import promise_reminder
from aiuto.promises.ruling import Ruled, is_ruled, ruled_besides
from aiuto.promises.settling import owed_on, waits_for_us
from aiuto.tickets.models import Channel, Message, Ticket
from aiuto.tickets.models import State as TicketState

ENDED = (*BY_RULE, Kind.FIX, Kind.REMINDER)
"""What rules promise as long as a request is open; a follow-up comes after."""
OVER = (TicketState.SOLVED, TicketState.CLOSED)
KEPT_BY = {Channel.PHONE: Kind.CALL_BACK, Channel.VISIT: Kind.APPOINTMENT}
"""What a call or a visit of ours fulfils by itself."""


def give_word(ticket: Ticket, word: Word, *, by: Actor, now: datetime) -> Promise:
    """Somebody gives their word; news that they promise take the place of those of the desk's rhythm.

    Raises PromiseError.
    """
    if word.kind == Kind.NEXT_UPDATE and word.to is None:
        end(owed_on(ticket), Ended.HOLD, kinds=(Kind.NEXT_UPDATE,), by=by, now=now)
    return make(ticket, word, by=by, now=now)


def answer(ticket: Ticket, message: Message, *, helpful: bool, by: Actor, now: datetime) -> None:
    """A person answered the customer. What is not `helpful` (an excuse, a holding phrase) is a response and no more.

    On a request that stays on hold, the day that its customer was told still holds. An answer that only says by when
    somebody has promised the next does not keep that.
    """
    awaited = [each for each in owed_on(ticket) if each.to_id is None and each.kept_by in ANSWERS]
    said = moments_in(message.commitments, ticket.desk, now=now) if awaited else ()
    for promise in awaited:
        if _is_day_of_hold(promise, ticket):
            continue
        is_told = not promise.by_rule and promise.due_at in said
        if not is_told and (helpful or promise.kept_by == KeptBy.HUMAN):
            keep(promise, by=by, now=now, evidence=message.pk)
        elif promise.kind == Kind.FIRST_ANSWER and promise.responded_at is None:
            promise.responded_at = now
            promise.save(update_fields=["responded_at"])


def hear(ticket: Ticket, *, at: datetime, source: int | None = None, now: datetime) -> None:
    """The customer wrote, rang or said something on a page again, by the message `source` where they left one.

    Where a rule counts from that, news are due as it says, unless they are sooner anyhow. While the first answer is
    owed, it is what they wait for.
    """
    ruled = ruled_besides(ticket, Kind.NEXT_UPDATE, Starts.MESSAGE, at)
    if ruled is None or not waits_for_us(ticket):
        return
    news = [each for each in owed_on(ticket) if each.by_rule and each.kind in BY_RULE]
    if any(_stands_before(each, ruled.due) for each in news):
        return
    end(news, Ended.SOONER, kinds=(Kind.NEXT_UPDATE,), by=RULE, now=now)
    make_by_rule(ticket, Kind.NEXT_UPDATE, ruled, source=source, since=at, now=now)


def _stands_before(promise: Promise, due: datetime) -> bool:
    first = promise.kind == Kind.FIRST_ANSWER or promise.starts == Starts.MESSAGE
    return promise.state == State.OPEN and (first or promise.due_at <= due)


def promise_solution(ticket: Ticket, *, since: datetime, now: datetime) -> bool:
    """Where a rule says by when, it is to be solved, counted from when somebody asked. Whether one does.

    `settle` comes after it. Once a request: what was solved or let go is not promised again.
    """
    if not is_ruled(ticket) or ticket.spam or ticket.state in OVER:
        return False
    ruled = ruled_besides(ticket, Kind.FIX, Starts.OPENING, since)
    if ruled is None or Promise.objects.filter(ticket=ticket, kept_by=KeptBy.SOLVED).exists():
        return False
    promise = make_by_rule(ticket, Kind.FIX, ruled, since=since, now=now)
    if ticket.state == TicketState.WAITING:
        make_moot(promise, reason=Ended.WAITING, by=RULE, now=now)
    return True


def meet(ticket: Ticket, message: Message, *, by: Actor, now: datetime) -> bool:
    """We called the customer, or met: the first such promise is kept. Whether there was one."""
    kind = KEPT_BY.get(Channel(message.channel))
    awaited = [each for each in owed_on(ticket) if each.to_id is None and each.kind == kind]
    for promise in awaited[:1]:
        keep(promise, by=by, now=now, evidence=message.pk)
    return bool(awaited)


def fulfil(ticket: Ticket, promise: Promise, *, by: Actor, now: datetime) -> Promise:
    """Somebody did what was promised. After a delivery the customer hears from us once more. Raises WrongState."""
    keep(promise, by=by, now=now)
    if promise.kind == Kind.DELIVERY and promise.to_id is None:
        _follow_up(ticket, now=now)
    return promise


def _follow_up(ticket: Ticket, *, now: datetime) -> None:
    """When a rule says, else after the house's days."""
    days = settings.ENVIRONMENT.aiuto_follow_up_days
    if ruled := ruled_besides(ticket, Kind.FOLLOW_UP, Starts.DELIVERED, now):
        make_by_rule(ticket, Kind.FOLLOW_UP, ruled, now=now)
    elif days:
        due = days_of_work_later(ticket.desk, now, days)
        make_by_rule(ticket, Kind.FOLLOW_UP, Ruled(due), now=now)


def end_words(
    ticket: Ticket, *, kept: Collection[int], dropped: Collection[int], why: str, by: Actor, now: datetime
) -> None:
    """Before an end or a merge: of what persons promised these were done, and those nobody needs any more, and why.

    Raises NoReason, OfStep.
    """
    for promise in owed_on(ticket):
        if promise.state != State.OPEN or promise.pk not in {*kept, *dropped}:
            continue
        check_by_hand(promise)
        if promise.pk in kept:
            fulfil(ticket, promise, by=by, now=now)
        else:
            make_moot(promise, reason=why, by=by, now=now)


def wait(ticket: Ticket, *, by: Actor, now: datetime) -> None:
    """It is truly the customer's turn: no news are due by rule, and the time for a solution stops.

    That it stops is a promise to remind them, counted from now. A first answer still is due.
    """
    _stop_clocks(ticket, by=by, now=now)
    end(owed_on(ticket), Ended.ANEW, kinds=(Kind.REMINDER,), by=by, now=now)
    promise_reminder(ticket, since=now, now=now)


def _stop_clocks(ticket: Ticket, *, by: Actor, now: datetime) -> None:
    """`settle` goes on with the time that was left once it is our turn again."""
    owed = owed_on(ticket)
    end(owed, Ended.WAITING, kinds=(Kind.NEXT_UPDATE,), by=by, now=now)
    for promise in owed:
        if promise.kept_by == KeptBy.SOLVED:
            lapse(promise, now=now)
            if promise.state == State.OPEN:
                make_moot(promise, reason=Ended.WAITING, by=by, now=now)


def hold(ticket: Ticket, *, until: datetime, by: Actor, now: datetime) -> Promise:
    """The date of the hold is when the customer hears from us again, and no day that they were told before."""
    for each in owed_on(ticket):
        if each.is_a_day_alone and each.state == State.OPEN and each.due_at > now:
            make_moot(each, reason=Ended.HOLD, by=by, now=now)
    word = Word(kind=Kind.NEXT_UPDATE, what="", due=until, knowingly=True)
    return give_word(ticket, word, by=by, now=now)


def _is_day_of_hold(promise: Promise, ticket: Ticket) -> bool:
    on_hold = ticket.state == TicketState.HOLD and promise.due_at == ticket.hold_until
    return on_hold and promise.is_a_day_alone


def solve(
    ticket: Ticket, *, by: Actor, now: datetime, stays: Collection[int] = (), at: datetime | None = None
) -> None:
    """What rules promised needs nobody any more. Raises StillOwed for what a person promised, unless it `stays`.

    A solution is kept, and what a desk owes a colleague who asked for it. News of which nobody said more than a day (a
    hold's) are this. Nobody is asked again in what was solved before now, or before `at`, when the words were said that
    solve it; a rule asks nobody, and leaves a follow-up, which is for afterwards.
    """
    owed = owed_on(ticket)
    for each in owed:
        if each.is_the_request or each.kept_by == KeptBy.SOLVED:
            keep(each, by=by, now=now)
        elif each.is_a_day_alone and each.state == State.OPEN:
            make_moot(each, reason=Ended.SOLVED, by=by, now=now)
    is_new = ticket.solved_at in (now, at)
    asked = [each for each in owed if not each.by_rule and (by != RULE or each.kind != Kind.FOLLOW_UP)]
    if is_new and any(each.state == State.OPEN and each.pk not in stays for each in asked):
        raise StillOwed
    end(owed, Ended.SOLVED, kinds=(*BY_RULE, Kind.REMINDER), by=by, now=now)
    if is_new and by != RULE and not any(each.kind == Kind.FOLLOW_UP for each in owed):
        _ask_afterwards(ticket, now=now)


def _ask_afterwards(ticket: Ticket, *, now: datetime) -> None:
    if ruled := ruled_besides(ticket, Kind.FOLLOW_UP, Starts.SOLVED, now):
        make_by_rule(ticket, Kind.FOLLOW_UP, ruled, now=now)


def follow(ticket: Ticket, said: Message, *, by: Actor, now: datetime, stays: Collection[int] = ()) -> None:
    """What the state means in which these words left the ticket. Raises StillOwed."""
    if ticket.state == TicketState.SOLVED:
        solve(ticket, by=by, now=now, stays=stays, at=said.at)
    elif ticket.state == TicketState.WAITING:
        wait(ticket, by=by, now=now)


def put_aside(ticket: Ticket, *, by: Actor, now: datetime) -> None:
    """Nothing is owed to spam."""
    for promise in owed_on(ticket):
        if promise.state == State.OPEN:
            make_moot(promise, reason=Ended.SPAM, by=by, now=now)
        else:
            give_up(promise, now=now)


def merge(ticket: Ticket, *, into: Ticket, by: Actor, now: datetime) -> None:
    """What persons promised goes along to the other ticket, as it was due. That has its own promises by rule."""
    owed = owed_on(ticket)
    end(owed, Ended.MERGED, kinds=ENDED, by=by, now=now)
    for promise in owed:
        if promise.closed_at is None:
            promise.ticket = into
            promise.save(update_fields=["ticket"])
            record("promise.moved", by=by, now=now, ticket=into.pk, promise=promise.pk, was=ticket.pk)


def part(ticket: Ticket, promises: Iterable[int]) -> None:
    """Promises of a ticket that is parted from another again."""
    Promise.objects.filter(pk__in=list(promises)).update(ticket=ticket)


def undo(ticket: Ticket, *, at: datetime, by: Actor, now: datetime) -> None:
    """An act of that moment is undone: what it ended is owed again, what it promised is not.

    What is on hold still has its day.
    """
    done = Promise.objects.select_for_update(of=("self",), no_key=True).filter(ticket=ticket)
    for promise in done.filter(closed_at=at, renegotiated_to__isnull=True).exclude(state=State.RELEASED):
        take_back(promise, wakes_at=wakes_at(promise, ticket.desk, now=now), by=by, now=now)
    for promise in done.filter(made_at=at, state=State.OPEN):
        if not _is_day_of_hold(promise, ticket):
            make_moot(promise, reason=Ended.UNDONE, by=by, now=now)
    if ticket.spam:
        put_aside(ticket, by=by, now=now)
    elif ticket.state in OVER:
        end(owed_on(ticket), Ended.SOLVED, kinds=ENDED, by=by, now=now)
    elif ticket.state == TicketState.WAITING:
        _stop_clocks(ticket, by=by, now=now)
