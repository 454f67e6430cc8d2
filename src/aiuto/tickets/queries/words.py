"""Reading the words that requests are sorted by: tags and reasons."""

from dataclasses import dataclass

from aiuto.tickets.models import Reason as Reason
from aiuto.tickets.models import Tag as Tag
from aiuto.tickets.models import Ticket

PAGE = 100
MANY = 100


@dataclass(frozen=True, slots=True)
class Tags:
    """A page of tags by name; `further` is the name to go on behind."""

    tags: list[Tag]
    further: str


def tags(*, behind: str = "", size: int = PAGE) -> Tags:
    """The tags whose name comes after `behind`."""
    found = list(Tag.objects.filter(name__gt=behind).order_by("name")[: size + 1])
    return Tags(found[:size], found[size - 1].name if len(found) > size else "")


def tag(tag_id: int) -> Tag | None:
    """One tag."""
    return Tag.objects.filter(pk=tag_id).first()


def tag_named(name: str) -> Tag | None:
    """The tag of this very name."""
    return Tag.objects.filter(name=name).first()


def uses_of(tag: Tag) -> int:
    """On how many requests it stands, counted up to `MANY`."""
    return len(Ticket.tags.through.objects.filter(tag=tag).values_list("pk")[:MANY])


def reasons() -> list[Reason]:
    """All reasons by name, retired ones too."""
    return list(Reason.objects.order_by("name"))


def reason(reason_id: int) -> Reason | None:
    """One reason, retired or not."""
    return Reason.objects.filter(pk=reason_id).first()


def reason_uses(reason: Reason) -> int:
    """How many requests have it, counted up to `MANY`."""
    return len(Ticket.objects.filter(reason=reason).values_list("pk")[:MANY])


def names_of_words(tag_ids: set[int], reason_ids: set[int]) -> tuple[dict[int, str], dict[int, str]]:
    """The names of these tags and of these reasons, as far as they are still there."""
    known = dict(Tag.objects.filter(pk__in=tag_ids).values_list("pk", "name"))
    return known, dict(Reason.objects.filter(pk__in=reason_ids).values_list("pk", "name"))
