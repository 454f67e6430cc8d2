"""The learned part: it tells bad from harmless where the words are new, and stands on the corpus as it is."""

import pytest

from aiuto.coach.recogniser import recogniser
from tools import coach_recogniser


def kinds(language: str, sentence: str) -> set[str]:
    words = sentence.lower().rstrip(".?").split()
    question = sentence.endswith("?")
    return {guess.kind for guess in recogniser(language).guesses(words, question=question)}


@pytest.mark.parametrize("language", coach_recogniser.LANGUAGES)
def test_corpus_is_labelled_by_known_kinds(language):
    corpus = coach_recogniser.examples(language)
    assert len({example.text for example in corpus}) == len(corpus)
    assert {example.source for example in corpus if example.aside}


def test_harmless_rule_is_told_from_one_used_as_a_wall():
    assert "policy_blame" in kinds("it", "Il nostro regolamento non permette il cambio di questi articoli.")
    assert kinds("it", "Il regolamento le permette il cambio entro trenta giorni.") == set()


def test_weightiest_words_are_of_the_sentence():
    words = "il nostro regolamento non permette il cambio".split()
    places = recogniser("it").weightiest(words, "policy_blame", question=False)
    assert {"regolamento", "permette"} & {words[place] for place in places}
