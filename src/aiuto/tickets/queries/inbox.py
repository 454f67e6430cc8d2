"""The inbox: its views, their pages by keyset and their capped counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from aiuto.customers.models import ContactPoint
from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.tickets.models import Attachment, Message, Ticket
from aiuto.tickets.queries import visible_to, walks
from aiuto.tickets.queries.walks import Arm, Place

PAGE = 25
READ = 50
CAP = 100
LOOKED_AT = 10
DESK = '"desk_id"'


class View(StrEnum):
    MINE = "mine"
    UNASSIGNED = "unassigned"
    OPEN = "open"
    WAITING = "waiting"
    SOLVED = "solved"


COUNTED = (View.MINE, View.UNASSIGNED, View.OPEN, View.WAITING)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. `older` is where the next begins; not `full`: a bounded look found less."""

    tickets: list[Ticket]
    older: Place | None
    full: bool


def page(user: User, view: View, *, behind: Place | None = None, size: int = PAGE) -> Page:
    """The tickets of a view, "who needs help first" (or newest first where nobody waits), behind a place."""
    return page_of(user, _arms(user, view, desks_of(user)), behind=behind, size=size)


def page_of(user: User, arms: Sequence[Arm], *, behind: Place | None, size: int = PAGE) -> Page:
    """One page of what these arms walk, as far as this person may see it."""
    read = max(READ, size + 1)
    rows = walks.walk(arms, behind=behind, limit=read)
    shown = [row for row in rows if not row.hidden][:size]
    last = shown[-1] if len(shown) == size else rows[-1] if len(rows) == read else None
    more = last is not None and (last is not rows[-1] or len(rows) == read)
    tickets = listed(visible_to(user), [row.id for row in shown])
    return Page(tickets, last.place if last and more else None, full=len(shown) == size)


def listed(tickets: QuerySet[Ticket], ids: Sequence[int]) -> list[Ticket]:
    """These tickets with all that a row of a list shows, in the order of `ids`; `tag_names` are their tags."""
    found = (
        tickets.filter(pk__in=ids)
        .select_related("customer", "owner")
        .annotate(customer_address=_first_address(), has_files=_has_files())
    )
    tags: dict[int, list[str]] = {}
    tagged = Ticket.tags.through.objects.filter(ticket__in=ids).order_by("tag__name")
    for pk, name in tagged.values_list("ticket", "tag__name"):
        tags.setdefault(pk, []).append(name)
    place = {pk: number for number, pk in enumerate(ids)}
    shown: list[Ticket] = sorted(found, key=lambda ticket: place[ticket.pk])
    for ticket in shown:
        ticket.tag_names = tags.get(ticket.pk, [])  # type: ignore[attr-defined]
    return shown


def counts(user: User) -> dict[str, int]:
    """How many tickets each view holds, at most CAP; SOLVED is never counted."""
    desks = desks_of(user)
    arms = [_arms(user, view, desks) for view in COUNTED]
    return dict(zip(COUNTED, walks.capped_counts(arms, cap=CAP), strict=True))


def _arms(user: User, view: View, desks: Sequence[int]) -> list[Arm]:
    if view == View.MINE:
        where = f'{walks.UNSOLVED} AND "owner_id" = %s AND {walks.any_of(DESK, desks)}'
        return _turns(where, (user.pk, *desks))
    if view in (View.WAITING, View.SOLVED):
        states = ("waiting", "hold") if view == View.WAITING else ("solved", "closed")
        return [_newest(desk, state) for desk in desks for state in states]
    unowned = ' AND "owner_id" IS NULL' if view == View.UNASSIGNED else ""
    return [arm for desk in desks for arm in _turns(f"{walks.OURS}{unowned} AND {DESK} = %s", (desk,))]


def _turns(where: str, values: tuple[int, ...]) -> list[Arm]:
    """Those who wait, by whose turn it is; then those who do not."""
    return [Arm(where, values, "turn_at", "up"), Arm(where, values, "turn_at", "rest")]


def _newest(desk: int, state: str) -> Arm:
    return Arm(f"{DESK} = %s AND \"state\" = '{state}'", (desk,), "last_message_at", "down")


def _first_address() -> Subquery:
    points = ContactPoint.objects.filter(customer=OuterRef("customer")).order_by("id")
    return Subquery(points.values("value")[:1])


def _has_files() -> Exists:
    """Among the newest messages only: a request of ten thousand must not cost more than one of ten."""
    newest = Message.objects.filter(ticket=OuterRef(OuterRef("pk"))).order_by("-id").values("pk")[:LOOKED_AT]
    return Exists(Attachment.objects.filter(message__in=newest))
