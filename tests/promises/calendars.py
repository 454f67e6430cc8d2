"""iCalendar read by plain rules of RFC 5545: an oracle that shares no line with what wrote it."""

import re
from datetime import UTC, datetime

ESCAPES = {"n": "\n", "N": "\n"}


def read(data: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The calendar's own properties, and those of each event. Lines end in CRLF and are folded between characters."""
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert all(line.decode("utf-8") is not None for line in lines)
    content = data.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]
    return _sorted(content)


def moment(value: str) -> datetime:
    """A time in UTC: the form that needs no VTIMEZONE."""
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _sorted(content: list[str]) -> tuple[dict[str, str], list[dict[str, str]]]:
    assert (content[0], content[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    calendar: dict[str, str] = {}
    events: list[dict[str, str]] = []
    place = calendar
    for line in content[1:-1]:
        if line == "BEGIN:VEVENT":
            place = {}
            events.append(place)
        elif line == "END:VEVENT":
            place = calendar
        else:
            name, value = _property(line)
            assert name not in place, name
            place[name] = value
    return calendar, events


def _property(line: str) -> tuple[str, str]:
    found = re.fullmatch(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', line)
    assert found, line
    value = re.sub(r"\\(.)", lambda sign: ESCAPES.get(sign[1], sign[1]), found[3])
    return found[1], value
