"""The workspace's own words in templates: who asks, and text as it was written."""

import re
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()
LINK = re.compile(r"https?://[^\s<>\"'\u0000-\u001f]{3,1000}[^\s<>\"'\u0000-\u001f.,;:!?)\]}]")


@register.simple_tag
def asker(ticket: Any) -> str:
    """The customer's name, else their address."""
    customer = ticket.customer
    name = customer.name if customer else ""
    return name or getattr(ticket, "customer_address", "") or _("Unknown sender")


@register.filter
def as_written(text: str) -> SafeString:
    """Plain text with its web addresses as links; its lines are kept by the style sheet."""
    parts, end = [], 0
    for found in LINK.finditer(text):
        address = escape(found[0])
        parts += [escape(text[end : found.start()]), f'<a href="{address}" rel="noopener noreferrer nofollow">{address}</a>']
        end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 - every piece is escaped above
