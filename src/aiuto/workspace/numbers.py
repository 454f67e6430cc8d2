"""A number that an address or a form names."""

DIGITS = 17
"""So many fit into a database's largest whole number."""


def number_in(text: str) -> int | None:
    """The whole number that this text is; None for anything else, and for what no database holds."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None
