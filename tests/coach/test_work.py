"""The work of the coach grows with the length of a text alone, counted in lines of code that run, whatever it says."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiuto.coach import Facts, check
from aiuto.coach.recogniser import recogniser
from aiuto.coach.rulebook import rulebook

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
LENGTH, FEWEST, TIMES = 600, 3, 5
SLACK = 1.1
"""What begins and ends a text is judged once, what stands beside it as often as the text is long."""
HOSTILE = {
    "one word without end": "a",
    "words without spaces": "nonpossiamoperpolicy",
    "denials": "non not mai never ",
    "cues of many kinds": "policy procedura capo ufficio tutti altri coda ferie scusi purtroppo ",
    "English cues": "our policy says the manager is away and others wait in the queue sorry ",
    "beginnings of many patterns": "la nostra il nostro per entro le non si può ",
    "times": "domani alle 10 e mezza o lunedì 3 dicembre entro due ore ",
    "English times": "tomorrow at 10 or by Monday 3 December within two hours ",
    "figures": "1:2/3-4.5,6 ",
    "numbers in words": "due o tre e quattro ",
    "promises that hang on each other": "se può le scrivo e la chiamo ma non so che ",
    "stacked accents": "e\u0301\u0300\u0302",
    "accents alone": "\u0301",
    "from right to left": "שלום עולם مرحبا ",
    "joined emoji": "👩\u200d🔧🔥",
    "marks that direct": "\u202e\u200fno\u202c ",
    "quotes that never close": "«“\"'‘`",
    "quotes that close at once": "«a»“b”\"c\" 'd' ",
    "lines of a quotation": "> no\n",
    "almost a signature": "-- \u00a0\n--- Messaggio\n",
    "almost a header": "Il 3 marzo qualcuno ha scritt\n",
    "almost an address": "a.b@c. http:/ www ",
    "brackets": "[{<(",
    "signs": "?!;…. ",
    "ends of lines": "\n",
    "questions": "non vuole? ",
}


def lines_of(work: Callable[[], object]) -> int:
    """How many lines of the coach's code run."""
    count = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Callable | None:
        nonlocal count
        count += event == "line"
        return trace if "/coach/" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def judged(text: str) -> int:
    """The lines that judge a text of which nothing is remembered."""
    for language in ("it", "en"):
        rulebook(language).automaton._forget()
        recogniser(language)._forget()
    facts = Facts(customer_text="Dove sta il pacco 123? Vorrei un rimborso.", customer_name="Anna Neri")
    return lines_of(lambda: check(text, context="reply", facts=facts, now=NOW))


def growth(piece: str) -> float:
    """How many times the work a text is that repeats a piece so many times as often."""
    text = piece * max(FEWEST, LENGTH // len(piece))
    judged(text)
    return judged(text * TIMES) / judged(text)


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_no_faster_than_a_hostile_text(piece):
    assert growth(piece) <= TIMES * SLACK


@settings(max_examples=15)
@given(
    st.lists(
        st.sampled_from(sorted(HOSTILE.values())) | st.text(min_size=1, max_size=9), min_size=1, max_size=4
    )
)
def test_work_grows_no_faster_than_any_text(pieces):
    piece = "".join(pieces)
    assert growth(piece) <= TIMES * SLACK
