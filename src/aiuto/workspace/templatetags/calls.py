"""Live channels in templates: a clock that runs, who waits, and how they came."""

from datetime import datetime
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aiuto.tickets.queries.waits import Spread, Wait
from aiuto.ui.icons import icon
from aiuto.workspace.inbox.drawing import CHANNELS

register = template.Library()
MINUTE, HOUR = 60, 3600


@register.simple_tag
def runs(since: datetime, *, limit: datetime, now: datetime) -> SafeString:
    """How long somebody waits, second by second: "0:42"; its place is marked once `limit` is past."""
    return format_html(
        '<span class="runs" role="timer" data-runs="{}" data-limit="{}" data-now="{}">{}</span>',
        since.isoformat(),
        limit.isoformat(),
        now.isoformat(),
        minutes_and_seconds((now - since).total_seconds()),
    )


@register.filter
def minutes_and_seconds(seconds: float) -> str:
    """As a clock shows them, with hours where there are any."""
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole, MINUTE)
    return f"{minutes}:{rest:02}" if whole < HOUR else f"{minutes // MINUTE}:{minutes % MINUTE:02}:{rest:02}"


@register.simple_tag
def waiter(wait: Wait) -> str:
    """What they are called, as far as we know."""
    known = wait.customer.name if wait.customer else ""
    return known or wait.name or wait.number or _("Somebody new")


@register.simple_tag
def spread_of(spread: Spread | None) -> SafeString:
    """How many, the middle and the ninth of ten as cells; the times of a few would say who they were."""
    number = spread.number if spread else 0
    times = ["–", "–"] if spread is None or spread.is_few else [spread.middle, spread.ninth]
    shown = [each if isinstance(each, str) else minutes_and_seconds(each.total_seconds()) for each in times]
    return format_html_join("", '<td class="number">{}</td>', ((each,) for each in (number, *shown)))


@register.simple_tag
def call_back_to(customer: int) -> str:
    """Where a call of ours to them is noted."""
    return f"{reverse('workspace:calls')}?{urlencode({'direction': 'out', 'customer': customer})}"


@register.simple_tag
def icon_of_channel(channel: str) -> SafeString:
    return icon(CHANNELS.get(channel, "mail"))  # type: ignore[call-overload]
