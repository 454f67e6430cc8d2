"""Which messages came of which mails: reads of the intake, which no person asked for."""

from collections.abc import Sequence

from aiuto.intake.models import RawMail
from aiuto.tickets.models import Message


def message_of_mail(raw_mail: int) -> Message | None:
    """The message that this raw mail became."""
    return Message.objects.select_related("ticket").filter(raw_mail=raw_mail).first()


def tickets_of_mails(raw_mails: Sequence[RawMail]) -> list[int]:
    """Ids of the tickets whose messages these raw mails became."""
    if not raw_mails:
        return []
    return list(Message.objects.filter(raw_mail__in=raw_mails).values_list("ticket", flat=True))
