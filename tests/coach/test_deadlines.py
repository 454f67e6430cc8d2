"""The customer's own day, read from what they write."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from aiuto.coach.deadlines import deadline_of

NOW = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Rome"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Buongiorno, la lampada mi serve per sabato.", date(2026, 3, 7)),
        ("Ne abbiamo bisogno entro il 12 marzo.", date(2026, 3, 12)),
        ("Il compleanno di mia figlia è il 14 marzo, arriverà?", date(2026, 3, 14)),
        ("Deve arrivare entro venerdì alle 12, per favore.", date(2026, 3, 6)),
        ("L'ho ordinata il 3 febbraio. Partiamo giovedì e vorrei montarla prima.", date(2026, 3, 5)),
        ("We need it by Friday at the latest.", date(2026, 3, 6)),
        ("The launch is on the 12th of March.", date(2026, 3, 12)),
    ],
)
def test_their_day_is_found(text, day):
    found = deadline_of(text, now=NOW)
    assert found is not None
    assert found.day == day
    assert text[slice(*found.sentence)] in text


@pytest.mark.parametrize(
    "text",
    [
        "Ho comprato la lampada il 3 febbraio e non si accende.",
        "L'ho ordinata sabato scorso.",
        "Siete aperti sabato?",
        "Mi serve una lampada da 40 watt.",
        "I bought it on Monday.",
        "",
    ],
)
def test_other_days_are_none(text):
    assert deadline_of(text, now=NOW) is None
