"""Reading customers as far as this person may know of them: one needs a request of theirs, or none at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from aiuto.customers.models import ContactPoint, Customer
from aiuto.customers.names import folded
from aiuto.customers.queries import contact_points_of, find_by, successor_of
from aiuto.people.models import Role, User
from aiuto.people.queries import desks_of
from aiuto.rows.asking import Question
from aiuto.tickets.errors import NotFound
from aiuto.tickets.models import OPEN_STATES, Ticket
from aiuto.tickets.queries import inbox, of_customer, reachable_by, walks
from aiuto.tickets.queries.inbox import DESK, Page
from aiuto.tickets.queries.pages import customer_for, known_to
from aiuto.tickets.queries.walks import Arm, Place

SHOWN = 8
PAGE = 30
READ = 120
OPEN = 10


@dataclass(frozen=True, slots=True)
class Known:
    """A customer with what tells them apart from others."""

    customer: Customer
    points: list[ContactPoint]

    def is_called(self, text: str) -> bool:
        """Each word of the text begins a word of the name."""
        begun, words = folded(text).split(), self.customer.name_key.split()
        return bool(begun) and all(any(word.startswith(each) for word in words) for each in begun)


@dataclass(frozen=True, slots=True)
class Register:
    """One page of all customers, the newest first; `older` is the id to look behind, None at the end."""

    customers: list[Known]
    older: int | None


def matching(user: User, text: str, *, limit: int = SHOWN) -> list[Known]:
    """Whom the text may mean, newest first: for a list that changes as one types."""
    return _told_apart(_known(user, find_by(text))[:limit])


def register(user: User, *, behind: int | None = None) -> Register:
    """The newest customers. Reads a bounded stretch: a page may be short, and there may be more behind it."""
    everybody = Customer.objects.filter(merged_into__isnull=True)
    if behind:
        everybody = everybody.filter(pk__lt=behind)
    stretch = list(everybody.order_by("-id").values_list("id", flat=True)[:READ])
    known = _known(user, stretch)
    shown = known[:PAGE]
    older = shown[-1].pk if len(known) > PAGE else stretch[-1] if len(stretch) == READ else None
    return Register(_told_apart(shown), older)


def one(user: User, customer_id: int) -> Known:
    """One customer; of a merged one, who they are now. Raises NotFound for missing and forbidden alike."""
    found = customer_for(user, successor_of(customer_id) or customer_id)
    if found is None:
        raise NotFound
    return _told_apart([found])[0]


def requests_of(user: User, customer_id: int, *, behind: Place | None = None) -> Page:
    """All requests of a customer that one may see, newest first."""
    desks = desks_of(user)
    where = f'"customer_id" = %s AND {walks.any_of(DESK, desks)}'
    return inbox.page_of(user, [Arm(where, (customer_id, *desks), "last_message_at", "down")], behind=behind)


def open_requests_of(user: User, customer_id: int) -> list[Ticket]:
    """The requests that a call or a visit may be about."""
    live = of_customer(user, customer_id).filter(merged_into__isnull=True, spam=False)
    unsolved = live.filter(state__in=OPEN_STATES).select_related("desk")
    return list(unsolved.order_by("-last_message_at", "-id")[:OPEN])


def open_beside(ticket: Ticket, user: User) -> list[Ticket]:
    """The customer's other requests that are open, as far as one may open them, the newest first. One statement."""
    return _OPEN_BESIDE[user.role == Role.ADMIN].ask(user.pk, ticket.customer_id or 0, ticket.pk)


def _open_beside(role: Role) -> Question[Ticket]:
    def question(user: int, customer: int, ticket: int) -> QuerySet[Ticket]:
        same = reachable_by(User(pk=user, role=role)).filter(customer=customer).exclude(pk=ticket)
        unsolved = same.filter(merged_into__isnull=True, spam=False, state__in=OPEN_STATES)
        return unsolved.order_by("-last_message_at", "-id")[:OPEN]

    return Question(question, int, int, int)


_OPEN_BESIDE = {False: _open_beside(Role.AGENT), True: _open_beside(Role.ADMIN)}


def desk_that_writes(user: User, customer_id: int) -> int | None:
    """The desk of their newest request that one may see, else one's own; None for somebody of no desk."""
    theirs = of_customer(user, customer_id).order_by("-last_message_at", "-id")
    newest: int | None = theirs.values_list("desk", flat=True).first()
    return newest or next(iter(desks_of(user)), None)


def _known(user: User, ids: Sequence[int]) -> list[Customer]:
    """Those of these that the person may know of, in the order given."""
    living: QuerySet[Customer] = Customer.objects.filter(pk__in=ids, merged_into__isnull=True)
    found = living.filter(known_to(user)).in_bulk()
    return [found[pk] for pk in ids if pk in found]


def _told_apart(customers: Sequence[Customer]) -> list[Known]:
    points = contact_points_of(customer.pk for customer in customers)
    return [Known(customer, points.get(customer.pk, [])) for customer in customers]
