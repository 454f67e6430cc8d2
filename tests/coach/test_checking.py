"""The coach's answer as a whole: places, languages, what is not judged, and its cost."""

import random
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from aiuto import coach
from aiuto.coach.automaton import Automaton
from aiuto.coach.rulebook import compiled, load

RULES = Path(coach.__file__).with_name("rules")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PIECES = """non la nostra policy lo permette, è in ferie. prima possibile! we can't as soon as possible? il collega
«cita» "says" > https://a.example/x `code` domani alle 10 entro venerdì 🙂 \n\n -- {{x}} molti clienti lo
stesso problema
E' e\u0300 grazie the manager is on holiday sorry to bother you 3/12 don't""".split(" ")


def kinds(text: str, context: str = "reply", language: str | None = None) -> set[str]:
    return {finding.kind for finding in coach.check(text, context=context, language=language).findings}


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)))
def test_spans_lie_in_the_text(text):
    report = coach.check(text, context="reply", now=NOW)
    for item in (*report.findings, *report.evidence, *report.commitments):
        first, last = item.span
        assert 0 <= first < last <= len(text)


@pytest.mark.parametrize("text", [
    "LA NOSTRA POLICY NON LO PERMETTE",
    "la nostra policy non lo permettera",
    "Le nostre politiche non lo permettono.",
    "la nostra politica aziendale non lo consente'",
    "Il regolammento non lo permette.",
])  # fmt: skip
def test_words_are_found_in_any_form(text):
    assert kinds(text, language="it") == {"policy_blame"}


@pytest.mark.parametrize("text", [
    "«La nostra policy non lo permette», le hanno detto.",
    'The letter said "our policy does not allow that".',
    "> La nostra policy non lo permette.\nHa ragione.",
    "Il pacco parte oggi.\n-- \nLa nostra policy non lo permette.",
    "Vedi `la nostra policy non lo permette` nel codice.",
])  # fmt: skip
def test_what_is_not_ours_is_not_judged(text):
    assert kinds(text) == set()


@pytest.mark.parametrize("language", ["it", "en"])
def test_signs_alone_say_nothing(language):
    signs = "| --- | - |\n| :-- | --: |\n\n***\n\n= = =\n\n--------\n\n🙂 …"
    assert coach.check(signs, context="reply", language=language).findings == ()


def test_what_is_kept_has_places_to_fill_in():
    text = "Gentile {{customer.name}}, il suo ordine {{order.number}} parte domani."
    assert kinds(text, "rule", "it") == set()
    assert kinds(text, "reply", "it") == {"placeholder"}


def test_two_languages_are_judged_in_both():
    text = "La nostra policy non lo permette. We will get back to you as soon as possible."
    assert kinds(text) == {"policy_blame", "vague_promise"}


@pytest.mark.parametrize(("text", "language"), [
    ("Buongiorno, il suo pacco è partito stamattina dal magazzino di Lodi.", "it"),
    ("Good morning, your parcel left the warehouse this morning.", "en"),
    ("Grazie mille, a domani!", "it"),
    ("Thanks, see you tomorrow!", "en"),
])  # fmt: skip
def test_language_is_told_from_few_words(text, language):
    assert coach.check(text, context="reply").language == language


def test_context_says_what_is_looked_for():
    text = "Il solito rompiscatole. Non accettiamo resi dopo 14 giorni. Le rispondo appena possibile."
    assert kinds(text, "note") == {"gossip"}
    assert kinds(text, "rule") == {"negative_rule"}
    assert kinds(text) == {"negative_rule", "vague_promise"}


@pytest.mark.parametrize(("text", "wording"), [
    ("Richiami domani, signora, lei lo trova.", "La ricontatto io lunedì alle …"),
    ("Ciao, adesso non può risponderti nessuno: richiama domani.", "Ti ricontatto io lunedì alle …"),
    ("Richiamate domani, se potete e volete.", "Vi ricontatto io lunedì alle …"),
])  # fmt: skip
def test_better_wordings_speak_to_the_reader(text, wording):
    found = coach.check(text, context="reply", language="it").findings
    assert wording in {better for finding in found for better in finding.better}


def test_recovery_allows_an_apology_for_what_one_asks():
    text = "Mi dispiace doverle chiedere ancora una foto."
    facts = coach.Facts(recovery=True)
    assert "apology_for_job" in kinds(text, language="it")
    found = coach.check(text, context="reply", language="it", facts=facts).findings
    assert "apology_for_job" not in {finding.kind for finding in found}


