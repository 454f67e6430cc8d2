"""Moments and running clocks; the browser keeps their words true."""

from datetime import datetime, timedelta

from django.template import TemplateSyntaxError
from django.template.context import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aiuto.ui import words
from aiuto.ui.attributes import one_of

SOON, A_DAY = 0.66, timedelta(days=1)
PARTS = 12
"""Of a dial, which the style sheet draws."""


def time(
    context: Context, at: datetime | None, *, now: datetime | None = None, style: str = "near"
) -> SafeString:
    """A moment: near ("5 minutes ago", "yesterday 09:14") or full; the whole date is its title."""
    one_of("time style", style, ("near", "full"))
    if at is None:
        return SafeString("")
    if style == "full":
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), words.full(at))
    return near(at, _now(context, now))


def near(at: datetime, now: datetime) -> SafeString:
    """The same for whoever draws many at once."""
    title, text = escape(words.full(at)), escape(words.moment(at, now))
    return SafeString(f'<time datetime="{_machine(at)}" title="{title}" data-moment>{text}</time>')


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
    return waiting(since, due, _now(context, now), size) if since else SafeString("")


def waiting(since: datetime, due: datetime | None, now: datetime, size: str = "") -> SafeString:
    """The same for whoever draws many at once."""
    text = words.elapsed((now - since).total_seconds())
    title = _("Waiting since %(moment)s") % {"moment": words.full(since)}
    moments = {"datetime": since, "data-due": due}
    return _dial(text, title, _share(since, due, now), moments, kind="waiting", size=size)


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
    return until(at, _now(context, now), since=since, size=size) if at else SafeString("")


def until(
    at: datetime, now: datetime, *, since: datetime | None = None, end: datetime | None = None, size: str = ""
) -> SafeString:
    """The same for whoever draws many at once; `end` is where its window ends, and it is late from then on."""
    if end and at <= now:
        since, at, end = at, end, None
    title = _("Due %(moment)s") % {"moment": words.full(at)}
    share = _share(since or at - A_DAY, at, now)
    moments = {"datetime": at, "data-since": since, "data-end": end}
    return _dial(words.until(at, now), title, share, moments, kind="due", size=size)


def _now(context: Context, now: datetime | None) -> datetime:
    present = now or context.get("now")
    if not isinstance(present, datetime):
        raise TemplateSyntaxError("a clock needs `now`, as an attribute or in the context")
    return present


def _machine(at: datetime) -> str:
    """The moment as scripts read it."""
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _share(since: datetime, due: datetime | None, now: datetime) -> float | None:
    """How much of the time has gone; None where nothing is due."""
    if due is None:
        return None
    whole = (due - since).total_seconds()
    return min(1.0, max(0.0, (now - since).total_seconds() / whole)) if whole > 0 else float(now >= due)


def _dial(
    text: str,
    title: str,
    share: float | None,
    moments: dict[str, datetime | None],
    *,
    kind: str,
    size: str,
) -> SafeString:
    """`moments`: what the browser needs to keep the words and the dial true."""
    gone = share or 0.0
    mood = " clock-late" if gone >= 1 else " clock-soon" if gone >= SOON else ""
    shape = f"clock{mood}{f' clock-{size}' if size else ''}"
    times = "".join(f' {name}="{_machine(at)}"' for name, at in moments.items() if at)
    face = "" if share is None else f' data-part="{max(1, int(share * PARTS))}"'
    return SafeString(
        f'<time class="{shape}" data-clock="{kind}"{face}{times} title="{escape(title)}">'
        f"<span>{escape(text)}</span></time>"
    )
