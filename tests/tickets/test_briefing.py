"""Briefs drafted from conversations as they are written, Italian and English."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from aiuto.tickets.briefing import Brief, Line, draft_brief, retold, sentences

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 3, 6, 10, 0, tzinfo=ROME)
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def said(direction, day, text, **more):
    return Line(direction, MONDAY + timedelta(days=day), text, **more)


LAMP = [
    said(
        "in",
        0,
        "Buongiorno,\n\nla lampada Nuvola non si accende più da domenica. Ho già cambiato la lampadina.\n"
        "Potete mandarmene un'altra? E quanto ci vuole?\n\nGrazie mille,\nGiulia Neri",
    ),
    said("note", 0, "Cliente gentile. La spediamo?"),
    said(
        "out",
        1,
        "Gentile Giulia,\n\nci dispiace molto. Il vetro nuovo parte giovedì.\n\nA presto",
        who="Anna Bassi",
    ),
    said("in", 3, "Chiede se può passare a ritirarla.", who="Bruno Sala", spoken=True),
    said(
        "in",
        3,
        "> Il vetro nuovo parte giovedì.\n\nCiao Anna, va bene. Posso tenere il paralume vecchio?\nSaluti",
    ),
]


def test_brief_says_what_was_asked_done_promised_and_is_open():
    brief = draft_brief(LAMP, language="it", now=NOW)

    assert brief.asked == (
        "La lampada Nuvola non si accende più da domenica.",
        "Potete mandarmene un'altra?",
        "E quanto ci vuole?",
        "Chiede se può passare a ritirarla.",
        "Va bene.",
        "Posso tenere il paralume vecchio?",
    )
    assert brief.done == (
        "3 mar · Anna Bassi: Il vetro nuovo parte giovedì.",
        "5 mar · Bruno Sala, telefonata o visita",
    )
    assert brief.promised == ("Il vetro nuovo parte giovedì. (era per il 5 mar)",)
    assert brief.open == ("Il cliente aspetta dal 5 mar.", "Posso tenere il paralume vecchio?")


def test_call_says_in_what_was_done_only_what_was_not_asked_in_it():
    call = "Vorrebbe ritirare la lampada. Gli ho detto che trova tutto pronto da giovedì."
    brief = draft_brief([said("in", 3, call, who="Bruno Sala", spoken=True)], language="it", now=NOW)

    assert brief.asked == ("Vorrebbe ritirare la lampada.",)
    assert brief.done == (
        "5 mar · Bruno Sala, telefonata o visita: Gli ho detto che trova tutto pronto da giovedì.",
    )


def test_english_conversation_in_an_english_readers_words():
    talk = [
        said("in", 0, "Hi there,\nthe blue lampshade arrived broken. Can you send a new one? Thanks, Paul"),
        said("out", 1, "Dear Paul, I am sorry. We will send it by 10 March.", who="Anna Bassi"),
    ]
    brief = draft_brief(talk, language="en", now=NOW)

    assert brief.asked == ("The blue lampshade arrived broken.", "Can you send a new one?")
    assert brief.done == ("3 Mar · Anna Bassi: We will send it by 10 March.",)
    assert brief.promised == ("We will send it by 10 March. (by 10 Mar)",)
    assert brief.open == ()


def test_brief_is_markdown_of_four_lists_in_the_active_language():
    from django.utils import translation

    with translation.override("it"):
        text = str(Brief(("Quando arriva?",), (), (), ()))
    assert text == (
        "**Che cosa chiede**\n- Quando arriva?\n\n**Che cosa abbiamo fatto**\n- Ancora niente.\n\n"
        "**Che cosa abbiamo promesso**\n- Niente con una data.\n\n**Che cosa resta da fare**\n- Niente ci aspetta."
    )


def test_brief_is_retold_where_it_stands_as_drafted_and_own_words_are_kept():
    drafted = (
        "**Che cosa chiede**\n- Un vetro.\n\n**Che cosa resta da fare**\n- Il cliente aspetta dal 3 mag."
    )
    anew = "**What was asked**\n- Un vetro.\n\n**What is open**\n- The customer waits since 3 May."
    text = drafted.replace("Un vetro.", "Un vetro, subito!").replace("\n", "\r\n") + "\nCiao"

    assert (
        retold(text, drafted=drafted, anew=anew) == anew.replace("Un vetro.", "Un vetro, subito!") + "\nCiao"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Grazie!", []),
        ("Gentile assistenza,", []),
        ("Buongiorno", []),
        ("Cordiali saluti\nAda", ["Ada"]),
        ("Buongiorno, quando arriva?", ["Quando arriva?"]),
        ("> vecchio\nNuovo testo.", ["Nuovo testo."]),
        ("Il costo è 12.50 euro. Va bene?", ["Il costo è 12.50 euro.", "Va bene?"]),
        ("Un rigo\nUn altro", ["Un rigo", "Un altro"]),
    ],
)
def test_sentences_are_what_is_new_without_greeting_and_farewell(text, found):
    assert sentences(text) == found


def test_question_of_ours_promises_nothing_and_the_past_neither():
    talk = [said("out", 2, "Va bene se passiamo domani? Il pacco è partito ieri.")]

    assert draft_brief(talk, language="it", now=NOW).promised == ()


def test_figures_that_are_no_date_promise_nothing():
    talk = [said("out", 0, "Three glasses *MAR-V* are 54 euro in total, shipping to Tromsø is 22 euro.")]

    assert draft_brief(talk, language="en", now=NOW).promised == ()


def test_answer_that_came_back_is_open_and_nothing_that_was_asked():
    talk = [
        said("in", 0, "C'è uno sconto per chi torna?"),
        said("out", 1, "La spedizione la paghiamo noi.", who="Anna Bassi"),
        said("in", 1, "This is the mail system at host mx.posta.example.", came_back=True),
    ]
    brief = draft_brief(talk, language="en", now=NOW)

    assert brief.asked == ("C'è uno sconto per chi torna?",)
    assert brief.open == ("An answer of ours came back: it did not arrive.",)


def test_nothing_said_is_an_empty_brief():
    assert draft_brief([], language="it", now=NOW) == Brief((), (), (), ())


def test_very_long_texts_are_cut():
    talk = [said("in", 0, "Luce " * 100_000), said("in", 1, ("Ma quando? " * 5_000))]
    brief = draft_brief(talk, language="it", now=NOW)

    assert len(str(brief)) < 4_000


def test_dates_beyond_the_calendar_promise_nothing():
    talk = [said("out", 0, "Arriva fra 99999999 anni. Fra 999999999999 giorni.")]

    assert draft_brief(talk, language="it", now=NOW).promised == ()
