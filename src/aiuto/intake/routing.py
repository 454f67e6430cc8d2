"""Which desk a mail is for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import FilteredRelation, Q, QuerySet

from aiuto.intake.addresses import without_token
from aiuto.intake.models import Mailbox
from aiuto.people.models import Desk
from aiuto.rows.asking import Question, filled


@dataclass(frozen=True, slots=True)
class Place:
    """A desk, and the mailbox of it that was written to when there is one."""

    desk: Desk
    mailbox: Mailbox | None = None


_FEW = 12


def place_of(desk: Desk | None, mailbox: Mailbox | None, addresses: Iterable[str]) -> Place:
    """What the caller knows, else the first of these addresses that is a mailbox of ours, else the default."""
    if mailbox:
        return Place(mailbox.desk, mailbox)
    if desk:
        return Place(desk)
    lowered = [address.lower() for address in addresses if address.isprintable()]
    wanted = list(dict.fromkeys(form for a in lowered for form in (a, without_token(a))))
    desks = _desks(wanted)
    ours = {box.address: box for desk in desks if (box := getattr(desk, "box", None))}
    found = next((ours[address] for address in wanted if address in ours), None)
    return Place(found.desk, found) if found else Place(next(desk for desk in desks if desk.is_default))


def _places(*wanted: str) -> QuerySet[Desk]:
    """The default desk, and the desks of these mailboxes, each with its mailbox as `box`."""
    box = FilteredRelation("mailboxes", condition=Q(mailboxes__address__in=wanted))
    theirs = Q(box__isnull=False) | Q(is_default=True)
    # the plugin knows no FilteredRelation
    joined = Desk.objects.annotate(box=box).filter(theirs)
    return joined.select_related("schedule", "box")  # type: ignore[misc]


_PLACES = Question(_places, *[str] * _FEW)


def _desks(wanted: list[str]) -> list[Desk]:
    return _PLACES.ask(*filled(wanted or [""], _FEW)) if len(wanted) <= _FEW else list(_places(*wanted))
