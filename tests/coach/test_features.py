"""What the recogniser sees of a sentence."""

from hypothesis import given
from hypothesis import strategies as st

from aiuto.coach.features import EDGE, REACH, Alphabet, Seen, of_neighbour, of_pair, of_word

CUES = {"rule": ["regol*", "policy"], "neg": ["non"], "exact": ["domani"], "promise": ["*eremo"]}
ALPHABET = Alphabet("it", ["regol", "rimbors", "non"], CUES)
RULE, _, EXACT, PROMISE = range(4)


def pair(first: str, second: str, distance: int = 1) -> set[int]:
    return set(of_pair(ALPHABET.read(first), ALPHABET.read(second), distance))


def test_word_is_read_by_its_beginning_and_by_its_ending():
    assert ALPHABET.read("regolamento").cues == (RULE,)
    assert ALPHABET.read("richiameremo").cues == (PROMISE,)
    assert ALPHABET.read("tavolo") == Seen(0, ())


def test_every_number_names_a_time():
    assert ALPHABET.read("17") == ALPHABET.read("2031")
    assert ALPHABET.read("17").cues == (EXACT,)


def test_order_and_distance_tell_pairs_apart():
    assert pair("policy", "non") != pair("non", "policy")
    assert pair("policy", "non") > pair("policy", "non", distance=REACH)


def test_unseen_words_of_one_cue_look_alike():
    assert ALPHABET.read("regolina").cues == ALPHABET.read("policy").cues
    assert set(of_word(ALPHABET.read("regolina"))) == set(of_word(ALPHABET.read("policy")))


def test_neighbour_before_is_not_one_after():
    word = ALPHABET.read("policy")
    assert set(of_neighbour(word, before=True)).isdisjoint(of_neighbour(word, before=False))


@given(st.text(min_size=1, max_size=40))
def test_any_word_can_be_read(word):
    seen = ALPHABET.read(word)
    assert len(list(of_pair(seen, EDGE, 1))) <= 1 + 2 * len(CUES)


def test_a_word_without_end_costs_what_an_ordinary_one_does():
    """Ten million letters in one: what somebody pasted, or a picture as text."""
    known = Alphabet("it", ["regol"], {"rule": ["regol*"], "exact": ["oggi"]})
    assert known.read("regola" + "a" * 10_000_000).cues == known.read("regola").cues
