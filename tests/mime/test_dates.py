"""Dates in every dress are one moment; what is no date is none."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.mime import dates

EARLIEST, LATEST = datetime(1980, 1, 2), datetime(2199, 12, 30)  # noqa: DTZ001 (Hypothesis wants them so)
MOMENT = datetime(2024, 3, 12, 9, 15, tzinfo=UTC)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 12 Mar 2024 10:15:00 +0100",
        "12 Mar 2024 09:15:00 GMT",
        "Tue, 12 Mar 2024 04:15:00 EST",
        "12 mar 2024 10:15 CET",
        "martedì 12 marzo 2024 10:15 +0100",
        "Mar, 12 Mar 2024 10:15:00 +0100",
        "Tue,12 Mar 2024 10:15:00+0100",
        "2024-03-12T09:15:00Z",
        "2024-03-12 10:15:00+0100",
        "12/03/2024 10:15:00 +0100",
        "Tue Mar 12 2024 10:15:00 GMT+0100 (CET)",
        "Tue, 12 Mar 2024 10.15.00 +0100",
        "  Tue, 12 Mar 24 10:15:00 +0100",
        "Tue, 12 Mar 2024 10:15:00 +01:00",
    ],
)
def test_parse_reads_every_dress(text):
    assert dates.parse(text) == MOMENT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ieri",
        "99 Foo 2024",
        "Tue, 32 Mar 2024 10:00:00 +0000",
        "1 Jan 1900 00:00:00 +0000",
        "Tue, 12 Mar 2024 10:15:00 +9999",
        "9" * 500,
        "12 Mar 99999999 10:00:00 +0000",
    ],
)
def test_parse_of_no_date_is_none(text):
    assert dates.parse(text) is None


@given(st.datetimes(EARLIEST, LATEST), ZONES)
def test_parse_reads_what_the_standard_library_writes(moment, zone):
    written = moment.replace(microsecond=0, tzinfo=zone)
    assert dates.parse(format_datetime(written)) == written.astimezone(UTC)


@given(st.text(max_size=60))
def test_parse_is_total(text):
    moment = dates.parse(text)
    assert moment is None or moment.utcoffset() == timedelta()


def test_of_received_takes_the_newest_that_can_be_read():
    assert dates.of_received(["by x; boh", "by y; Tue, 12 Mar 2024 10:15:00 +0100"]) == MOMENT
