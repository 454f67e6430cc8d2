"""Taking a ticket to change it: locked, visible, of the version that the person saw.

Who locks several things takes tickets before customers, and each in the order of their numbers: nobody waits in a ring.
A lock leaves the number alone (`no_key`), so that a row which names the ticket can be written meanwhile.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from aiuto.people.models import Role, User
from aiuto.rows.asking import Question
from aiuto.tickets.errors import NotFound
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries import reachable_by
from aiuto.tickets.references import normal_reference

_LOCKED = Question(
    lambda pk: (
        Ticket.objects.select_for_update(of=("self",), no_key=True)
        .select_related("desk__schedule", "customer")
        .annotate(is_followed=Exists(Ticket.followers.through.objects.filter(ticket=OuterRef("pk"))))
        .filter(pk=pk)
    ),
    int,
)


def lock_for(user: User, reference: str) -> Ticket:
    """The ticket, locked for the transaction. Raises NotFound for missing and for forbidden alike."""
    found = _NAMED[user.role == Role.ADMIN].ask(user.pk, normal_reference(reference))
    if not found:
        raise NotFound
    return found[0]


def _named(role: Role) -> Question[Ticket]:
    """Made once, like the pages' own: every act begins with it."""

    def question(user: int, reference: str) -> QuerySet[Ticket]:
        reachable = reachable_by(User(pk=user, role=role)).filter(reference=reference).values("pk")
        locked = Ticket.objects.select_for_update(of=("self",), no_key=True)
        return locked.select_related("desk__schedule", "customer").filter(pk__in=reachable)

    return Question(question, int, str)


_NAMED = {False: _named(Role.AGENT), True: _named(Role.ADMIN)}


def lock_two(user: User, reference: str, other: str) -> tuple[Ticket, Ticket]:
    """Both tickets, locked, in the order in which they were named. Raises NotFound."""
    found = {ticket.reference: ticket for ticket in lock_all(user, [reference, other])}
    try:
        return found[normal_reference(reference)], found[normal_reference(other)]
    except KeyError:
        raise NotFound from None


def lock_all(user: User, references: Iterable[str]) -> list[Ticket]:
    """Those of these tickets that this person may open, locked, in the order of their numbers."""
    wanted = {normal_reference(reference) for reference in references}
    reachable = reachable_by(user).filter(reference__in=wanted).values("pk")
    tickets = Ticket.objects.select_for_update(of=("self",), no_key=True).select_related(
        "desk__schedule", "customer"
    )
    return list(tickets.filter(pk__in=reachable).order_by("pk"))


def lock_these(ticket_ids: Iterable[int]) -> list[Ticket]:
    """These tickets, locked in the order of their numbers, for work that no person asked for."""
    tickets = Ticket.objects.select_for_update(of=("self",), no_key=True)
    named = tickets.select_related("desk__schedule", "customer").filter(pk__in=set(ticket_ids))
    return list(named.order_by("pk"))


def lock(ticket_id: int) -> Ticket:
    """The ticket, locked for the transaction, for work that no person asked for; it knows whether it `is_followed`."""
    [ticket] = _LOCKED.ask(ticket_id)
    return ticket
