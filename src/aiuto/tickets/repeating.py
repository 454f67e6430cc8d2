"""A form that was sent twice: the same words of one writer, for the same person, within some seconds."""

import hashlib
from datetime import datetime, timedelta

from django.db.models import QuerySet

from aiuto.people.limits import allow
from aiuto.tickets.models import Message

WITHIN = timedelta(seconds=30)


def said_before(*what: object, text: str, writer: int, now: datetime, to: str = "") -> Message | None:
    """The message of the first press, when this is the second; `what` is all that was filled in.

    Two presses at once are counted one after the other, so that the second waits for the first. `to` is the
    address it went to. What was taken back may be said again.
    """
    form = hashlib.sha256(repr((what, text, to)).encode()).hexdigest()
    if allow(f"said {writer} {form}", limit=1, window=WITHIN, now=now):
        return None
    own = just_said(text, writer=writer, now=now)
    if to:
        own = own.filter(ticket__participants__contact_point__value=to)
    return own.order_by("-id").first()


def just_said(text: str, *, writer: int, now: datetime) -> QuerySet[Message]:
    """What this person said in these words within these seconds, and did not take back."""
    return Message.objects.filter(
        author=writer, stored_at__gt=now - WITHIN, withdrawn_at__isnull=True, text=text
    )
