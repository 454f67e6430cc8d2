"""The interval of a share, against figures worked out elsewhere."""

import pytest

from aiuto.stats import wilson


@pytest.mark.parametrize(
    ("number", "of", "low", "high"), [(18, 20, 0.699, 0.972), (0, 5, 0.0, 0.434), (5, 5, 0.566, 1.0)]
)
def test_interval_is_that_of_the_tables(number, of, low, high):
    assert wilson(number, of) == pytest.approx((low, high), abs=0.0005)


@pytest.mark.parametrize(("number", "of"), [(0, 0), (3, 2), (-1, 5)])
def test_no_share_has_no_interval(number, of):
    with pytest.raises(ValueError, match="is no share"):
        wilson(number, of)
