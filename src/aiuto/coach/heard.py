"""Whether a customer can feel heard: specifics restated, the effect named, a next step, nothing asked twice."""

from collections.abc import Container, Sequence

from aiuto.coach.facts import Facts
from aiuto.coach.passages import Sentence
from aiuto.coach.report import Commitment, Evidence, Heard
from aiuto.coach.words import Words, words_of

_EFFECT = frozenset(
    "disagio ritardo attesa fastidio danno problema preoccupazione delusione giornata tempo "
    "giorni viaggio casa lavoro "
    "inconvenience delay wait trouble stress worry frustration disappointment upset time days "
    "trip home work".split()
)
_REMEDY = frozenset(
    "rimborso rimborsiamo rimborsato sostituzione sostituiamo rispediamo rimedio ripariamo "
    "sistemiamo correggiamo "
    "accredito sconto buono refund refunded replacement replace repair credit voucher fix resend "
    "correct corrected".split()
)
_FACT = frozenset(
    "errore sbagliato sbaglio dimenticato perso ritardo rotto danneggiato guasto mancato doppio "
    "fattura pacco consegna "
    "error mistake wrong forgot forgotten lost late broken damaged fault missed double invoice "
    "parcel delivery".split()
)


def apology_holds(
    words: Words, sentences: Sequence[Sentence], number: int, dated: Container[int], name: str
) -> frozenset[str]:
    """Which of fact, effect, remedy, date and name stand in an apology and the two sentences after it."""
    near = range(number, min(number + 3, len(sentences)))
    said = {word for n in near for word in words.texts[sentences[n].begin : sentences[n].end]}
    named = {word for word in words_of(name).texts if len(word) > 2}
    greeting = words.texts[sentences[0].begin : sentences[0].end]
    parts = {
        "fact": said & _FACT,
        "effect": said & _EFFECT,
        "remedy": said & _REMEDY,
        "date": {n for n in near if n in dated},
        "name": named & said.union(greeting),
    }
    return frozenset(part for part, found in parts.items() if found)


def heard_score(
    words: Words,
    evidence: Sequence[Evidence],
    promised: Sequence[Commitment],
    facts: Facts,
    *,
    asks_again: bool,
) -> Heard:
    """The four parts for a reply."""
    kinds = {item.kind for item in evidence}
    effect = "compassion" in kinds or any("effect" in item.holds for item in evidence)
    return Heard(
        restates="acknowledgement" in kinds or restates(words, facts.customer_text),
        effect=effect,
        next_step=bool(promised),
        asks_nothing_known=not asks_again,
    )


def restates(words: Words, theirs: str) -> bool:
    if not theirs:
        return False
    given = set(words_of(theirs).texts)
    shared = given & set(words.texts)
    numbers = {word for word in shared if word.isdecimal() and len(word) > 1}
    return bool(numbers) or sum(len(word) > 6 for word in shared) >= 2
