"""Charts, drawn by the server. Each says again what stands in a table beside it, in one look."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

TALL = 100


@dataclass(frozen=True, slots=True)
class Column:
    """`value` is how tall it is and `upto` how far its whisker reaches, in the unit of all; `text` says the value."""

    name: str
    text: str
    value: float
    upto: float = 0


def columns(given: Sequence[Column], *, label: str, limit: float = 0) -> SafeString:
    """A column for each; `limit` is a line across all of them. Where nothing stands tall there is nothing to draw."""
    most = max([limit, *(max(one.value, one.upto) for one in given)], default=0)
    if not most:
        return SafeString()
    drawn = format_html_join(
        "",
        '<div class="column"><span class="column-text">{}</span>{}<span class="column-name">{}</span></div>',
        ((one.text, _column(one, most, limit), one.name) for one in given),
    )
    return format_html('<div class="columns-chart" role="img" aria-label="{}">{}</div>', label, drawn)


def bar(share: float) -> SafeString:
    """A share (0 to 1) of the line it stands in, before its number."""
    return format_html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="10"/></svg>',
        round(share * 100),
    )


def interval(rate: float, *, low: float, high: float) -> SafeString:
    """A share (0 to 1) as a mark, within the range in which the truth lies, on a line from none to all."""
    begin, end, at = (round(each * 100, 1) for each in (low, high, rate))
    return format_html(
        '<svg class="interval" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="interval-line" y="4.5" width="100" height="1"/>'
        '<rect class="interval-range" x="{}" y="2.5" width="{}" height="5"/>'
        '<rect class="interval-mark" x="{}" width="2" height="10"/></svg>',
        *(begin, round(end - begin, 1), max(0, min(98, at - 1))),
    )


def _column(one: Column, most: float, limit: float) -> SafeString:
    value, upto, line = (round(each / most * TALL, 1) for each in (one.value, one.upto, limit))
    return format_html(
        '<svg class="column-drawing" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">{}{}{}</svg>',
        _rect("column-value", x=1, width=8, top=value, height=value),
        _rect("column-upto", x=4.5, width=1, top=upto, height=upto - value) if upto > value else "",
        _rect("column-limit", x=0, width=10, top=line, height=1) if limit else "",
    )


def _rect(name: str, *, x: float, width: float, top: float, height: float) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        *(name, x, round(TALL - top, 1), width, round(height, 1)),
    )