def test_apology_says_what_it_holds():
    text = "Gentile Anna, ci scusiamo per l'errore in fattura e per il disagio. Il rimborso arriva entro venerdì."
    facts = coach.Facts(customer_name="Anna Rossi")
    said = coach.check(text, context="reply", facts=facts, now=NOW).evidence
    apology = next(item for item in said if item.kind == "apology")
    assert apology.holds == {"fact", "effect", "remedy", "date", "name"}


@pytest.mark.parametrize("text", [
    "Ci scusiamo: la lampada è arrivata rotta. Capiamo quanto contava la festa. Gliene spediamo domani un'altra.",
    "Mi scuso, il portalampada era difettoso. Lei ha perso una serata di lavoro. Davide lo sostituisce martedì alle 8.",
    "We are sorry: your card was charged twice. I see how annoying that is. We are sending it back on Friday.",
    "I am sorry, the parcel was lost, and you had a week of waiting. We ship a new lamp tomorrow.",
])  # fmt: skip
def test_apology_says_what_it_holds_in_many_words(text):
    said = coach.check(text, context="reply", now=NOW).evidence
    apology = next(item for item in said if item.kind == "apology")
    assert apology.holds == {"fact", "effect", "remedy", "date"}


@pytest.mark.parametrize(("text", "missing"), [
    ("Ci scusiamo per il disagio. Il rimborso arriva venerdì.", "fact"),
    ("Mi scuso, la lampada è arrivata rotta e capisco la delusione. Le scrivo venerdì.", "remedy"),
    ("We are sorry that the parcel was lost. We ship a new lamp tomorrow.", "effect"),
])  # fmt: skip
def test_apology_says_what_it_lacks(text, missing):
    said = coach.check(text, context="reply", now=NOW).evidence
    apology = next(item for item in said if item.kind == "apology")
    assert apology.holds == {"fact", "effect", "remedy", "date"} - {missing}


@pytest.mark.parametrize("words", [
    "non ".split(), "la nostra policy ".split(), "per entro le il di non si ".split(), "tutti altri stesso ".split(),
])  # fmt: skip
def test_work_grows_with_length_alone(words):
    """Steps of the machine, for a text of the rules' own words in any order, ten times as long."""
    chance = random.Random(1)
    steps = []
    for length in (2_000, 20_000):
        automaton = Automaton("it", rulebook_data())
        automaton.scan([chance.choice(words) for _ in range(length)])
        steps.append(automaton.steps)
    assert steps[1] <= 10 * steps[0]


@cache
def rulebook_data() -> dict:
    return compiled(yaml.safe_load((RULES / "it.yaml").read_text(encoding="utf-8")))


def test_own_rule_is_found_at_once():
    rule = {
        "id": "own.1",
        "kind": "cold",
        "patterns": ["ai posteri ~2 sentenza"],
        "why": "…",
        "better": ["…"],
    }
    book = load(compiled({"language": "it", "rules": [rule]}))
    assert book.automaton.scan("ai posteri la ardua sentenza".split()) == [(0, 0, 5)]


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("it", "La signora Matti chiede copia della fattura."),
        ("en", "Spoke to Jane Nutter about invoice 12."),
        ("en", "Spoke with Karen from accounts about invoice 12."),
        ("en", "Karen from accounts sends the invoice on Monday."),
        ("it", "Matti chiede copia della fattura."),
    ],
)
def test_name_is_no_gossip(language, note):
    assert coach.check(note, context="note", language=language).findings == ()


@pytest.mark.parametrize(("language", "note"), [("en", "Such a Karen."), ("it", "Matto da legare.")])
def test_name_that_is_meant_as_an_insult_is_gossip(language, note):
    assert kinds(note, "note", language) == {"gossip"}


def test_insult_behind_a_title_is_gossip():
    assert kinds("Il signor Conti è un idiota.", "note", "it") == {"gossip"}


def test_closing_of_a_letter_is_no_promise():
    assert coach.check("A presto.", context="reply", language="it").findings == ()
    assert coach.check("See you soon.", context="reply", language="en").findings == ()


def test_threads_that_share_a_small_memory_read_as_one_alone(monkeypatch):
    texts = [f"Non posso, la policy {n} non lo prevede, caro {n}. La richiamo presto." for n in range(60)]
    alone = [coach.check(text, context="reply", language="it") for text in texts]
    monkeypatch.setattr("aiuto.coach.recogniser._MEMORY", 50)
    monkeypatch.setattr("aiuto.coach.automaton._MEMORY", 50)
    monkeypatch.setattr("aiuto.coach.recogniser._SENTENCES", 5)
    monkeypatch.setattr("aiuto.coach.automaton._SENTENCES", 5)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            together = list(
                threads.map(lambda text: coach.check(text, context="reply", language="it"), texts * 4)
            )
    finally:
        sys.setswitchinterval(before)
    assert together == alone * 4
