"""The colour tokens, read from their style sheet, and their contrast by WCAG 2.2."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

TOKENS = Path(__file__).parent / "static/ui/css/tokens.css"
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
SURFACES = ("ground", "sheet", "raised", "sunken", "hover", "note", "out", "accent-wash")
TEXTS = ("ink", "ink-soft", "ink-faint", "accent-ink")
TONES = ("accent", "good", "warn", "bad", "info", "plum")


class Pair(NamedTuple):
    """A colour upon another, with its contrast in light and in dark and the least it must have."""

    front: str
    back: str
    light: float
    dark: float
    least: float


@lru_cache(maxsize=1)
def tokens() -> dict[str, tuple[str, str]]:
    """Each colour token's light and dark value."""
    return {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS.read_text())}


def pairs() -> list[Pair]:
    """All pairs that the components put together: 4.5 for text, 3 for the edges of controls."""
    texts = [(text, surface, 4.5) for surface in SURFACES for text in TEXTS]
    tones = [
        (f"{tone}-ink", back, 4.5) for tone in TONES for back in (f"{tone}-wash", "sheet", "ground", "hover")
    ]
    marks = [("on-accent", "accent", 4.5), ("on-accent", "accent-strong", 4.5)]
    edges = [
        (edge, surface, 3.0) for edge in ("line-strong", "focus", "accent", "bad") for surface in SURFACES[:5]
    ]
    return [_pair(front, back, least) for front, back, least in texts + tones + marks + edges]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _pair(front: str, back: str, least: float) -> Pair:
    known = tokens()
    light, dark = (round(contrast(known[front][side], known[back][side]), 2) for side in (0, 1))
    return Pair(front, back, light, dark, least)


def _luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", as WCAG 2.2 defines it."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
