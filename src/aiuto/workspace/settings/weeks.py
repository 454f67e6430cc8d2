"""The hours of a day as people write them, "9–13, 14:30–18", and as they are kept."""

import re
from datetime import date

SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?")

DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")
CLOSED = ("", "closed", "chiuso")


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


def read_special(text: str) -> dict[str, list[list[str]]]:
    """A line a day, "24/12/2026 9–13"; a day without hours is closed. By ISO date. Raises Unreadable."""
    days = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        written, _, hours = line.partition(" ")
        closed = hours.strip(" ,;:").casefold() in CLOSED
        days[_date(written)] = [] if closed else read_day(hours)
    return dict(sorted(days.items()))


def written_special(days: dict[str, list[list[str]]]) -> str:
    """As it stands in the form."""
    return "\n".join(f"{_shown(day)} {written_day(spans)}".strip() for day, spans in sorted(days.items()))


def _date(text: str) -> str:
    match = DATE.fullmatch(text.rstrip(",:;"))
    if match is None:
        raise Unreadable(text)
    day, month, year = map(int, (match[1] or match[6], match[2] or match[5], match[3] or match[4]))
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Unreadable(text) from None


def _shown(day: str) -> str:
    year, month, number = day.split("-")
    return f"{number}/{month}/{year}"


def _hour(hours: str, minutes: str | None) -> str:
    at = int(hours), int(minutes or 0)
    if at > (24, 0) or at[1] > 59:
        raise Unreadable(hours)
    return f"{at[0]:02}:{at[1]:02}"
