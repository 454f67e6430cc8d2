"""Whether what a customer says concerns their rights: then a person reads it, whatever limit holds."""

import re
from functools import cache
from pathlib import Path

from aiuto.ui.beginnings import fold

READ = 200_000
"""Signs of a text that are looked at."""


def concerns_rights(*texts: str) -> bool:
    """Whether one of the expressions of `rights.txt` stands in these texts, in any language."""
    return any(_expressions().search(fold(text[:READ])) for text in texts)


@cache
def _expressions() -> re.Pattern[str]:
    lines = (line.strip() for line in Path(__file__).with_name("rights.txt").read_text().splitlines())
    known = [_pattern(line) for line in lines if line and not line.startswith("#")]
    return re.compile(rf"\b(?:{'|'.join(known)})\b")


def _pattern(expression: str) -> str:
    words = re.escape(expression).replace(r"\ ", r"\s+")
    return words.replace(r"\*", r"\w*")
