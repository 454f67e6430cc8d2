"""What a row of a list shows of a request, read for a whole page in two statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from aiuto.customers.models import ContactPoint
from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.rows.asking import Question, filled
from aiuto.tickets.models import Attachment, Message, Seen, Ticket

SIZES = (32, 256)
LOOKED_AT = 10
OVER = ("solved", "closed")
COLUMNS = (
    *("pk", "reference", "desk_id", "subject", "excerpt", "language", "state", "channel", "spam"),
    *("last_message_at", "waiting_since", "next_due_at", "turn_at", "snoozed_until", "hold_until"),
    *("owner_id", "owner__name", "owner__email", "customer__name", "reason__name"),
)


@dataclass(slots=True)
class Listed:
    """A request as a list shows it to one person; its fields are those of a Ticket, as far as they have its names."""

    pk: int
    reference: str
    desk_id: int
    subject: str
    excerpt: str
    language: str
    state: str
    channel: str
    spam: bool
    last_message_at: datetime
    waiting_since: datetime | None
    next_due_at: datetime | None
    turn_at: datetime | None
    snoozed_until: datetime | None
    hold_until: datetime | None
    owner_id: int | None
    owner_name: str | None
    owner_email: str | None
    customer_name: str | None
    reason: str | None
    customer_address: str | None
    has_files: bool
    seen_at: datetime | None
    followed: bool
    tag_names: list[str] = field(default_factory=list)

    @property
    def unread(self) -> bool:
        """Whether something was said that this person has not seen, and the request is not over."""
        return self.state not in OVER and (self.seen_at is None or self.last_message_at > self.seen_at)

    @property
    def owner(self) -> str:
        return self.owner_name or self.owner_email or ""


def listed(user: User, ids: Sequence[int]) -> list[Listed]:
    """These requests in this order, as far as this person may see them in lists or follows them."""
    desks, last = set(desks_of(user)), SIZES[-1]
    return [
        one for start in range(0, len(ids), last) for one in _some(user, ids[start : start + last], desks)
    ]


def _some(user: User, ids: Sequence[int], desks: Collection[int]) -> list[Listed]:
    size = next(size for size in SIZES if size >= len(ids))
    asked = filled(list(ids), size)
    rows = {row[0]: Listed(*row) for row in _LINES[size].ask(user.pk, *asked)}
    shown = [row for pk in ids if (row := rows.get(pk)) and (row.desk_id in desks or row.followed)]
    for pk, name in _TAGS[size].ask(*asked):
        rows[pk].tag_names.append(name)
    return shown


def _lines(user: int, *ids: int) -> QuerySet[Any, Any]:
    points = ContactPoint.objects.filter(customer=OuterRef("customer")).order_by("id")
    seen = Seen.objects.filter(ticket=OuterRef("pk"), user=user)
    follows = Ticket.followers.through.objects.filter(ticket=OuterRef("pk"), user=user)
    return Ticket.objects.filter(pk__in=ids).values_list(
        *COLUMNS,
        Subquery(points.values("value")[:1]),
        _has_files(),
        Subquery(seen.values("at")),
        Exists(follows),
    )


def _has_files() -> Exists:
    """Among the newest messages only: a request of ten thousand must not cost more than one of ten."""
    newest = Message.objects.filter(ticket=OuterRef(OuterRef("pk"))).order_by("-id").values("pk")[:LOOKED_AT]
    return Exists(Attachment.objects.filter(message__in=newest))


def _tags(*ids: int) -> QuerySet[Any, Any]:
    tagged = Ticket.tags.through.objects.filter(ticket__in=ids).order_by("tag__name")
    return tagged.values_list("ticket_id", "tag__name")


_LINES = {size: Question(_lines, int, *[int] * size) for size in SIZES}
_TAGS = {size: Question(_tags, *[int] * size) for size in SIZES}
