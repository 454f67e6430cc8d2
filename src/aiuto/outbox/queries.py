"""Reading deliveries."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KT

from aiuto.outbox.models import Delivery
from aiuto.outbox.parts import File as File
from aiuto.outbox.parts import Parts as Parts
from aiuto.outbox.parts import Person as Person
from aiuto.outbox.parts import Receipt as Receipt
from aiuto.outbox.sending import UNSENT, send

SENDING = send.module_path
_AN_HOUR = timedelta(hours=1)

# Spelt out, because SQLite uses a partial index only when it sees that its condition holds.
_TROUBLED = RawSQL("outbox_delivery.state IN ('dead', 'bounced')", (), output_field=BooleanField())


def of_messages(message_ids: Iterable[int]) -> dict[int, list[Delivery]]:
    """The deliveries of each of these messages, without their parts."""
    found: dict[int, list[Delivery]] = {}
    for delivery in of_messages_question(message_ids):
        found.setdefault(delivery.message or 0, []).append(delivery)
    return found


def of_messages_question(message_ids: Iterable[int]) -> QuerySet[Delivery]:
    """What `of_messages` asks, for whoever asks other things with it."""
    return Delivery.objects.filter(message__in=message_ids).defer("parts").order_by("id")


def in_trouble() -> QuerySet[Delivery]:
    """Dead and bounced deliveries that nobody has put aside, newest first, with their `subject`, without parts."""
    troubled = Delivery.objects.filter(_TROUBLED, put_aside_at__isnull=True)
    return troubled.annotate(subject=KT("parts__subject")).defer("parts").order_by("-id")


def newest(*, limit: int = 100) -> list[Delivery]:
    """The newest deliveries."""
    return list(Delivery.objects.order_by("-id")[:limit])


def one(delivery_id: int) -> Delivery | None:
    """One delivery with its parts."""
    return Delivery.objects.filter(pk=delivery_id).first()


def stuck(*, now: datetime, waiting: Collection[int]) -> Iterator[Delivery]:
    """What should have left an hour ago, has not, and is not among the ids of the work that is `waiting`."""
    unsent = Delivery.objects.filter(state__in=UNSENT, send_after__lt=now - _AN_HOUR).order_by("id")
    for delivery in unsent.defer("parts").iterator():
        if delivery.pk not in waiting:
            yield delivery
