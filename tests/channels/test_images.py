"""Images of other people's servers: what is refused says so."""

import pytest

from aiuto.files.errors import ImageUnavailable
from aiuto.flows.fetch_image import fetch_image


def test_what_is_refused_is_unavailable_and_says_so_in_one_sentence():
    with pytest.raises(ImageUnavailable) as problem:
        fetch_image("http://images.example/a.png")
    assert "https" in problem.value.reason
    assert "https" not in str(problem.value)
