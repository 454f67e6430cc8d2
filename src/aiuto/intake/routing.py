"""Which desk a mail is for."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiuto.intake.addresses import without_token
from aiuto.intake.models import Mailbox
from aiuto.people.models import Desk
from aiuto.people.queries import default_desk
from aiuto.rows.asking import Question, filled


@dataclass(frozen=True, slots=True)
class Place:
    """A desk, and the mailbox of it that was written to when there is one."""

    desk: Desk
    mailbox: Mailbox | None = None


_FEW = 12
_OURS = Question(
    lambda *wanted: Mailbox.objects.select_related("desk__schedule").filter(address__in=wanted), *[str] * _FEW
)


def place_of(desk: Desk | None, mailbox: Mailbox | None, addresses: Iterable[str]) -> Place:
    """What the caller knows, else the first of these addresses that is a mailbox of ours, else the default."""
    if mailbox:
        return Place(mailbox.desk, mailbox)
    if desk:
        return Place(desk)
    lowered = [address.lower() for address in addresses]
    wanted = list(dict.fromkeys(form for a in lowered for form in (a, without_token(a))))
    ours = {box.address: box for box in _ours(wanted)}
    found = next((ours[address] for address in wanted if address in ours), None)
    return Place(found.desk, found) if found else Place(default_desk())


def _ours(wanted: list[str]) -> list[Mailbox]:
    if not wanted:
        return []
    if len(wanted) <= _FEW:
        return _OURS.ask(*filled(wanted, _FEW))
    return list(Mailbox.objects.select_related("desk__schedule").filter(address__in=wanted))
