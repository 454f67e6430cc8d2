"""What the words of a sentence say about promises, clause by clause."""

import pytest

from aiuto.coach import english_verbs, italian_verbs
from aiuto.coach.passages import sentences_of
from aiuto.coach.promise_cues import cues_of
from aiuto.coach.promise_words import Cue, Kind, Spot
from aiuto.coach.words import words_of
from tools.coach_recogniser import examples

SAID = {
    "it": {
        "Le scrivo": "promise",
        "Il tecnico verrà": "promise",
        "Abbiamo fissato la visita": "arranged",
        "Ho parlato con il corriere": "others",
        "Il pacco è partito": "others",
        "Se lei parte": "doubt",
        "Se lei paga, spediamo": "promise",
        "Non possiamo prometterle che arriva": "doubt",
        "Ci mandi la foto": "others",
        "Il custode le apre": "promise",
        "Il negozio apre": "others",
        "La linea torna": "promise",
        "Giulia torna": "others",
        "Di solito spediamo": "promise",
    },
    "en": {
        "I'll write": "promise",
        "We have booked the visit": "arranged",
        "We have sent the part": "others",
        "You are moving house": "others",
        "Send us the form": "others",
        "If he calls": "doubt",
        "If he calls, we answer": "promise",
        "The team is rolling it out": "promise",
        "Julia is back": "others",
        "Your money is back": "promise",
    },
}


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, said in SAID.items() for text in said]
)
def test_last_cue_of_a_sentence(language, text):
    words, sentences = sentences_of(text)
    *_, last = cues_of(text, words, sentences[0], frozenset(), [language])
    assert last.kind.value == SAID[language][text]


def test_cue_of_what_is_always_so():
    words, sentences = sentences_of("Di solito spediamo")
    first, *_ = cues_of("Di solito spediamo", words, sentences[0], frozenset(), ["it"])
    assert first == Cue(0, 2, Kind.ALWAYS)


def test_words_of_times_are_no_cues():
    text = "May 3 at noon"
    words, sentences = sentences_of(text)
    assert [cue.kind.value for cue in cues_of(text, words, sentences[0], {0, 1}, ["en"])] == []
    assert [cue.kind.value for cue in cues_of(text, words, sentences[0], (), ["en"])] == ["doubt"]


@pytest.mark.parametrize(("language", "verbs"), [("it", italian_verbs), ("en", english_verbs)])
def test_word_that_is_passed_over_says_nothing(language, verbs):
    passed_over = 0
    for text in [example.text for example in examples(language)[::8]]:
        words = words_of(text)
        for place, word in enumerate(words.texts):
            if not verbs.may_say(word, words.at(place - 1)):
                passed_over += 1
                for starts in (True, False):
                    assert verbs.said_by(Spot(text, words, place, (), starts, Kind.OTHERS)) is None, word
    assert passed_over > 1000
