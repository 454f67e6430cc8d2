"""After a broken promise: an honest word to the customer, prepared for a person to fill in and send."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise as Text
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from aiuto.flows.preparing import empty, greeting, put_before
from aiuto.people.models import User
from aiuto.promises.counting import zone_of
from aiuto.promises.locking import lock_promise
from aiuto.promises.models import Promise
from aiuto.promises.policies import check_broken
from aiuto.tickets.models import Draft, Ticket
from aiuto.tickets.queries.exchange import exchange

_PROMISED: dict[str, Text] = {
    "lei": pgettext_lazy("Lei", "we had promised you"),
    "tu": pgettext_lazy("tu", "we had promised you"),
    "voi": pgettext_lazy("voi", "we had promised you"),
}
_WAITING: dict[str, Text] = {
    "lei": pgettext_lazy("Lei", "you have been waiting for us since"),
    "tu": pgettext_lazy("tu", "you have been waiting for us since"),
    "voi": pgettext_lazy("voi", "you have been waiting for us since"),
}


@transaction.atomic
def prepare_update(promise_id: int, *, user: User, text: str = "", now: datetime) -> Draft:
    """What was promised, that it was not kept, and what happens next, left to fill in: no excuse, and nothing leaves.

    It stands before what the writer had begun (`text`, or their draft). Raises PromiseError: WrongState for what is not
    broken, or was promised to a colleague; and TicketError.
    """
    ticket, promise = lock_promise(user, promise_id)
    check_broken(promise)
    return put_before(ticket, _prepared(ticket, promise), user=user, text=text, now=now)


def _prepared(ticket: Ticket, promise: Promise) -> str:
    """In the customer's language, and as we have spoken to them here so far."""
    form = exchange(ticket).form_of_address or "lei"
    with translation.override(ticket.language or ticket.desk.language):
        return _(
            "%(greeting)s\n\n%(owed)s I am sorry.\n\nThis is what happens now: %(step)s, by %(day)s. "
            "I look after it myself, and by then I write again in any case."
        ) % {
            "greeting": greeting(ticket),
            "owed": _owed(ticket, promise, form),
            "step": empty(_("step")),
            "day": empty(_("day")),
        }


def _owed(ticket: Ticket, promise: Promise, form: str) -> str:
    """What they were told; of what only a rule promised they know that they wait."""
    zone = zone_of(ticket.desk)
    if not promise.is_theirs_to_know:
        since = date_format(timezone.localtime(promise.made_at, zone), "DATE_FORMAT")
        return _("%(waiting)s %(since)s: that is too long.") % {"waiting": _WAITING[form], "since": since}
    due = date_format(timezone.localtime(promise.due_at, zone), "DATETIME_FORMAT")
    said = {"promised": _PROMISED[form], "due": due, "what": str(promise)}
    return _("%(promised)s this by %(due)s: %(what)s. We have not kept it.") % said
