"""A call was missed: it is kept on a request of whoever called, and they are called back by the desk's rule."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from aiuto.customers.addresses import shown_phone
from aiuto.customers.contacting import contact_point_for, wanted_phone
from aiuto.customers.errors import BadPhone
from aiuto.customers.models import ContactKind, ContactPoint
from aiuto.customers.policies import check_called
from aiuto.flows.owe_call import owe_call
from aiuto.journal.actors import customer, person
from aiuto.people.models import Desk, User
from aiuto.promises.models import Promise
from aiuto.tickets.messages import Said
from aiuto.tickets.models import Channel, Direction
from aiuto.tickets.noting import check_moment

MARK = "missed"


def note_missed_call(
    number: str, *, desk: Desk, at: datetime, now: datetime, name: str = "", user: User | None = None
) -> Promise:
    """The call that is owed; who rings twice is owed one. `user` typed it in; None: the telephone system says so.

    Raises BadPhone, BadMoment, and NoCalls where we answer them in writing only.
    """
    value = wanted_phone(number)
    if value is None:
        raise BadPhone
    check_moment(at, now=now)
    try:
        return _note(value, desk, at=at, name=name, user=user, now=now)
    except IntegrityError:  # somebody kept the same new number at this moment: now it is known
        return _note(value, desk, at=at, name=name, user=user, now=now)


@transaction.atomic
def _note(value: str, desk: Desk, *, at: datetime, name: str, user: User | None, now: datetime) -> Promise:
    point = contact_point_for(ContactKind.PHONE, value, name=" ".join(name.split()), now=now)
    check_called(point.customer)
    by = person(user.pk) if user else customer(point.customer_id)
    said = _said(point, desk, at=at)
    return owe_call(said, customer=point.customer, desk=desk, point=point, by=by, now=now)


def _said(point: ContactPoint, desk: Desk, *, at: datetime) -> Said:
    number = shown_phone(point.value)
    with translation.override(desk.language):
        text = _("Missed call from %(number)s") % {"number": number}
    return Said(
        direction=Direction.IN,
        channel=Channel.PHONE,
        at=at,
        text=text,
        reply_text=text,
        subject=text,
        from_name=point.customer.name,
        shown_from=number,
        contact_point=point.pk,
        marks=(MARK,),
    )
