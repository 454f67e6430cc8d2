"""Promises read in drafts: one by one against a Monday morning in Rome, and by the hundred in `commitments/`."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.coach.checking import check
from aiuto.coach.facts import Facts
from tools.coach_promises import promises, read

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ROME)
PROMISED = {
    "La richiamo domani alle 10.": "2026-11-24T10:00:00+01:00",
    "La ricontatto in giornata.": "2026-11-23",
    "Le mando il preventivo entro venerdì.": "2026-11-27",
    "Il tecnico sarà da lei tra le 14 e le 16 di domani.": "2026-11-24T16:00:00+01:00",
    "Fra due ore le scrivo com'è andata.": "2026-11-23T12:00:00+01:00",
    "Domattina riceverà il codice.": "2026-11-24",
    "Vi spediremo tutto entro tre giorni lavorativi.": "2026-11-26",
    "Ho fissato l'intervento per giovedì 3 dicembre alle 9.": "2026-12-03T09:00:00+01:00",
    "Ti riattivo l'account entro un'ora.": "2026-11-23T11:00:00+01:00",
    "Entro fine mese avrà la nota di credito.": "2026-11-30",
    "Entro il 12 riceve la nota di credito.": "2026-12-12",
    "La pratica sarà chiusa la prossima settimana.": "2026-12-04",
    "Se paga entro venerdì, spediamo lunedì.": "2026-11-30",
    "I'll call you tomorrow at 9am.": "2026-11-24T09:00:00+01:00",
    "You will have your money back by 5 pm on Thursday.": "2026-11-26T17:00:00+01:00",
    "By end of business Tuesday you'll have the quote.": "2026-11-24",
    "We will reply within 48 hours.": "2026-11-25T10:00:00+01:00",
    "The engineer comes on Tuesday the 8th between 9 and 11.": "2026-12-08T11:00:00+01:00",
    "Your parcel leaves today.": "2026-11-23",
    "Your number will be live again within 24 hours.": "2026-11-24T10:00:00+01:00",
    "I have booked the engineer for 3 December at half past ten.": "2026-12-03T10:30:00+01:00",
    "We're shipping it on Friday morning.": "2026-11-27",
    "Please return the form by Friday and we will refund you within 3 working days.": "2026-11-26",
}
NOT_PROMISED = [
    "Può restituire il prodotto entro 14 giorni.",
    "Siamo aperti dalle 9 alle 18.",
    "L'ho chiamata ieri alle 15.",
    "La fattura scade il 30 novembre.",
    "Ci mandi il modulo entro venerdì.",
    "Il direttore riceve il giovedì.",
    "Possiamo sentirci domani alle 10?",
    "La sua mail del 12 novembre è qui.",
    "Di solito rispondiamo entro due ore.",
    "Please send us the form by Friday.",
    "We are open from 9 to 6.",
    "I called you yesterday at 4.",
    "You can return it until 10 December.",
    "Your invoice is from 3 November.",
    "The night porter has your key.",
    "The party is on Saturday and the dress is not here.",
    "Giulia torna giovedì.",
]


@pytest.mark.parametrize("text", PROMISED)
def test_commitment_with_its_due(text):
    found = check(text, context="reply", now=NOW).commitments
    assert [each.due.isoformat() for each in found if each.due] == [PROMISED[text]]


@pytest.mark.parametrize("text", NOT_PROMISED)
def test_what_is_no_commitment(text):
    assert check(text, context="reply", now=NOW).commitments == ()


def test_commitment_without_a_present_has_no_due():
    found = check("La richiamo domani.", context="reply").commitments
    assert [each.due for each in found] == [None]


def test_commitment_counts_the_days_a_schedule_gives():
    facts = Facts(works=lambda day: day.weekday() != 1)
    found = check(
        "Le rispondo entro due giorni lavorativi.", context="reply", facts=facts, now=NOW
    ).commitments
    assert [each.due.isoformat() for each in found if each.due] == ["2026-11-26"]


def test_two_commitments_of_one_sentence():
    text = "Ti mando il preventivo entro domani e la fattura entro venerdì."
    found = check(text, context="reply", now=NOW).commitments
    assert [str(each.due) for each in found] == ["2026-11-24", "2026-11-27"]


def test_commitment_says_where_and_how_surely():
    text = "Buongiorno. La richiamo domani alle 10."
    found = check(text, context="reply", now=NOW).commitments
    assert text[slice(*found[0].span)] == "La richiamo domani alle 10"
    assert 0.5 < found[0].confidence < 1


def test_commitment_of_an_hour_is_on_the_day_named_before():
    found = check("On Wednesday the head teacher meets you at 5pm.", context="reply", now=NOW).commitments
    assert [each.due.isoformat() for each in found if each.due] == ["2026-11-25T17:00:00+01:00"]


def test_commitment_behind_a_doubt_of_another_clause():
    found = check("If the part is late, we lend you ours on Friday.", context="reply", now=NOW).commitments
    assert [str(each.due) for each in found] == ["2026-11-27"]


@pytest.mark.parametrize("language", ["it", "en"])
def test_commitments_of_many_texts(language):
    measure = promises(read(language), language)
    assert measure.found / measure.promised >= 0.975
    assert measure.exact / measure.found >= 0.99
    assert measure.touched / measure.harmless <= 0.025
    assert measure.besides / measure.promised <= 0.04


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                ["La", "chiamo", "domani", "alle 10", "if", "I'll", "è", "by Friday", ",", "not", "you", "…"]
            )
        ).map(" ".join),
    )
)
def test_commitments_lie_inside_any_text(text):
    for each in check(text, context="reply", now=NOW).commitments:
        assert 0 <= each.span[0] < each.span[1] <= len(text)


def test_promise_leaves_out_the_sign_that_parts_it_from_what_follows():
    text = "La richiamo domani alle 10; intanto verifico."
    found = check(text, context="reply", language="it", now=NOW).commitments
    assert [each.what for each in found] == ["La richiamo domani alle 10"]
