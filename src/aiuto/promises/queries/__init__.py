"""Reading promises. What is shown starts from `visible_to` or `reachable_by`."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.promises.errors import NotFound
from aiuto.promises.models import BY_RULE as BY_RULE
from aiuto.promises.models import IS_BY_RULE, IS_OURS_TO_DO, IS_THEIRS_TO_KNOW
from aiuto.promises.models import Ended as Ended
from aiuto.promises.models import Kind as Kind
from aiuto.promises.models import OwnKind as OwnKind
from aiuto.promises.models import Promise as Promise
from aiuto.promises.models import State as State
from aiuto.promises.offering import Offer as Offer
from aiuto.promises.offering import offers_of as offers_of
from aiuto.rows.asking import Question
from aiuto.tickets.models import Direction, Message, Ticket
from aiuto.tickets.queries import reach

LOOKED_AT = 5


def visible_to(user: User) -> QuerySet[Promise]:
    """The promises of the desks that this person's teams serve."""
    return Promise.objects.filter(desk__in=desks_of(user))


def promise_for(user: User, promise_id: int) -> Promise:
    """One promise of a request that this person may open. Raises NotFound for missing and forbidden alike."""
    found = Promise.objects.select_related("ticket__desk__schedule", "made_by", "to", "own_kind")
    promise = found.filter(reach(user, "ticket__"), pk=promise_id).first()
    if promise is None:
        raise NotFound
    return promise


def due(now: datetime, *, limit: int) -> list[tuple[int, int]]:
    """(promise, ticket) of what time has to do with by now, the oldest first: one read of an index.

    A reminder is among them only to be counted anew.
    """
    watched = IS_OURS_TO_DO | Q(recounts=True)
    waking = Promise.objects.filter(watched, wakes_at__lte=now).order_by("wakes_at")
    return list(waking.values_list("pk", "ticket_id")[:limit])


def of_ticket(ticket: Ticket) -> list[Promise]:
    """What was ever promised on a request, what is owed first, by when it is due."""
    return sorted(_PROMISED.ask(ticket.pk), key=lambda promise: promise.closed_at is not None)


def _promised(ticket: int) -> QuerySet[Promise]:
    found = Promise.objects.filter(ticket=ticket)
    return found.select_related("made_by", "to", "own_kind").order_by("due_at", "id")


_PROMISED = Question(_promised, int)


def offered(
    ticket: Ticket, *, now: datetime, promises: Iterable[Promise] | None = None
) -> list[tuple[Message, Offer]]:
    """What the newest answers commit to that is still to come and that nobody recorded. One statement, or two.

    `promises` are all of the request's, where they are known already.
    """
    said = _COMMITTED.ask(ticket.pk)
    known = promises if promises is not None else of_ticket(ticket) if said else []
    recorded = {(promise.source_id, promise.what) for promise in known}
    owed = {(promise.kind, promise.due_at) for promise in known if promise.state == State.OPEN}
    told = {due for kind, due in owed if kind in BY_RULE}
    return [
        (message, offer)
        for message in said
        for offer in offers_of(message.commitments, ticket.desk, now=now)
        if (message.pk, offer.what) not in recorded
        and (offer.kind, offer.due) not in owed
        and offer.due not in told
    ]


def _committed(ticket: int) -> QuerySet[Message]:
    sent = Message.objects.filter(ticket=ticket, direction=Direction.OUT, withdrawn_at__isnull=True)
    return sent.filter(commitments__isnull=False).order_by("-id")[:LOOKED_AT]


_COMMITTED = Question(_committed, int)


def owed_before_the_end(ticket: Ticket) -> list[Promise]:
    """What persons promised there that is open, but for follow-ups: those are for afterwards."""
    return [promise for promise in given_words(ticket) if promise.kind != Kind.FOLLOW_UP]


def given_words(ticket: Ticket) -> list[Promise]:
    """What persons promised there that is open, by when it is due."""
    return given_words_on([ticket.pk])


def given_words_on(ticket_ids: Iterable[int]) -> list[Promise]:
    """The same of several requests, one after the other."""
    own = _given().filter(ticket__in=list(ticket_ids)).select_related("own_kind")
    return list(own.order_by("ticket", "due_at", "id"))


def given_moments_question(ticket: int) -> QuerySet[Promise, tuple[datetime]]:
    """When those to the customer are due, for whoever asks other things with it."""
    return _given().filter(ticket=ticket, to=None).order_by("due_at").values_list("due_at")


def _given() -> QuerySet[Promise]:
    return Promise.objects.filter(~IS_BY_RULE, state=State.OPEN)


def _unkept(ticket: int) -> QuerySet[Promise]:
    waited_for = IS_THEIRS_TO_KNOW | Q(kind__in=BY_RULE, to__isnull=True)
    broken = Promise.objects.filter(waited_for, ticket=ticket, state=State.BROKEN, closed_at__isnull=True)
    return broken.select_related("own_kind").order_by("due_at", "id")[:1]


UNKEPT = Question(_unkept, int)
"""Of a ticket (id): what its customer was told, or waits for, and has not had; for whoever asks other things, too."""


def first_due(ticket_ids: Iterable[int]) -> dict[tuple[int, str], Promise]:
    """What is due first on each of these requests, of what is open and of what is broken: by request and state.

    One statement; none for no request.
    """
    ids = list(ticket_ids)
    promised = Promise.objects.filter(ticket__in=ids) if ids else Promise.objects.none()
    owed = promised.filter(IS_OURS_TO_DO, closed_at__isnull=True)
    found: dict[tuple[int, str], Promise] = {}
    for promise in owed.select_related("own_kind", "ticket").order_by("due_at", "id"):
        found.setdefault((promise.ticket_id, promise.state), promise)
    return found


def owed_by_ticket(ticket_ids: Iterable[int]) -> dict[int, list[int]]:
    """Ids of what is owed on each of these requests."""
    found: dict[int, list[int]] = {}
    owed = Promise.objects.filter(ticket__in=list(ticket_ids), closed_at__isnull=True).order_by("id")
    for ticket, promise in owed.values_list("ticket_id", "pk"):
        found.setdefault(ticket, []).append(promise)
    return found


def recorded_keys(message: Message, *, now: datetime) -> list[str]:
    """Of what this message commits to, the keys of that which is recorded."""
    made = set(_recorded(message).values_list("what", "due_at")) if message.commitments else set()
    offers = offers_of(message.commitments, message.ticket.desk, now=now)
    return [offer.key for offer in offers if (offer.what, offer.due) in made]


def _recorded(message: Message) -> QuerySet[Promise]:
    return Promise.objects.filter(ticket=message.ticket_id, source=message)


def is_recorded(message: Message, kind: str, *, due: datetime) -> bool:
    """Whether what this message promises by then is recorded."""
    return Promise.objects.filter(source=message, kind=kind, due_at=due).exists()
