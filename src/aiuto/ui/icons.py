"""Icons from lucide, drawn inline so that they take the colour of their text."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from zipfile import ZipFile

from django.template import TemplateSyntaxError
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# What the style sheet says of every `.icon`, and HTML of every `svg`, needs no saying in each of a page's hundred.
SAID = (
    ' xmlns="http://www.w3.org/2000/svg"',
    ' width="24" height="24"',
    ' fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"',
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
    voice = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    compact = " ".join(_drawing(name).split()).replace("> <", "><").replace(" />", "/>").replace(" >", ">")
    for said in SAID:
        compact = compact.replace(said, "", 1)
    compact = PLAIN_PATHS.sub(_joined, compact)
    spoken = compact.replace("<svg ", f'<svg {voice} class="{SIZES[size]}" ', 1)
    return mark_safe(spoken)  # noqa: S308 - lucide's own file


def _drawing(name: str) -> str:
    """The file that lucide has by this name."""
    try:
        return _drawings().read(f"{name}.svg").decode()
    except KeyError as unknown:
        raise TemplateSyntaxError(f"The icon {name!r} does not exist.") from unknown


@cache
def _drawings() -> ZipFile:
    """Opened once: the list of all drawings takes longer to read than a page to make."""
    return ZipFile(files("lucide").joinpath("lucide.zip").open("rb"))


def _joined(paths: re.Match[str]) -> str:
    """Strokes that follow each other as one path."""
    first, *others = re.findall(r'"([^"]*)"', paths.group())
    return f'<path d="{first}{"".join(map(_absolute, others))}"/>'


def _absolute(path: str) -> str:
    """The same stroke with an absolute first step; numbers that follow a relative one are lines from there."""
    return FIRST_STEP.sub(
        lambda step: f"M{step[1]} {step[2]}{'l' + step[3] if step[3] else ''}", path, count=1
    )
