"""What a manager reads of recoveries that are looked at together."""

from datetime import UTC, datetime, timedelta

import pytest

from aiuto.recovery.queries.figures import Case, Group

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def case(**more) -> Case:
    given = {"cause": "payment", "second": False, "fixed": None, "again": False, "answer": "", "bought": None}
    return Case(MARCH, **given | more)


def test_silence_is_never_content_nor_weighs_on_the_share():
    group = Group(
        [case(answer=answer) for answer in ("content", "content", "partly", "not", "none", "none", "")]
    )
    assert (group.content.number, group.content.of) == (2, 4)
    assert (group.partly, group.unhappy, group.silent) == (1, 1, 2)


def test_share_of_content_says_how_sure_it_is():
    group = Group([case(answer="content")] * 18 + [case(answer="not")] * 2)
    assert group.content.interval == pytest.approx((0.699, 0.972), abs=0.001)
    assert group.content.is_small and not group.content.is_few


def test_time_to_the_fix_is_the_middle_and_what_nine_of_ten_stay_under():
    group = Group([case(fixed=hours * HOUR) for hours in (50, 1, 3, 2, 4, 5, 6, 7, 8, 9, 10)])
    assert (group.fixed.middle, group.fixed.ninth) == (6 * HOUR, 10 * HOUR)
    assert Group([case()]).fixed is None


def test_only_what_was_mended_can_come_back():
    group = Group([case(fixed=HOUR, again=True), case(fixed=HOUR), case(again=True)])
    assert (group.repeats.number, group.repeats.of) == (1, 2)


def test_what_came_back_raises_its_cause():
    calm, again = Group([case(fixed=HOUR)] * 3), Group([case(fixed=HOUR, again=True)] * 2)
    assert again.weight > calm.weight


def test_who_has_no_orders_says_nothing_about_buying_again():
    group = Group([case(bought=True), case(bought=False), case()])
    assert (group.bought.number, group.bought.of) == (1, 2)


def test_closing_with_dignity_is_left_out_of_what_they_say_and_counted():
    group = Group([case(answer="not", dignity=True), case(answer="content")])
    assert (group.content.number, group.content.of, group.unhappy, group.left_out) == (1, 1, 0, 1)
