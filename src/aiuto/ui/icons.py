"""Icons from lucide, drawn inline so that they take the colour of their text."""

import re
from functools import lru_cache

from django.template import TemplateSyntaxError
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

# What the style sheet says of every `.icon` needs no saying in each of a page's hundred.
SAID = (
    'width="24" height="24" ',
    'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" ',
)
PLAIN_PATHS = re.compile(r'(?:<path d="[^"]*"/>){2,}')
NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
FIRST_STEP = re.compile(rf"^m\s*({NUMBER})[\s,]*({NUMBER})\s*([\d.-])?")
SIZES = {"": "icon", "large": "icon icon-large", "huge": "icon icon-huge", "tail": "icon icon-tail"}


@lru_cache(maxsize=512)
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """The icon `name` of lucide; with `label` it speaks to a screen reader, without it is decoration."""
    if size not in SIZES:
        raise TemplateSyntaxError(f"icon size={size!r} is unknown; known: large, huge, tail")
    try:
        svg = lucide(name + "", size=None, **{"class": SIZES[size]})
    except IconDoesNotExist as unknown:
        raise TemplateSyntaxError(str(unknown)) from unknown
    voice = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    compact = " ".join(svg.split()).replace("> <", "><").replace(" />", "/>")
    for said in SAID:
        compact = compact.replace(said, "", 1)
    compact = PLAIN_PATHS.sub(_joined, compact)
    return mark_safe(compact.replace("<svg ", f"<svg {voice} ", 1))  # noqa: S308 - lucide's own file


def _joined(paths: re.Match[str]) -> str:
    """Strokes that follow each other as one path."""
    first, *others = re.findall(r'"([^"]*)"', paths.group())
    return f'<path d="{first}{"".join(map(_absolute, others))}"/>'


def _absolute(path: str) -> str:
    """The same stroke with an absolute first step; numbers that follow a relative one are lines from there."""
    return FIRST_STEP.sub(
        lambda step: f"M{step[1]} {step[2]}{'l' + step[3] if step[3] else ''}", path, count=1
    )
