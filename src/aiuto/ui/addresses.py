"""Addresses, which a page draws by the dozen: how one is written is asked of Django once a name, not once a link."""

import re
from functools import cache

from django.urls import reverse

PLAIN = re.compile(r"[\w-]+", re.ASCII)
NUMBER, WORD = "90210", "standin"


def address(name: str, *given: object) -> str:
    """What `reverse(name, args=given)` says, and as strictly: raises NoReverseMatch."""
    texts = [str(one) for one in given]
    if not all(map(PLAIN.fullmatch, texts)):
        return reverse(name, args=given)
    return _form(name, *map(str.isdigit, texts)).format(*texts)


@cache
def _form(name: str, *numbers: bool) -> str:
    """The address with {0}, {1}… where its values stand; what takes a number alone refuses a word."""
    stand_ins = [f"{NUMBER if number else WORD}{place}" for place, number in enumerate(numbers)]
    form = reverse(name, args=stand_ins)
    for place, stand_in in enumerate(stand_ins):
        form = form.replace(stand_in, f"{{{place}}}")
    return form
