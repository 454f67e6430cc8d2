"""Reading deliveries."""

from collections.abc import Iterable

from django.db.models import QuerySet

from aiuto.outbox.models import Delivery, State
from aiuto.outbox.parts import File as File
from aiuto.outbox.parts import Parts as Parts
from aiuto.outbox.parts import Person as Person


def of_messages(message_ids: Iterable[int]) -> dict[int, list[Delivery]]:
    """The deliveries of each of these messages, without their parts."""
    found: dict[int, list[Delivery]] = {}
    for delivery in Delivery.objects.filter(message__in=message_ids).defer("parts").order_by("id"):
        found.setdefault(delivery.message or 0, []).append(delivery)
    return found


def in_trouble() -> QuerySet[Delivery]:
    """Dead and bounced deliveries, newest first."""
    return Delivery.objects.filter(state__in=[State.DEAD, State.BOUNCED]).order_by("-id")


def newest(*, limit: int = 100) -> list[Delivery]:
    """The newest deliveries."""
    return list(Delivery.objects.order_by("-id")[:limit])


def one(delivery_id: int) -> Delivery | None:
    """One delivery with its parts."""
    return Delivery.objects.filter(pk=delivery_id).first()
