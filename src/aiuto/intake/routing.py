"""Which desk a mail is for."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiuto.intake.addresses import without_token
from aiuto.intake.models import Mailbox
from aiuto.people.models import Desk
from aiuto.people.queries import default_desk


@dataclass(frozen=True, slots=True)
class Place:
    """A desk, and the mailbox of it that was written to when there is one."""

    desk: Desk
    mailbox: Mailbox | None = None


def place_of(desk: Desk | None, mailbox: Mailbox | None, addresses: Iterable[str]) -> Place:
    """What the caller knows, else the first of these addresses that is a mailbox of ours, else the default."""
    if mailbox:
        return Place(mailbox.desk, mailbox)
    if desk:
        return Place(desk)
    lowered = [address.lower() for address in addresses]
    wanted = list(dict.fromkeys(form for a in lowered for form in (a, without_token(a))))
    boxes = Mailbox.objects.select_related("desk__schedule").filter(address__in=wanted)
    ours = {box.address: box for box in boxes}
    found = next((ours[address] for address in wanted if address in ours), None)
    return Place(found.desk, found) if found else Place(default_desk())
