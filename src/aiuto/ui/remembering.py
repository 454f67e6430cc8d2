"""A list shows the same marks on every row: what was drawn once for a language and a time zone is not drawn again."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

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
