"""A list shows the same marks on every row: what was drawn once for a language and a time zone is not drawn again."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

Given = ParamSpec("Given")
Made = TypeVar("Made", bound=str)


def remembered(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Keeps the last few thousand results of a function of hashable values, its reader's language and zone."""

    @lru_cache(maxsize=4096)
    def kept(
        language: str, zone: str, values: tuple[object, ...], named: tuple[tuple[str, object], ...]
    ) -> Made:
        return make(*values, **dict(named))  # type: ignore[arg-type]

    @wraps(make)
    def ask(*values: Given.args, **named: Given.kwargs) -> Made:
        return kept(get_language() or "", get_current_timezone_name(), values, tuple(named.items()))

    return ask
