"""Rows of requests in templates."""

from collections.abc import Iterable

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aiuto.tickets.queries.listing import Listed
from aiuto.workspace.inbox.drawing import Pen

register = template.Library()


@register.simple_tag(takes_context=True)
def request_rows(
    context: Context, tickets: Iterable[Listed], *, choose: bool = False, origin: str = ""
) -> SafeString:
    """The rows for a `rows` block, which need `now` in the context; `choose` gives each a box to choose it by."""
    return Pen(context["now"], choose=choose, origin=origin).rows(tickets)


@register.simple_tag
def who(ticket: Listed) -> str:
    """Who asks."""
    return ticket.customer_name or ticket.customer_address or _("Unknown sender")
