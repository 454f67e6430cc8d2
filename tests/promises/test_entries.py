"""Entries of calendars as bytes, read again by an oracle."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from aiuto.promises.entries import Host, feed, letter
from aiuto.promises.models import Promise
from aiuto.tickets.models import Ticket
from tests.promises.calendars import moment, read

NOW = datetime(2026, 3, 28, 9, 0, tzinfo=UTC)
NIGHT = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
HOST = Host("assistenza@lumiera.example", "Lumiera, lampade")
HOUR = timedelta(hours=1)


def visit(**given) -> Promise:
    known = {"kind": "appointment", "what": "Il tecnico; porta le lampade, due", "place": "Via Roma 1, Lucca"}
    given = known | {"uid": "abc", "due_at": NIGHT, "until": NIGHT + HOUR, "made_at": NOW} | given
    return Promise(ticket=Ticket(reference="K7Q2M9XA", subject="Lampada"), **given)


def test_letter_says_what_when_where_and_by_whom():
    """The window stands over the night in which clocks are set forth: one moment is one moment."""
    calendar, [event] = read(letter(visit(), method="PUBLISH", sequence=2, host=HOST, at=NOW))
    assert (calendar["METHOD"], calendar["VERSION"]) == ("PUBLISH", "2.0")
    assert (moment(event["DTSTART"]), moment(event["DTEND"])) == (NIGHT, NIGHT + HOUR)
    assert moment(event["DTSTAMP"]) == NOW
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("abc", "2", "CONFIRMED")
    assert event["SUMMARY"] == "Il tecnico; porta le lampade, due · Lumiera, lampade"
    assert (event["LOCATION"], event["ORGANIZER"]) == ("Via Roma 1, Lucca", f"mailto:{HOST.email}")
    assert "K7Q2M9XA" in event["DESCRIPTION"]
    assert "ATTENDEE" not in event


def test_letter_takes_an_entry_out_again():
    calendar, [event] = read(letter(visit(), method="CANCEL", sequence=3, host=HOST, at=NOW))
    assert (calendar["METHOD"], event["STATUS"], event["UID"]) == ("CANCEL", "CANCELLED", "abc")


def test_call_has_a_moment_and_a_number_and_no_length():
    call = visit(kind="call_back", what="", until=None, place="+39 0583 123456")
    _calendar, [event] = read(letter(call, method="PUBLISH", sequence=0, host=HOST, at=NOW))
    assert "DTEND" not in event
    assert event["LOCATION"] == "+39 0583 123456"


@pytest.mark.parametrize(("language", "words"), [("it", "richiamata"), ("en", "call back")])
def test_entry_speaks_the_readers_language(language, words):
    call = visit(kind="call_back", what="", until=None)
    with translation.override(language):
        _calendar, [event] = read(letter(call, method="PUBLISH", sequence=0, host=HOST, at=NOW))
    assert event["SUMMARY"] == f"{words} · Lumiera, lampade"


@given(st.text(max_size=300), st.text(max_size=120))
def test_any_words_are_read_back_whole_on_folded_lines(what, place):
    """Beside the oracle, the package that many calendar programs are built with reads the same."""
    written = letter(visit(what=what, place=place), method="PUBLISH", sequence=0, host=HOST, at=NOW)
    _calendar, [event] = read(written)
    said = icalendar.Calendar.from_ical(written).walk("VEVENT")[0]
    words = "".join(" " if ord(sign) < 32 or 127 <= ord(sign) < 160 else sign for sign in what)
    if what:
        assert event["SUMMARY"] == f"{words} · Lumiera, lampade" == str(said["SUMMARY"])


def test_feed_of_nothing_is_a_calendar():
    calendar, events = read(feed([], name="Promesse", address="https://aiuto.example"))
    assert (calendar["NAME"], events) == ("Promesse", [])
    assert "METHOD" not in calendar


def test_feed_leads_to_the_request():
    _calendar, [event] = read(feed([visit()], name="Promesse", address="https://aiuto.example"))
    assert event["URL"] == "https://aiuto.example/tickets/K7Q2M9XA/"
    assert event["URL"] in event["DESCRIPTION"]
    assert moment(event["DTSTART"]) == NIGHT
