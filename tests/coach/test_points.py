"""What a customer raised, and whether an answer takes it up."""

import pytest

from aiuto.coach.points import answers, points_of
from aiuto.coach.words import words_of

LETTER = """Buongiorno,
la lampada è arrivata rotta. Vorrei il rimborso della spedizione. Quando passa il corriere?
Potete aiutarmi? Siete sempre gentili.

> Quanto costa il montaggio?
"""


def test_questions_requests_and_problems_are_points():
    assert [(each.kind, each.text) for each in points_of(LETTER)] == [
        ("problem", "la lampada è arrivata rotta."),
        ("request", "Vorrei il rimborso della spedizione."),
        ("question", "Quando passa il corriere?"),
    ]


def test_points_in_english():
    text = "Hi, the kettle does not work. I would like a refund. Can I keep the cups? Thank you!"
    assert [each.kind for each in points_of(text)] == ["problem", "request", "question"]


@pytest.mark.parametrize("text", ["", "Grazie mille!", "Mi può aiutare?", "Come mai?", "Can you help?"])
def test_a_question_about_nothing_in_particular_is_no_point(text):
    assert points_of(text) == []


@pytest.mark.parametrize(
    ("draft", "point"),
    [
        ("Il corriere passa domani alle 10.", "Quando passa il corriere?"),
        ("Le rimborsiamo oggi la spedizione.", "Vorrei il rimborso della spedizione."),
        ("Sì, gli ordini 4711 partono oggi.", "È partito il 4711?"),
    ],
)
def test_an_answer_takes_a_point_up_in_other_forms_of_its_words(draft, point):
    assert answers(words_of(draft), point, "it")


@pytest.mark.parametrize(
    "draft", ["", "Grazie per la segnalazione.", "Quando le fa comodo?", "Vorrei scusarmi."]
)
def test_an_answer_that_says_nothing_of_a_point_leaves_it_open(draft):
    assert not answers(words_of(draft), "Quando vorrei il corriere?", "it")


def test_a_point_is_known_again_by_its_words():
    first, again = points_of("Quanto costa il montaggio?"), points_of("Quanto costa il montaggio?")
    assert first[0].key == again[0].key != points_of("Quanto costa la spina?")[0].key
