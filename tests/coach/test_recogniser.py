"""The learned part: it tells bad from harmless where the words are new, names its reasons, and forgets in time."""

import itertools

import pytest

from aiuto.coach import check
from aiuto.coach.recogniser import LANE, load, recogniser
from aiuto.coach.report import GOSSIP, TO_AVOID, Report
from tools import coach_recogniser

MODELS = [recogniser(language) for language in coach_recogniser.LANGUAGES]


def hints(text: str, language: str, context: str = "reply") -> Report:
    return check(text, context=context, language=language)


@pytest.mark.parametrize("language", coach_recogniser.LANGUAGES)
def test_corpus_is_labelled_by_known_kinds(language):
    corpus = coach_recogniser.examples(language)
    assert len({example.text for example in corpus}) == len(corpus) >= 4000
    assert 0.1 < sum(example.aside for example in corpus) / len(corpus) < 0.3


def test_models_are_of_what_they_are_made_of():
    assert coach_recogniser.stale() == []


@pytest.mark.parametrize("language", coach_recogniser.LANGUAGES)
def test_model_is_under_two_megabytes(language):
    assert coach_recogniser.target_of(language).stat().st_size < 2_000_000


@pytest.mark.parametrize(("language", "kind", "text"), [
    ("it", "queue_excuse", "Con le nevicate di questi giorni gli interventi si accavallano, deve mettersi in lista."),
    ("it", "pass_the_buck", "Il guasto è della rete: se la veda col distributore."),
    ("it", "vague_promise", "La pratica seguirà il suo corso e prima o poi avrà notizie."),
    ("en", "queue_excuse", "There are three of us and three hundred files on the desk, so please be patient."),
    ("en", "pass_the_buck", "The fault is on the network side, so take it up with them."),
    ("en", "policy_blame", "My hands are tied, head office sets these terms."),
])  # fmt: skip
def test_sentence_in_new_words_is_recognised(language, kind, text):
    assert kind in hints(text, language).labels


@pytest.mark.parametrize(("language", "context", "text"), [
    ("it", "reply", "Il regolamento le permette il cambio entro trenta giorni."),
    ("it", "reply", "Marta è in ferie: la pratica la seguo io e le scrivo domani alle 10."),
    ("it", "note", "La signora Villa chiede una copia della fattura; le serve entro venerdì."),
    ("en", "reply", "Under our terms you can send it back within thirty days, free of charge."),
    ("en", "reply", "Anna is off today, so I have your file and will ring you at 4."),
    ("en", "note", "Mr Savage asks for a copy of the invoice; he needs it by Friday."),
])  # fmt: skip
def test_near_miss_is_left_alone(language, context, text):
    assert not {*TO_AVOID, GOSSIP} & set(hints(text, language, context).labels)


def test_learned_finding_is_quieter_and_says_by_which_words_it_was_known():
    text = "Con le nevicate di questi giorni gli interventi si accavallano, deve mettersi in lista."
    found = [each for each in hints(text, "it").findings if each.rule == "learned.queue_excuse"]
    assert [each.severity for each in found] == ["hint"]
    assert found[0].why
    assert 1 <= len(found[0].better) <= 3
    assert found[0].weighed
    assert all(found[0].span[0] <= begin < end <= found[0].span[1] for begin, end in found[0].weighed)


@pytest.mark.parametrize(("language", "text"), [
    ("it", "Riceverà notizie a breve."),
    ("en", "You will hear soon."),
])  # fmt: skip
def test_short_promise_without_a_day_is_not_doubted(language, text):
    assert "vague_promise" in hints(text, language).labels


@pytest.mark.parametrize(("language", "text"), [("it", "Come vuole."), ("en", "Whatever.")])
def test_shrug_is_cold(language, text):
    assert [each.kind for each in hints(text, language).findings] == ["cold"]


def test_rule_and_recogniser_speak_with_one_voice():
    found = [(each.kind, each.rule) for each in hints("La nostra politica non lo prevede.", "it").findings]
    assert len({kind for kind, _ in found}) == len(found)
    assert ("policy_blame", "learned.policy_blame") not in found


@pytest.mark.parametrize(("language", "sentence"), [
    ("it", "perche non ha letto il regolamento prima di chiamare i nostri uffici 3 volte , xyzzy ?"),
    ("en", "why did you not read our policy before you called the office 3 times , xyzzy ?"),
])  # fmt: skip
@pytest.mark.parametrize("question", [False, True])
def test_sentence_is_the_sum_of_what_training_saw_of_it(language, sentence, question):
    model, words = load(coach_recogniser.target_of(language).read_bytes()), sentence.split()
    seen = coach_recogniser._features(words, model._alphabet, question=question)
    assert len(seen.keys() & model._said) > 40
    expected = sum(model._sum([feature]) * times for feature, times in seen.items())
    assert model.read(words, question=question).itself == expected


def test_memory_begins_anew_while_a_text_is_read(monkeypatch):
    language = "it"
    model = load(coach_recogniser.target_of(language).read_bytes())
    early = model.read(["la", "policy", "non", "lo", "prevede"], question=False)
    before = model.judge(early)
    monkeypatch.setattr("aiuto.coach.recogniser._MEMORY", 50)
    for number in range(40):
        model.judge(model.read([f"parola{number}", "non", f"torna{number}"], question=False))
    assert len(model._terms) < 60
    assert model.judge(early) == before


def test_few_sentences_are_remembered_and_read_alike_when_met_again(monkeypatch):
    text = "Non posso, la nostra policy non lo prevede. Mi chiami pure domani? Purtroppo siamo in tanti."
    model, once = recogniser("it"), hints(text, "it")
    monkeypatch.setattr("aiuto.coach.recogniser._SENTENCES", 2)
    assert [hints(text, "it") for _ in range(3)] == [once] * 3
    assert len(model._readings) <= 3


@pytest.mark.parametrize("model", MODELS, ids=coach_recogniser.LANGUAGES)
def test_no_sentence_overflows_a_lane(model):
    """The largest weight of any feature, in every place that a sentence has, stays within its bits."""
    heaviest = max(
        abs(model._lane(model._sum([feature]), lane))
        for feature, lane in itertools.product(model._said, range(len(model.kinds)))
    )
    # 60 words of at most 5 cues, each with 4 others, and eightfold in the comparison
    assert heaviest * 60 * (1 + 5) * 8 < 1 << LANE - 1


@pytest.mark.parametrize(
    "text",
    "Gentile Ottavia,;Buongiorno,;Ciao Ugo,;Salve,;Dear Mr Lowe,;Hello,;Good morning,;Hi Nell,;Kind regards, Una".split(
        ";"
    ),
)
def test_greeting_that_stands_alone_while_one_writes_is_no_finding(text):
    assert check(text, context="reply").findings == ()
