"""The hours of a day as people write them, "9–13, 14:30–18", and as they are kept."""

import re

SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?")


class Unreadable(ValueError):
    """Something in the line is no span of hours."""


def read_day(text: str) -> list[list[str]]:
    """`[["09:00", "13:00"], …]`; nothing is a day of rest. Raises Unreadable."""
    spans, rest = [], text
    for match in SPAN.finditer(text):
        spans.append([_hour(match[1], match[2]), _hour(match[3], match[4])])
        rest = rest.replace(match[0], "", 1)
    if rest.strip(" ,;"):
        raise Unreadable(text)
    edges = [edge for span in spans for edge in span]
    if any(first >= last for first, last in spans) or edges != sorted(edges):
        raise Unreadable(text)
    return spans


def written_day(spans: list[list[str]]) -> str:
    """As it stands in the form."""
    return ", ".join("–".join(span) for span in spans)


def _hour(hours: str, minutes: str | None) -> str:
    at = int(hours), int(minutes or 0)
    if at > (24, 0) or at[1] > 59:
        raise Unreadable(hours)
    return f"{at[0]:02}:{at[1]:02}"
