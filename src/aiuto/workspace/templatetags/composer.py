"""How an answer can be sent, the way this person sent the last one first."""

from dataclasses import dataclass, replace

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aiuto.flows.check_draft import offers_in
from aiuto.promises.queries import Offer
from aiuto.tickets.queries import Draft, Ticket

register = template.Library()
COOKIE = "aiuto_then"
FIRST = {
    "reply": "write_first",
    "reply_draft": "first_draft",
    "reply_files": "first_files",
    "check": "check_first",
    "find_fine": "find_fine_first",
    "later": "first_later",
    "moment": "first_moment",
    "planned": "first_planned",
    "settle_planned": "settle_first",
    "replies_offered": "first_replies",
    "choose_reply": "choose_first_reply",
}
"""By the address on a request, the one of a first message."""
MOMENTS = (_("in two hours"), _("this evening"), _("tomorrow morning"), _("on Monday"))


@dataclass(frozen=True, slots=True)
class Way:
    """What the state is afterwards, and the words of the button and of the choice for later."""

    then: str
    icon: str
    button: str | Promise
    choice: str | Promise


WAYS = (
    Way("waiting", "send", _("Send and wait"), _("then wait for the customer")),
    Way("solved", "circle-check", _("Send and solve"), _("then it is solved")),
    Way("open", "mail-open", _("Send, stay open"), _("then it stays open")),
)


@register.simple_tag
def at(name: str, ticket: Ticket, *more: int) -> str:
    """Where a form of the composer goes: on this request or, before there is one, to what opens it."""
    if ticket.reference:
        return reverse(f"workspace:{name}", args=[ticket.reference, *more])
    return reverse(f"workspace:{FIRST[name]}", args=more)


@register.simple_tag(takes_context=True)
def ways_to_send(context: Context, ticket: Ticket) -> list[Way]:
    """All three, the last used first; a first message waits for its answer."""
    if not ticket.reference:
        return [WAYS[0]]
    last = context["request"].COOKIES.get(COOKIE, "")
    ways = sorted(WAYS, key=lambda way: way.then != last)
    return [replace(way, button=str(way.button), choice=str(way.choice)) for way in ways]


@register.simple_tag
def promised_by(draft: Draft, ticket: Ticket) -> list[Offer]:
    """What a planned answer promises when it leaves, as its writer chose."""
    if not draft.promises or draft.send_at is None:
        return []
    offers = offers_in(draft.desk or ticket.desk, draft.text, now=draft.send_at)
    return [offer for offer in offers if offer.key in draft.promises]


@register.simple_tag
def moments_to_send() -> list[str]:
    """Usual moments, in words that are understood when they are typed too."""
    return [str(moment) for moment in MOMENTS]
