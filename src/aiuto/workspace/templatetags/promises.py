"""Promises in templates: their state as a mark, their time as a clock."""

from datetime import datetime, timedelta

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aiuto.promises.queries import Promise, State
from aiuto.tickets.queries.helped import Share
from aiuto.tickets.queries.waits import Spread
from aiuto.ui import clocks, marks, words

register = template.Library()
TONES = {
    State.OPEN: "info",
    State.KEPT: "good",
    State.KEPT_LATE: "warn",
    State.BROKEN: "bad",
    State.RENEGOTIATED: "plum",
    State.RELEASED: "neutral",
    State.MOOT: "neutral",
}


@register.simple_tag
def promise_state(promise: Promise) -> SafeString:
    """Its state in a word and a colour."""
    state = State(promise.state)
    return marks.badge(str(state.label), tone=TONES[state])


@register.simple_tag
def time_left(promise: Promise, now: datetime) -> SafeString:
    """How long until it is due, or how late it is; within its window, until that ends."""
    return clocks.until(promise.due_at, now, since=promise.made_at, end=promise.until)


@register.filter
def percent(rate: float | None) -> str:
    """A share in whole per cent; a dash where there is none."""
    return "–" if rate is None else f"{round(rate * 100)} %"


@register.simple_tag
def share(counted: Share) -> str:
    """A share with its number and its interval; a dash for so few that they would say who they are."""
    if counted.is_few:
        return "–"
    low, high = counted.interval
    ends = {"low": round(low * 100), "high": round(high * 100)}
    return _("%(share)s (of %(of)d: %(low)d–%(high)d %%)") % {
        "share": percent(counted.rate),
        "of": counted.of,
        **ends,
    }


@register.simple_tag
def times_of(spread: Spread | None) -> SafeString:
    """The middle and the ninth of ten as cells; the times of a few would say who they were."""
    times = ("–", "–") if spread is None or spread.is_few else (span(spread.middle), span(spread.ninth))
    return format_html_join("", '<td class="number">{}</td>', ((each,) for each in times))


@register.filter
def span(time: timedelta) -> str:
    """A length of time in words."""
    return words.elapsed(time.total_seconds())
