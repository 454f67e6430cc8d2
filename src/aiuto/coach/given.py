"""What a customer has given already in their own words, so that nobody asks for it again."""

import re

_ORDER = re.compile(
    r"\b(?:ordine|order)\b(?:\s|n[°.ro]{0,3}|numero|number|#|:|id|è|is){0,8}((?:[A-Z]{1,4}-?)?\d{3,20}(?:-\w{1,20})?)",
    re.IGNORECASE,
)


def order_in(text: str) -> str:
    """The number of an order that they name; empty without."""
    found = _ORDER.search(text)
    return found[1] if found else ""
