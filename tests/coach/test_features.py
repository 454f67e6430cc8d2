"""What the recogniser sees of a sentence."""

from hypothesis import given
from hypothesis import strategies as st

from aiuto.coach.features import LONGEST, Alphabet

CUES = {"rule": ["regol*", "policy"], "neg": ["non"], "exact": ["domani"], "future": []}
ALPHABET = Alphabet("it", ["regol", "rimbors", "non"], CUES)


def seen(text: str, **given: bool) -> set[int]:
    return ALPHABET.features(text.split(), question=given.get("question", False))


def test_read_knows_a_word_by_its_beginning_and_its_ending():
    rule, future = list(CUES).index("rule"), list(CUES).index("future")
    assert ALPHABET.read("regolamento")[1] == (rule,)
    assert ALPHABET.read("richiameremo")[1] == (future,)
    assert ALPHABET.read("tavolo") == (0, ())


def test_features_tell_order_question_and_neighbours_apart():
    assert seen("la policy non rimborsa") != seen("non rimborsa la policy")
    assert seen("la policy") != seen("la policy", question=True)
    assert ALPHABET.features(["policy"], question=False, after={1}) > seen("policy")


def test_unseen_words_of_one_cue_look_alike():
    assert seen("regolamento non") == seen("regolatore non")


@given(st.lists(st.text(min_size=1, max_size=9), max_size=200))
def test_features_grow_no_faster_than_the_sentence(words):
    assert len(ALPHABET.features(words, question=False)) <= 40 * (LONGEST + 2)
