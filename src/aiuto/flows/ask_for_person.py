"""Somebody wishes to talk to a person, by any channel: at once where one is free, else they are owed a call."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from aiuto.customers.addresses import shown_phone
from aiuto.customers.contacting import contact_point_for, wanted_phone
from aiuto.customers.errors import BadPhone, WrittenOnly
from aiuto.customers.models import ContactKind, ContactPoint, Customer
from aiuto.customers.policies import is_called
from aiuto.customers.rights import concerns_rights
from aiuto.flows.owe_call import owe_call
from aiuto.flows.start_waiting import Caller as Caller
from aiuto.flows.start_waiting import start_waiting
from aiuto.journal.actors import customer
from aiuto.people.models import Desk
from aiuto.promises.models import Promise
from aiuto.tickets.messages import Said
from aiuto.tickets.models import Channel, Direction, Wait
from aiuto.tickets.queries.presence import free_at

LONGEST_WORDS = 1000


def ask_for_person(
    caller: Caller,
    desk: Desk,
    *,
    live: bool,
    now: datetime,
    wanted: datetime | None = None,
    words: str = "",
) -> Wait | Promise:
    """The wait that begins, or the call that is owed by the desk's rule or at the time they `wanted`.

    `live`: they can be answered where they are. A number that they type belongs to the call alone: it is nobody's
    contact point, unless we know nothing else of them. Whom we answer in writing only is owed a call about their rights
    alone. Raises BadPhone, BadDue, WrittenOnly.
    """
    if live and wanted is None and free_at(desk.pk, now=now):
        return start_waiting(caller, desk, now=now)
    number = wanted_phone(caller.number)
    if number is None:
        raise BadPhone
    try:
        return _owe(caller, number, desk, wanted=wanted, words=words, now=now)
    except IntegrityError:  # somebody kept the same new number at this moment: now it is known
        return _owe(caller, number, desk, wanted=wanted, words=words, now=now)


@transaction.atomic
def _owe(
    caller: Caller, number: str, desk: Desk, *, wanted: datetime | None, words: str, now: datetime
) -> Promise:
    who, point = _known(caller, number, now=now)
    if not (is_called(who) or concerns_rights(words)):
        raise WrittenOnly
    said = _said(caller, shown_phone(number), who.language or desk.language, words=words, now=now)
    return owe_call(
        said,
        customer=who,
        desk=desk,
        point=point,
        about=caller.ticket,
        wanted=wanted,
        by=customer(who.pk),
        now=now,
    )


def _known(caller: Caller, number: str, *, now: datetime) -> tuple[Customer, ContactPoint | None]:
    if caller.customer:
        return Customer.objects.get(pk=caller.customer), None
    point = contact_point_for(ContactKind.PHONE, number, name=caller.name, now=now)
    return point.customer, point


def _said(caller: Caller, number: str, language: str, *, words: str, now: datetime) -> Said:
    with translation.override(language):
        text = _("I would like to talk to a person. My number: %(number)s") % {"number": number}
    more = words.replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST_WORDS]
    text = f"{text}\n\n{more}" if more else text
    return Said(
        direction=Direction.IN,
        channel=Channel(caller.channel),
        at=now,
        text=text,
        reply_text=text,
        subject=text.splitlines()[0],
        from_name=caller.name,
        shown_from=number,
    )
