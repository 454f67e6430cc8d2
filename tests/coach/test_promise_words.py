"""The vocabularies by which promises are told, as they are read from their files."""

from itertools import chain

import pytest

from aiuto.coach.promise_words import Cue, Kind, vocabulary
from aiuto.coach.words import words_of


def test_phrase_that_is_longest_speaks():
    words = words_of("You'll have to sign")
    assert vocabulary("en").phrase_at(words, 0) == Cue(0, 4, Kind.OTHERS)
    assert vocabulary("en").phrase_at(words, 1) == Cue(1, 2, Kind.PROMISE)
    assert vocabulary("en").phrase_at(words, 4) is None


@pytest.mark.parametrize("language", ["it", "en"])
def test_no_phrase_says_two_things(language):
    said = {}
    for first, begun in vocabulary(language).phrases.items():
        for rest, kind in chain.from_iterable(begun.values()):
            assert said.setdefault((first, *rest), kind) is kind
    assert len(said) > 200


@pytest.mark.parametrize("language", ["it", "en"])
def test_classes_hold_folded_words(language):
    classes = vocabulary(language).classes
    assert all(word.isalpha() and word == word.lower() for words in classes.values() for word in words)
    assert {"acts", "arranged", "imperatives"} <= classes.keys()
