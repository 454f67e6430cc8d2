"""A list shows the same marks on every row: what was drawn once for a language and a time zone is not drawn again."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.template.base import Node, NodeList
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

Given = ParamSpec("Given")
Made = TypeVar("Made", bound=str)


def remembered(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Keeps the last few thousand results of a function of hashable values, its reader's language and zone.

    A safe text and the same text from a stranger are two values: `typed`.
    """

    @lru_cache(maxsize=4096, typed=True)
    def kept(_language: str | None, _zone: str, *values: Given.args, **named: Given.kwargs) -> Made:
        return make(*values, **named)

    @wraps(make)
    def ask(*values: Given.args, **named: Given.kwargs) -> Made:
        return kept(get_language(), get_current_timezone_name(), *values, **named)  # type: ignore[arg-type]

    return ask


class DrawnOnce(Node):
    """A part of a template that says the same to everybody: drawn once a language, and never again.

    It is given an empty context, so that nothing of a page or its reader can come into it.
    """

    def __init__(self, nodes: NodeList) -> None:
        self.nodes = nodes
        self._drawn: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self._drawn:
            nothing = Context()
            nothing.template = context.template
            self._drawn[language] = self.nodes.render(nothing)
        return self._drawn[language]
