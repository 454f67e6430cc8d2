"""Dates of every kind that mail carries, as aware UTC moments."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz
from typing import Final

MONTHS: Final = {
    "gen": "Jan", "gennaio": "Jan", "febbraio": "Feb", "marzo": "Mar", "aprile": "Apr", "mag": "May", "maggio": "May",
    "giu": "Jun", "giugno": "Jun", "lug": "Jul", "luglio": "Jul", "ago": "Aug", "agosto": "Aug",
    "set": "Sep", "sett": "Sep", "settembre": "Sep", "ott": "Oct", "ottobre": "Oct", "novembre": "Nov", "dic": "Dec",
    "dicembre": "Dec",
}  # fmt: skip
ZONES: Final = {"cet": "+0100", "cest": "+0200", "met": "+0100", "mest": "+0200", "bst": "+0100", "msk": "+0300",
                "ist": "+0530",
                "jst": "+0900", "wet": "+0000", "west": "+0100", "eet": "+0200",
                "eest": "+0300"}  # fmt: skip
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?")
NUMERIC = re.compile(
    r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})[ ,]+(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?\s*([+-]\d{4})?"
)
DOTTED_TIME = re.compile(r"\b(\d{1,2})\.(\d\d)(?:\.(\d\d))?\b(?=\s*(?:[+-]|[A-Z]|$))")
GLUED_ZONE = re.compile(r"\b(?:GMT|UTC|UT)\s*([+-])(\d\d?):?(\d\d)?\b", re.IGNORECASE)
COLON_ZONE = re.compile(r"([+-]\d\d):(\d\d)\b")
WEEKDAY = re.compile(
    r"^(?:(?!Jan|Feb|Mar\s+\d\d?\s+\d{4}|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[^\W\d_]+\s+)+", re.IGNORECASE
)
WORD = re.compile(r"[A-Za-zàèéìòù]+\.?")
FIRST_YEAR: Final = 1980
LAST_YEAR: Final = 2200


def parse(text: str) -> datetime | None:
    """The moment a Date field tells, None when it tells none or one outside 1980 to 2200."""
    text = text.strip()[:120]
    if not text:
        return None
    try:
        moment = _rfc(text) or _iso(text) or _numeric(text) or _rfc(_repaired(text))
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return moment if moment and FIRST_YEAR <= moment.year < LAST_YEAR else None


def _rfc(text: str) -> datetime | None:
    if (
        not text[:1].isalnum()
        or ISO.match(text)
        or NUMERIC.match(text)
        or GLUED_ZONE.search(text)
        or COLON_ZONE.search(text)
    ):
        return None
    found = parsedate_tz(text)
    if found is None or abs(found[9] or 0) > 86_400:
        return None
    if text.rsplit(None, 1)[-1].lower() in ZONES:
        return None
    year, month, day, hour, minute, second = found[:6]
    moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    return moment - timedelta(seconds=found[9] or 0)


def _iso(text: str) -> datetime | None:
    found = ISO.search(text)
    if not found:
        return None
    year, month, day, hour, minute = (int(number) for number in found.groups()[:5])
    moment = datetime(year, month, day, hour, minute, int(found.group(6) or 0), tzinfo=UTC)
    return moment - _offset(found.group(7))


def _numeric(text: str) -> datetime | None:
    """Day first, as Europe writes; month first only where day first is impossible."""
    found = NUMERIC.search(text)
    if not found:
        return None
    day, month, year, hour, minute = (int(number) for number in found.groups()[:5])
    if month > 12:
        day, month = month, day
    return datetime(year, month, day, hour, minute, int(found.group(6) or 0), tzinfo=UTC) - _offset(
        found.group(7)
    )


def _offset(zone: str | None) -> timedelta:
    if not zone or zone == "Z":
        return timedelta()
    digits = zone[1:].replace(":", "")
    distance = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    return -distance if zone[0] == "-" else distance


def _repaired(text: str) -> str:
    """The same date in the words that RFC 5322 knows: English months, numeric zones, times with colons."""
    text = GLUED_ZONE.sub(lambda zone: f"{zone[1]}{int(zone[2]):02d}{zone[3] or '00'}", text)
    text = COLON_ZONE.sub(r"\1\2", text)
    text = DOTTED_TIME.sub(lambda time: ":".join(group for group in time.groups() if group), text)
    text = WORD.sub(_english, text).replace(",", " ").strip()
    return WEEKDAY.sub("", text)


def _english(word: re.Match[str]) -> str:
    plain = word[0].rstrip(".").lower()
    return MONTHS.get(plain) or ZONES.get(plain) or ("" if plain in {"alle", "ore", "at", "del"} else word[0])


def of_received(values: list[str]) -> datetime | None:
    """When the nearest server says that it took the mail: the newest Received field with a date."""
    moments = (parse(value.rpartition(";")[2]) for value in values[:5])
    return next((moment for moment in moments if moment), None)
