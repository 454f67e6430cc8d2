"""An agent agrees with the customer on another time, before the first has come."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.correct_calendar import correct_calendar
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises import ending
from aiuto.promises.locking import lock_promise
from aiuto.promises.making import Word
from aiuto.promises.models import Promise
from aiuto.promises.policies import check_by_hand
from aiuto.promises.settling import settle
from aiuto.recovery.blocking import follow_promise
from aiuto.tickets.drafting import add_to_draft, check_text


@transaction.atomic
def renegotiate(
    promise_id: int,
    *,
    due: datetime,
    until: datetime | None = None,
    say: str = "",
    knowingly: bool = False,
    user: User,
    now: datetime,
) -> Promise:
    """Another promise in the same words takes its place; returns that one.

    `say` goes into the agent's draft, for the customer to hear of it. Raises TicketError, and PromiseError:
    OfStep where a step of a recovery says when.
    """
    ticket, promise = lock_promise(user, promise_id)
    check_by_hand(promise)
    word = Word(
        kind=promise.kind,
        own_kind=promise.own_kind_id,
        what=promise.what,
        due=due,
        until=until,
        place=promise.place,
        to=promise.to_id,
        knowingly=knowingly,
    )
    anew = ending.renegotiate(promise, word, ticket=ticket, by=person(user.pk), now=now)
    follow_promise(promise, to=anew)
    settle(ticket, now=now)
    correct_calendar(ticket, by=person(user.pk), now=now)
    if say.strip():
        check_text(say)
        add_to_draft(ticket, user=user, text=say.strip(), now=now)
    return anew
