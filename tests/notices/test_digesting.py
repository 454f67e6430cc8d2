"""When the mail that gathers notices is due, and that each notice is in one mail alone."""

from datetime import UTC, datetime, time

import pytest

from aiuto.journal.actors import SYSTEM, person
from aiuto.notices.choosing import Wishes, choose
from aiuto.notices.digesting import gather, waiting
from aiuto.notices.models import Every, Kind, Notice
from aiuto.notices.reading import read
from aiuto.notices.ways import DEFAULTS, Ways
from tests.notices.conftest import many

GATHERED = DEFAULTS | {Kind.CUSTOMER_WROTE: Ways(True, False, True)}
EVENING = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)


@pytest.fixture
def reader(anna):
    """Wants a mail a day of what customers wrote; three wrote in the evening."""
    _wish(anna)
    many(anna, 3, by=SYSTEM, now=EVENING)
    return anna


def _wish(user, every=Every.DAY, quiet=None):
    choose(user, Wishes(GATHERED, every, quiet), by=person(user.pk), now=EVENING)


def _rome(hour, minute=0, day=2):
    return datetime(2026, 3, day, hour - 1, minute, tzinfo=UTC)


def test_daily_mail_leaves_at_eight_on_ones_own_clock(reader):
    assert gather(reader, now=_rome(7, 59)) == []
    assert len(gather(reader, now=_rome(8))) == 3


def test_daily_mail_leaves_once_a_day(reader):
    assert len(gather(reader, now=_rome(8))) == 3
    many(reader, 1, by=SYSTEM, now=_rome(9), first=9)

    assert gather(reader, now=_rome(20)) == []
    assert len(gather(reader, now=_rome(8, day=3))) == 1


def test_hourly_mail_leaves_an_hour_after_the_last(reader):
    _wish(reader, Every.HOUR)
    gather(reader, now=_rome(9))
    many(reader, 1, by=SYSTEM, now=_rome(9, 5), first=9)

    assert gather(reader, now=_rome(9, 59)) == []
    assert len(gather(reader, now=_rome(10))) == 1


def test_quiet_hours_hold_the_mail_back(reader):
    _wish(reader, quiet=(time(20), time(9, 30)))

    assert gather(reader, now=_rome(9, 29)) == []
    assert len(gather(reader, now=_rome(9, 30))) == 3


def test_what_was_read_needs_no_mail(reader):
    assert waiting() == [reader.pk]
    read(reader, now=EVENING)

    assert (waiting(), gather(reader, now=_rome(8))) == ([], [])


def test_each_notice_is_in_one_mail_alone(reader):
    assert [n.ticket for n in gather(reader, now=_rome(8))] == [3, 2, 1]
    assert (waiting(), gather(reader, now=_rome(8, day=3))) == ([], [])
    assert Notice.objects.filter(mailed_at=_rome(8), read_at=None).count() == 3


def test_who_left_gets_no_mail(reader):
    reader.is_active = False
    reader.save()

    assert waiting() == []


def test_nobody_gets_mail_without_a_wish_for_it(bruno):
    many(bruno, 3, by=SYSTEM, now=EVENING)

    assert waiting() == []
