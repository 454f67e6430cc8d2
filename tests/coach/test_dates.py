"""Moments read from words, against a Monday morning in Rome."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.coach.dates import read_moment

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ROME)

PRECISE = {
    "domani alle 10": "2026-11-24 10:00",
    "tomorrow 9am": "2026-11-24 09:00",
    "fra due ore": "2026-11-23 12:00",
    "in 2 hours": "2026-11-23 12:00",
    "within 48 hours": "2026-11-25 10:00",
    "fra circa due ore": "2026-11-23 12:00",
    "in about two hours": "2026-11-23 12:00",
    "tra all'incirca un'ora": "2026-11-23 11:00",
    "entro al massimo 48 ore": "2026-11-25 10:00",
    "entro 24 ore": "2026-11-24 10:00",
    "il 3 dicembre alle 15": "2026-12-03 15:00",
    "giovedì 3 dicembre ore 16:30": "2026-12-03 16:30",
    "December 3rd at 2pm": "2026-12-03 14:00",
    "2026-12-03 14:00": "2026-12-03 14:00",
    "24/12 alle 18": "2026-12-24 18:00",
    "venerdì mattina alle 9.30": "2026-11-27 09:30",
    "tra un'ora e mezza": "2026-11-23 11:30",
    "in an hour and a half": "2026-11-23 11:30",
    "fra mezz'ora": "2026-11-23 10:30",
    "in half an hour": "2026-11-23 10:30",
    "un quarto d'ora": "2026-11-23 10:15",
    "half past four tomorrow": "2026-11-24 16:30",
    "a quarter to five": "2026-11-23 16:45",
    "alle cinque meno un quarto": "2026-11-23 16:45",
    "alle quattro e mezza": "2026-11-23 16:30",
    "at 4": "2026-11-23 16:00",
    "alle 8": "2026-11-24 08:00",
    "oggi alle 8": "2026-11-23 20:00",
    "8": "2026-11-24 08:00",
    "17:45": "2026-11-23 17:45",
    "16h30": "2026-11-23 16:30",
    "4 p.m.": "2026-11-23 16:00",
    "entro le 18 di domani": "2026-11-24 18:00",
    "tra le 9 e le 11 di mercoledì": "2026-11-25 09:00",
    "between 2 and 4 on Wednesday": "2026-11-25 14:00",
    "dalle 14 alle 16": "2026-11-23 14:00",
    "domani a mezzogiorno": "2026-11-24 12:00",
    "by noon tomorrow": "2026-11-24 12:00",
    "domani sera alle 8": "2026-11-24 20:00",
    "this friday at 5": "2026-11-27 17:00",
    "by 5pm Friday": "2026-11-27 17:00",
    "Friday, 27 November, at 3 o'clock": "2026-11-27 15:00",
    "mercoledì prossimo alle undici": "2026-11-25 11:00",
    "fra tre giorni alle 15": "2026-11-26 15:00",
    "at half eight tomorrow": "2026-11-24 08:30",
    "at two thirty": "2026-11-23 14:30",
    "at 3 this afternoon": "2026-11-23 15:00",
    "Friday 8-10 am": "2026-11-27 08:00",
    "lunedì 9-11": "2026-11-30 09:00",
    "domani alle 6:40": "2026-11-24 06:40",
    "by 7": "2026-11-23 19:00",
    "stanotte alle 3": "2026-11-24 03:00",
    "entro le 15 risolvo": "2026-11-23 15:00",
    "per le 12 sistemo tutto": "2026-11-23 12:00",
    "in forty-eight hours": "2026-11-25 10:00",
    "in the next hour": "2026-11-23 11:00",
    "domani, martedì, alle 9": "2026-11-24 09:00",
}
DAYS = {
    "lunedì": "2026-11-30 09:00",
    "LUNEDI'": "2026-11-30 09:00",
    "venerdi": "2026-11-27 09:00",
    "next monday": "2026-11-30 09:00",
    "next wednesday": "2026-12-02 09:00",
    "domattina": "2026-11-24 09:00",
    "in the morning": "2026-11-24 09:00",
    "dopodomani": "2026-11-25 09:00",
    "the day after tomorrow": "2026-11-25 09:00",
    "il 3 dicembre": "2026-12-03 09:00",
    "3rd of December": "2026-12-03 09:00",
    "the 3rd": "2026-12-03 09:00",
    "il 3": "2026-12-03 09:00",
    "3/12": "2026-12-03 09:00",
    "03.12.2026": "2026-12-03 09:00",
    "1° dicembre": "2026-12-01 09:00",
    "il 10 gennaio": "2027-01-10 09:00",
    "in 3 days": "2026-11-26 09:00",
    "2 giorni": "2026-11-25 09:00",
    "fra due o tre giorni": "2026-11-26 09:00",
    "entro 5 giorni lavorativi": "2026-11-30 09:00",
    "within two working days": "2026-11-25 09:00",
    "in a couple of days": "2026-11-25 09:00",
    "entro due settimane": "2026-12-07 09:00",
    "in a fortnight": "2026-12-07 09:00",
    "fra un mese": "2026-12-23 09:00",
    "end of day": "2026-11-23 18:00",
    "by end of business Tuesday": "2026-11-24 18:00",
    "fine settimana": "2026-11-27 18:00",
    "by the end of the week": "2026-11-27 18:00",
    "entro fine mese": "2026-11-30 18:00",
    "fine dicembre": "2026-12-31 18:00",
    "la prossima settimana": "2026-11-30 09:00",
    "next week": "2026-11-30 09:00",
    "lunedì della prossima settimana": "2026-11-30 09:00",
    "la settimana prossima, martedì": "2026-12-01 09:00",
    "questo pomeriggio": "2026-11-23 14:00",
    "domani pomeriggio": "2026-11-24 14:00",
    "stasera": "2026-11-23 18:00",
    "tonight": "2026-11-23 18:00",
    "domenica sera": "2026-11-29 18:00",
    "metà settimana": "2026-11-25 09:00",
    "by the middle of next week": "2026-12-02 09:00",
    "mid-December": "2026-12-15 09:00",
    "entro metà mese": "2026-12-15 09:00",
    "by the weekend": "2026-11-27 18:00",
    "nel weekend": "2026-11-28 09:00",
    "a week today": "2026-11-30 09:00",
    "a week from Friday": "2026-12-04 09:00",
    "Tuesday week": "2026-12-01 09:00",
    "overnight": "2026-11-24 09:00",
    "before the day is out": "2026-11-23 11:00",
    "entro Natale": "2026-12-25 09:00",
    "il 4 le spedisco": "2026-12-04 09:00",
    "dal 7": "2026-12-07 09:00",
}
NOTHING = [
    "",
    "boh",
    "2 ore fa",
    "three days ago",
    "il 31/2",
    "dicembre",
    "when I can",
    "99999 giorni",
    "32 dicembre",
    "close the file",
    "per due persone",
]


@pytest.mark.parametrize("text", PRECISE)
def test_read_moment_with_an_hour(text):
    found = read_moment(text, now=NOW)
    assert found
    assert (f"{found.at:%Y-%m-%d %H:%M}", found.precise) == (PRECISE[text], True)


@pytest.mark.parametrize("text", DAYS)
def test_read_moment_without_an_hour(text):
    found = read_moment(text, now=NOW)
    assert found
    assert (f"{found.at:%Y-%m-%d %H:%M}", found.precise) == (DAYS[text], False)


@pytest.mark.parametrize("text", NOTHING)
def test_read_moment_where_none_is_named(text):
    assert read_moment(text, now=NOW) is None


def test_read_moment_says_where_it_stands():
    text = "Ricordamelo venerdì alle 9, grazie"
    found = read_moment(text, now=NOW)
    assert found
    assert text[slice(*found.span)] == "venerdì alle 9"


def test_read_moment_keeps_the_time_zone_of_now():
    found = read_moment("tomorrow at 10", now=NOW.astimezone(ZoneInfo("Europe/London")))
    assert found
    assert found.at.isoformat() == "2026-11-24T10:00:00+00:00"


def test_read_moment_counts_hours_across_the_change_of_the_clock():
    eve = datetime(2027, 3, 27, 22, 0, tzinfo=ROME)
    found = read_moment("fra 12 ore", now=eve)
    assert found
    assert found.at.isoformat() == "2027-03-28T11:00:00+02:00"


def test_read_moment_skips_days_that_are_not_worked():
    found = read_moment("entro due giorni lavorativi", now=NOW, works=lambda day: day.day not in (24, 26))
    assert found
    assert found.at.day == 27


def test_read_moment_wants_an_aware_now():
    with pytest.raises(ValueError, match="time zone"):
        read_moment("domani", now=NOW.replace(tzinfo=None))


WORDS = [
    *"""alle le at by 4 15 30 31 : . / - e and o or fra tra in entro due half past to quarter fine end of lunedì
friday next prossimo dicembre may il the 3 rd a un giorni hours lavorativi working domani tomorrow mattina""".split()
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join)))
def test_read_moment_never_stumbles(text):
    found = read_moment(text, now=NOW.astimezone(UTC))
    assert found is None or (found.at.tzinfo is UTC and 0 <= found.span[0] < found.span[1] <= len(text))


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "9999-12-31 alle 23:59", "il 1/1/0001 alle 8"])
def test_read_moment_stumbles_at_no_end_of_the_calendar(text):
    read_moment(text, now=NOW)
