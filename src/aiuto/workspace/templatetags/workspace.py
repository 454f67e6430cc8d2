"""The workspace's own words in templates: who asks, and text as it was written."""

import re
from email.utils import parseaddr
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aiuto.ui import words
from aiuto.ui.assets import scripts_in, styles_in
from aiuto.ui.remembering import remembered
from aiuto.workspace import assets
from aiuto.workspace.message.failures import in_words
from aiuto.workspace.ticket.panels import PANELS

register = template.Library()
LINK = re.compile(r"https?://[^\s<>\"'\u0000-\u001f]{3,1000}[^\s<>\"'\u0000-\u001f.,;:!?)\]}]")

MARKS = {
    "automatic": (gettext_lazy("written by a machine"), "neutral", "bot"),
    "bounce": (gettext_lazy("a mail of ours came back"), "bad", "mail-x"),
    "stranger": (gettext_lazy("from an address that does not take part"), "warn", "user-round-x"),
    "hand_over": (gettext_lazy("brief of a hand-over"), "plum", "hand-helping"),
    "rights": (gettext_lazy("about their rights, or an objection: a person answers it"), "info", "scale"),
    "known-message-id": (gettext_lazy("other content under a known Message-ID"), "warn", "copy"),
}


register.filter(in_words)


@register.simple_tag
def asker(ticket: Any) -> str:
    """The customer's name, else their address."""
    customer = ticket.customer
    name = customer.name if customer else ""
    return name or getattr(ticket, "customer_address", "") or _("Unknown sender")


@register.simple_tag
@remembered
def behaviours(names: str) -> SafeString:
    """The scripts of this room that a page needs, by their names."""
    paths = (static(f"workspace/js/{name}.js") for name in names.split())
    return format_html_join("", '<script type="module" src="{}"></script>', ((path,) for path in paths))


@register.simple_tag
def styles_of(page: str) -> SafeString:
    """What such a page looks like: "page" or "request"."""
    return styles_in(f"workspace/css-of-{page}.css", assets.STYLES[page])


@register.simple_tag
def behaviours_of(page: str) -> SafeString:
    """What such a page does."""
    return scripts_in(f"workspace/js-of-{page}.js", assets.BEHAVIOURS[page])


@register.simple_tag
def panel_places() -> Any:
    """The panels beside a request, in their order."""
    return PANELS


@register.filter
def name_alone(shown_from: str) -> str:
    """Of a mail's sender as it was written the name, else the address."""
    name, address = parseaddr(shown_from)
    return name or address or shown_from


@register.filter
def as_written(text: str) -> SafeString:
    """Plain text with its web addresses as links; its lines are kept by the style sheet."""
    parts, end = [], 0
    for found in LINK.finditer(text):
        address = escape(found[0])
        link = f'<a href="{address}" rel="noopener noreferrer nofollow">{address}</a>'
        parts += [escape(text[end : found.start()]), link]
        end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 - every piece is escaped above


@register.simple_tag
def author_of(message: Any) -> dict[str, str]:
    """The name to show for a message, and the address beside it when that says more."""
    if message.author_id and message.direction != "in":
        return {"name": str(message.author), "address": ""}
    shown = message.from_name or message.shown_from or message.sender or _("Unknown sender")
    address = message.sender or ("" if message.channel == "email" else message.shown_from)
    return {"name": shown, "address": address if address != shown else ""}


@register.simple_tag
def channel_of(message: Any) -> str:
    """How it came, where that is not by e-mail; how long it took, and who noted what the customer said."""
    if message.channel in ("email", "web"):
        return ""
    minutes = _("%(number)s min") % {"number": max(1, round(message.seconds / 60))} if message.seconds else ""
    by = str(message.author) if message.author_id and message.direction == "in" else ""
    noted = _("noted by %(name)s") % {"name": by} if by else ""
    return ", ".join(part for part in (str(message.get_channel_display()), minutes, noted) if part)


@register.simple_tag
def marks_of(message: Any) -> list[dict[str, str]]:
    """What was noticed when the message came in, in words."""
    known = (MARKS[mark] for mark in message.marks if mark in MARKS)
    return [{"text": str(text), "tone": tone, "icon": icon} for text, tone, icon in known]


@register.simple_tag
def people_in(pairs: Any) -> SafeString:
    """Names and addresses in one line."""
    shown = (f"{name} <{address}>" if name else address for name, address in pairs)
    return SafeString(", ".join(f"<bdi>{escape(one)}</bdi>" for one in shown))


@register.filter
def bytes(size: int) -> str:  # noqa: A001 - the word in a template
    return words.file_size(size)
