"""Placeholders in a text, `{{request.reference}}`, and what stands in their place."""

import re
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{\{\s*([\w.]{1,40})\s*\}\}")


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; an unknown or empty one stays as it is, for the writer to see."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1]) or found[0], text)


def without(text: str) -> str:
    """The text alone, its placeholders gone."""
    return PLACEHOLDER.sub("", text)


def left_in(text: str) -> list[str]:
    """The placeholders that still stand in a text, each once."""
    return list(dict.fromkeys(found[0] for found in PLACEHOLDER.finditer(text)))


def named_in(text: str) -> list[str]:
    """The names of those that stand in it, each once."""
    return list(dict.fromkeys(PLACEHOLDER.findall(text)))


def braced(name: str) -> str:
    """The placeholder of a name."""
    return f"{{{{{name}}}}}"
