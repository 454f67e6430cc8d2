"""The tokens that are no pair of colours: sizes of type, spaces, shapes and motion, read from their style sheet."""

import re
from functools import lru_cache
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from aiuto.ui.colours import TOKENS

ROOT_PIXELS = 16
TOKEN = re.compile(r"^    --([\w-]+): (.+);$", re.MULTILINE)
USES: dict[str, str | Promise] = {
    "text-xs": pgettext_lazy("gallery", "counts, keys, titles of the navigation"),
    "text-s": pgettext_lazy("gallery", "marks, help, dates, small buttons"),
    "text-m": pgettext_lazy("gallery", "what is read and worked with"),
    "text-l": pgettext_lazy("gallery", "titles of parts"),
    "text-xl": pgettext_lazy("gallery", "a title on a small screen"),
    "text-2xl": pgettext_lazy("gallery", "the title of a page, in the letter's hand"),
    "text-3xl": pgettext_lazy("gallery", "one word on an otherwise empty page"),
    "space-1": pgettext_lazy("gallery", "between an icon and its word"),
    "space-2": pgettext_lazy("gallery", "between things of one kind"),
    "space-3": pgettext_lazy("gallery", "inside small boxes"),
    "space-4": pgettext_lazy("gallery", "inside boxes, between parts"),
    "space-5": pgettext_lazy("gallery", "around a page"),
    "space-6": pgettext_lazy("gallery", "between columns"),
    "space-7": pgettext_lazy("gallery", "around what stands alone"),
    "space-8": pgettext_lazy("gallery", "above and below an empty page's word"),
    "radius-s": pgettext_lazy("gallery", "keys, marks, the corner a message speaks from"),
    "radius": pgettext_lazy("gallery", "controls, attachments"),
    "radius-l": pgettext_lazy("gallery", "sheets, panels, messages, menus"),
    "radius-full": pgettext_lazy("gallery", "states and counts"),
    "quick": pgettext_lazy("gallery", "what answers a hand: hover, press, a menu"),
    "calm": pgettext_lazy("gallery", "what comes and goes by itself: a toast, a dialog"),
}


class Step(NamedTuple):
    """One token: its name, its value as written, the same in pixels where it is a length, and what it is for."""

    name: str
    value: str
    pixels: str
    use: str | Promise


@lru_cache(maxsize=1)
def written() -> dict[str, str]:
    """Each token of the style sheet with its value, but for the colours; the first one written counts."""
    found: dict[str, str] = {}
    for name, value in TOKEN.findall(TOKENS.read_text()):
        if not value.startswith("light-dark("):
            found.setdefault(name, value)
    return found


def steps(scale: str) -> list[Step]:
    """The steps of a scale ("text", "space", "radius") that say what they are for."""
    return [
        Step(name, value, _pixels(value), USES[name])
        for name, value in written().items()
        if name in USES and name.partition("-")[0] == scale
    ]


def _pixels(value: str) -> str:
    number = value.removesuffix("rem")
    return f"{float(number) * ROOT_PIXELS:g}" if number != value else value.removesuffix("px")
