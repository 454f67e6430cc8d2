"""Ask the owner of an address, by mail to it, whether it is theirs."""

from datetime import datetime, timedelta

from django.db import transaction

from aiuto.customers.models import ContactKind
from aiuto.customers.queries import contact_point
from aiuto.flows.confirm_address import PURPOSE
from aiuto.outbox.models import Delivery
from aiuto.outbox.queueing import queue
from aiuto.people import tokens
from aiuto.people.limits import allow
from aiuto.people.models import User
from aiuto.people.queries import desk_for
from aiuto.tickets.composing import automatic_parts, mailbox_of_desk
from aiuto.tickets.errors import NotFound
from aiuto.tickets.queries.pages import customer_for
from aiuto.tickets.queries.reaching import person_path, way_to_a_person
from aiuto.tickets.queries.texts import subject_of, text_of

GOOD_FOR = timedelta(hours=72)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@transaction.atomic
def ask_confirmation(contact_point_id: int, *, desk_id: int, user: User, now: datetime) -> Delivery | None:
    """Queue the mail; None when this address was asked within the hour, or the house has asked much this minute.

    The mail holds nothing that a stranger wrote (T5). Raises NotFound, NoMailbox.
    """
    desk, point = desk_for(user, desk_id), contact_point(contact_point_id)
    if desk is None or point is None or point.kind != ContactKind.EMAIL:
        raise NotFound
    if customer_for(user, point.customer_id) is None:
        raise NotFound
    if not (
        allow(f"ask {point.value}", limit=1, window=HOUR, now=now)
        and allow("ask all", limit=20, window=MINUTE, now=now)
    ):
        return None
    mailbox = mailbox_of_desk(desk)
    token = tokens.issue(PURPOSE, {"contact_point": point.pk, "desk": desk.pk}, until=now + GOOD_FOR)
    language = point.customer.language or desk.language
    subject = subject_of(desk, "address", language, {})
    text = text_of(desk, "address", language, {"link": tokens.address_of(token)})
    way = way_to_a_person(desk, person_path(desk=desk.pk, point=point.pk, now=now), language=language)
    parts = automatic_parts(desk, mailbox, point.value, subject=subject, text=text, way=way)
    return queue(parts, recipient=point.value, mailbox=mailbox.pk, now=now)
