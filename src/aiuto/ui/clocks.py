"""Moments and running clocks; the browser keeps their words true."""

from datetime import datetime, timedelta

from django.template import TemplateSyntaxError
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aiuto.ui import words
from aiuto.ui.attributes import one_of

SOON = 0.66
DIAL = SafeString(
    '<svg class="clock-dial" viewBox="0 0 20 20" aria-hidden="true">'
    '<circle class="clock-face" cx="10" cy="10" r="7"/>'
    '<circle class="clock-hand" cx="10" cy="10" r="7" pathLength="100" stroke-dasharray="{} 100"/></svg>'
)


def time(
    context: Context, at: datetime | None, *, now: datetime | None = None, style: str = "near"
) -> SafeString:
    """A moment: near ("5 minutes ago", "yesterday 09:14") or full; the whole date is its title."""
    one_of("time style", style, ("near", "full"))
    if at is None:
        return SafeString("")
    title = words.full(at)
    if style == "full":
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), title)
    text = words.moment(at, _now(context, now))
    return format_html('<time datetime="{}" title="{}" data-moment>{}</time>', at.isoformat(), title, text)


def clock(
    context: Context,
    since: datetime | None,
    *,
    due: datetime | None = None,
    now: datetime | None = None,
    size: str = "",
) -> SafeString:
    """How long somebody has waited since `since`; the dial is full, and red, at `due`."""
    one_of("clock size", size, ("", "large"))
    if since is None:
        return SafeString("")
    present = _now(context, now)
    text = words.elapsed((present - since).total_seconds())
    title = _("Waiting since %(moment)s") % {"moment": words.full(since)}
    return _dial(
        text, title, since=since, due=due, share=_share(since, due, present), kind="waiting", size=size
    )


def due(
    context: Context,
    at: datetime | None,
    *,
    since: datetime | None = None,
    now: datetime | None = None,
    size: str = "",
) -> SafeString:
    """How long until `at`, or how late it is; the dial fills from `since` (a day before, if not told)."""
    one_of("due size", size, ("", "large"))
    if at is None:
        return SafeString("")
    present, start = _now(context, now), since or at - timedelta(days=1)
    title = _("Due %(moment)s") % {"moment": words.full(at)}
    return _dial(
        words.until(at, present),
        title,
        since=start,
        due=at,
        share=_share(start, at, present),
        kind="due",
        size=size,
    )


def _now(context: Context, now: datetime | None) -> datetime:
    present = now or context.get("now")
    if not isinstance(present, datetime):
        raise TemplateSyntaxError("a clock needs `now`, as an attribute or in the context")
    return present


def _share(since: datetime, due: datetime | None, now: datetime) -> float:
    if due is None:
        return 0.0
    whole = (due - since).total_seconds()
    return min(1.0, max(0.0, (now - since).total_seconds() / whole)) if whole > 0 else float(now >= due)


def _dial(
    text: str, title: str, *, since: datetime, due: datetime | None, share: float, kind: str, size: str
) -> SafeString:
    mood = " clock-late" if share >= 1 else " clock-soon" if share >= SOON else ""
    return format_html(
        '<time class="clock{}{}" data-clock="{}" datetime="{}" data-since="{}" data-due="{}" '
        'title="{}">{}<span>{}</span></time>',
        mood,
        f" clock-{size}" if size else "",
        kind,
        (due if kind == "due" and due else since).isoformat(),
        since.isoformat(),
        due.isoformat() if due else "",
        title,
        format_html(DIAL, max(1, round(share * 100))) if due else "",
        text,
    )
