"""What went wrong, read from a customer's words where they leave no doubt."""

import re

from aiuto.coach.passages import own_words, sentences_of

_GOODS = (
    r"\b(?:pacc\w+|ordin[ei]|consegn\w+|spedizion\w+|corriere|merce|articol\w+|prodott\w+|lampad\w+|parcels?|packages?"
    r"|orders?|deliver\w+|shipments?|courier|goods|items?|lamps?)\b"
)
_CAME = r"(?:arrivat[aeio]|consegnat[aeio]|spedit[aeio]|pervenut[aeio]|ricevut[aeio])"
_CUES = {
    "late_delivery": (
        rf"{_GOODS}.*\b(?:in ritardo|late|delayed|overdue)\b|\b(?:in ritardo|late|delayed|overdue)\b.*{_GOODS}"
        rf"|{_GOODS}.*\bnon\b(?: [^ ,;]+){{0,4}} {_CAME}\b|\bnon\b(?: [^ ,;]+){{0,4}} {_CAME}\b.*{_GOODS}"
        rf"|{_GOODS}.*(?:\bnot|\bnever|n[’']t)(?: [^ ,;]+){{0,3}} (?:arrived?|delivered|shipped|turned up|come)\b"
        rf"|(?:\bnot|\bnever|n[’']t)(?: [^ ,;]+){{0,2}} received\b.*{_GOODS}"
        r"|\b(?:doveva(?:no)?|sarebbe(?:ro)? dovut[aeio]) arrivare\b"
        r"|\b(?:should have arrived|(?:was|were) (?:due|supposed) to arrive)\b"
    ),
    "out_of_stock": (
        r"\b(?:esaurit[aeio]|fuori stock|non (?:è|sono) più disponibil[ei]|non (?:è|sono) in magazzino"
        r"|out of stock|sold out|no longer available|back ?order)\b"
    ),
    "payment": (
        r"\b(?:addebit\w+|pagat[aeio]|prelevat[aeio])(?: [^ ,;]+){0,3} (?:due|tre) volte\b|\bdoppio addebito\b"
        r"|\baddebito doppio\b|\bpagamento(?: [^ ,;]+){0,3} (?:rifiutat|fallit|respint|bloccat|non riuscit)\w*"
        r"|\bnon\b(?: [^ ,;]+){0,3} (?:ricevuto|avuto|visto)(?: \w+)? (?:rimborso|accredito)\b"
        r"|\bfattura(?: [^ ,;]+){0,2} sbagliata\b"
        r"|\b(?:over|double )charged?\b|\bcharged(?: [^ ,;]+){0,2} (?:twice|double|too much)\b"
        r"|\bpayment(?: [^ ,;]+){0,2} (?:declined|failed|rejected)\b|\binvoice is wrong\b|\bwrong invoice\b"
        r"|\brefund\b.*(?:\bnot|\bnever|n[’']t)\b"
    ),
    "wrong_goods": (
        r"\b(?:articolo|prodotto|colore|taglia|misura|modello|lampada|pacco|merce)(?: [^ ,;]+){0,2} sbagliat[aeio]\b"
        r"|\b(?:arrivat|ricevut|mandat|inviat|spedit|consegnat)[aeio](?: [^ ,;]+){0,4} (?:sbagliat[aeio]|divers[aeio]"
        r"|al posto|invece)\b"
        r"|\bwrong (?:item|colou?r|size|product|model|one|lamp|parcel)\b"
        r"|\b(?:sent|received|got|delivered)(?: [^ ,;]+){0,4} (?:different|instead)\b"
    ),
    "faulty_goods": (
        r"\b(?:rott|difettos|danneggiat|guast|scheggiat|crepat|ammaccat)[aeio]\b"
        r"|\bnon (?:si )?(?:accend|funzion)\w+|\bsmesso di funzionare\b"
        r"|\b(?:broken|faulty|defective|damaged|cracked|dented)\b"
        r"|(?:\bnot|n[’']t|\bstopped) work(?:ing)?\b|n[’']t (?:turn|switch) on\b"
    ),
    "communication": (
        r"\bnessuno?\b(?: [^ ,;]+){0,3} (?:rispond|rispost|richiam|chiamat|avvisat|avvertit)\w*"
        r"|\bnessuna (?:risposta|notizia)\b"
        r"|\bnon (?:mi |ci )?(?:avete|ha|hanno)(?: [^ ,;]+){0,2} (?:rispost|avvisat|avvertit|informat)\w*"
        r"|\bnon rispondete\b"
        r"|\bnon\b(?: [^ ,;]+){0,3} (?:ricevuto|avuto)(?: \w+)? (?:rispost[ae]|notizie)\b"
        r"|\b(?:nobody|no ?one)(?: \w+)? (?:answer|repl|call|told|tell|respond|got back)\w*"
        r"|\b(?:no|never|without an?y?|n[’']t)(?: [^ ,;]+){0,3} (?:reply|answer|response|news)\b"
    ),
    "broken_promise": (
        r"\b(?:avevate|avevano|era stat[aoei]|mi avete)(?: \w+)? (?:promess|assicurat|garantit)[aeio]\b"
        r"|\bpromess[ae] non mantenut[ae]\b|\bdovevate (?:ri)?chiamar\w+"
        r"|\b(?:you|they) (?:had )?promised\b|\bwas promised\b|\bbroke(?:n)? (?:your|a|the) promise\b"
    ),
    "staff": (
        r"\b(?:maleducat|scortes|villan|arrogant|sgarbat|offensiv)[aeio]\b"
        r"|\b(?:rude|impolite|disrespectful|unprofessional|insulted|insulting)\b"
    ),
}
"""A sign of each cause in one sentence; the keys are those of the given causes."""
_READ = {key: re.compile(pattern, re.IGNORECASE) for key, pattern in _CUES.items()}
_SUPPOSED = re.compile(r"\b(?:se|qualora|nel caso|casomai|if|in case|should it)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:non (?:è|sono|era|erano|risulta)|(?:is|was|are|were)(?:n[’']t| not)|senza|without|nessun\w*|never|mai)"
    r"(?: \w+)?$",
    re.IGNORECASE,
)
_ANGRY_QUESTION = re.compile(r"\b(?:perch[eé]|come mai|why|how come)\b", re.IGNORECASE)
_OF_ITSELF = ("late_delivery", "payment", "communication")
"""Their signs hold the "not" that says what is wrong."""


def cause_of(text: str) -> str | None:
    """The key of the one given cause that the text tells of; None where it tells of none, or of several."""
    own = own_words(text)
    words, sentences = sentences_of(own)
    found = set()
    for sentence in sentences:
        said = " ".join(own[words.starts[sentence.begin] : words.ends[sentence.end - 1]].split())
        if not _SUPPOSED.search(said) and (not sentence.question or _ANGRY_QUESTION.search(said)):
            found |= {key for key, pattern in _READ.items() if _tells(key, pattern, said)}
    return found.pop() if len(found) == 1 else None


def _tells(key: str, pattern: re.Pattern[str], said: str) -> bool:
    return any(
        key in _OF_ITSELF or not _DENIED.search(said[: sign.start()].rstrip())
        for sign in pattern.finditer(said)
    )
