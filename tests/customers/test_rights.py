"""What concerns somebody's rights is read by a person, whatever limit holds."""

import pytest
from django.utils import translation

from aiuto.customers.limit_words import OBJECTION
from aiuto.customers.rights import concerns_rights

THEIRS = [
    "Chiedo la cancellazione dei dati che avete su di me.",
    "Ai sensi del GDPR vi chiedo copia dei miei dati personali.",
    "Mi rivolgerò al Garante.",
    "Il mio avvocato vi scriverà.",
    "DIFFIDA AD ADEMPIERE",
    "Esercito il diritto di recesso.",
    "Chiedo la portabilità",
    "Please delete my data.",
    "My lawyer will contact you.",
    "This is a subject   access\nrequest.",
    "The charger is dangerous.",
]
OTHERS = [
    "",
    "La lampada non si accende e siete degli incapaci.",
    "Where is my order? You are useless.",
    "Ho ricevuto il pacco con un picozzo rotto.",
    "Legalmente simpatico",
]


@pytest.mark.parametrize("text", THEIRS)
def test_words_of_rights_are_recognised(text):
    assert concerns_rights("Re: lampada", text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_words_are_not(text):
    assert not concerns_rights(text)


def test_words_count_in_the_subject_too():
    assert concerns_rights("Privacy", "Vi scrivo per quello.")


@pytest.mark.parametrize("language", ["it", "en"])
def test_word_by_which_one_objects_is_recognised_in_each_language(language):
    with translation.override(language):
        assert concerns_rights(str(OBJECTION))
