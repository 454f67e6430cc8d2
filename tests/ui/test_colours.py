"""Colours keep their contrast in both themes."""

import pytest

from aiuto.ui import colours


def test_contrast_of_black_on_white_is_21() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("pair", colours.pairs(), ids=lambda pair: f"{pair.front}-on-{pair.back}")
def test_pair_has_enough_contrast(pair: colours.Pair) -> None:
    assert min(pair.light, pair.dark) >= pair.least


def test_tokens_are_found() -> None:
    assert len(colours.tokens()) > 30
