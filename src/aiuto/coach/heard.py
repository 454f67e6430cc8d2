"""Whether a customer can feel heard: specifics restated, the effect named, a next step, nothing asked twice."""

from collections.abc import Container, Sequence

from aiuto.coach.facts import Facts
from aiuto.coach.passages import Sentence
from aiuto.coach.report import Commitment, Evidence, Heard
from aiuto.coach.words import Words, words_of

_EFFECT = frozenset(
    "disagio disagi ritardo attesa attese fastidio danno problema preoccupazione delusione ansia rabbia giornata "
    "serata sera notte tempo ore giorni settimana viaggio casa lavoro festa cena compleanno programmi soldi denaro "
    "spesa pazienza fatica "
    "inconvenience delay wait waiting trouble stress worry worried frustration frustrating annoying upsetting "
    "disappointment disappointing upset time hours days week evening night weekend trip home work party dinner "
    "birthday plans money patience".split()
)
_REMEDY = frozenset(
    "rimborso rimborsiamo rimborserò rimborsato restituisco restituiamo storno storniamo sostituzione sostituisco "
    "sostituiamo sostituisce rispedisco rispediamo spedisco spediamo spedirò spediremo mando mandiamo manderò invio "
    "inviamo invierò riparte parte consegniamo consegno rimedio riparo ripariamo ripara sistemo sistemiamo correggo "
    "correggiamo ritiriamo ritira accredito accreditiamo sconto buono "
    "refund refunded refunding refunds replacement replace replacing replaced repair repairing credit crediting "
    "voucher discount fix fixing resend resending send sending ship shipping collect correct correcting "
    "corrected".split()
)
_FACT = frozenset(
    "errore errori sbagliato sbagliata sbaglio dimenticato dimenticata perso persa ritardo rotto rotta rotti rotte "
    "danneggiato danneggiata difettoso difettosa difetto guasto guasta graffiato graffiata mancato mancata mancava "
    "doppio fermo addebitato addebitata fattura pacco consegna "
    "error mistake wrong wrongly forgot forgotten lost late broken damaged defective defect fault faulty missed "
    "missing scratched failed double twice overcharged invoice parcel delivery".split()
)


def apology_holds(
    words: Words,
    sentences: Sequence[Sentence],
    number: int,
    *,
    dated: Container[int],
    felt: Container[int],
    name: str,
) -> frozenset[str]:
    """Which of fact, effect, remedy, date and name stand in an apology and the two sentences after it.

    `dated` and `felt` are the numbers of the sentences with a date and with words of compassion.
    """
    near = range(number, min(number + 3, len(sentences)))
    said = {word for n in near for word in words.texts[sentences[n].begin : sentences[n].end]}
    named = {word for word in words_of(name).texts if len(word) > 2}
    greeting = words.texts[sentences[0].begin : sentences[0].end]
    parts = {
        "fact": bool(said & _FACT),
        "effect": bool(said & _EFFECT) or any(n in felt for n in near),
        "remedy": bool(said & _REMEDY),
        "date": any(n in dated for n in near),
        "name": bool(named & said.union(greeting)),
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
