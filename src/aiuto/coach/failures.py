"""What a customer's message tells of a failure of ours: late, missing, wrong, broken, unanswered, charged twice."""

import re
from dataclasses import dataclass

from aiuto.coach.passages import own_words, sentences_of
from aiuto.coach.report import Span

_CUES = {
    "charged_twice": (
        r"(?:addebit\w+|pagat\w+|prelevat\w+|fatturat\w+|scalat\w+) (?:[\w']+ ){0,4}?(?:due volte|doppio|doppia)"
        r"|doppi[oa] (?:addebito|pagamento|prelievo|fattura)"
        r"|(?:charged|billed|debited|paid) (?:\w+ ){0,4}?twice|(?:double|duplicate) (?:charge|payment|billing)"
    ),
    "second_time": (
        r"(?:di nuovo|un'altra volta|ancora una volta) (?:\w+ ){0,3}?"
        r"(?:rott\w+|guast\w+|sbagliat\w+|in ritardo|difettos\w+)"
        r"|(?:è|sarebbe) (?:già )?la (?:seconda|terza|quarta|ennesima) volta|per la (?:seconda|terza|ennesima) volta"
        r"|(?:broken|wrong|late|faulty) again|(?:second|third|umpteenth) time"
    ),
    "not_answered": (
        r"(?:nessuno|non) (?:mi|ci) (?:ha|avete|hanno|è|risponde) ?(?:\w+ ){0,2}?(?:rispost\w+|risponde|richiamat\w+)"
        r"|(?:nessuno risponde|nessuna risposta|senza risposta)"
        r"|(?:non ho (?:mai |ancora )?(?:ricevuto|avuto) (?:\w+ )?risposta)"
        r"|(?:nobody|no one) (?:has )?(?:answered|replied|called)|(?:no|never got an?) (?:answer|reply)"
        r"|(?:still )?(?:haven't|have not) heard (?:back|from)"
    ),
    "wrong": (
        r"(?:arrivat\w+|ricevuto|mandat\w+|inviat\w+|consegnat\w+|spedit\w+) (?:\w+ ){0,5}?"
        r"(?:sbagliat\w+|errat\w+|divers\w+ da)"
        r"|(?:articolo|prodotto|colore|misura|modello|taglia) (?:\w+ ){0,2}?sbagliat\w+"
        r"|(?:wrong|different) (?:\w+ ){0,2}?(?:item|product|colou?r|size|model|lamp|order|one|parcel)"
    ),
    "broken": (
        r"(?:arrivat\w+|è|sono|ricevuto) (?:\w+ ){0,5}?"
        r"(?:rott\w+|danneggiat\w+|difettos\w+|guast\w+|graffiat\w+|scheggiat\w+)"
        r"|(?:si è|si sono) (?:rott\w+|guastat\w+)|(?:non funziona|non si accende|ha smesso di funzionare)"
        r"|(?:arrived|came|is|was|are|were) (?:\w+ ){0,3}?(?:broken|damaged|faulty|defective|cracked|scratched)"
        r"|(?:does not|doesn't|stopped) (?:work|working|switch on|turn on)"
    ),
    "missing": (
        r"(?:manca|mancano|mancava|mancavano) "
        r"(?!(?:la|il|una|le|i) (?:su[ao]|vostr\w+|tu[ao]|mail|risposta|indirizzo))\w+"
        r"|(?:pacco|ordine) (?:\w+ ){0,3}?(?:pers\w+|smarrit\w+|incomplet\w+)"
        r"|(?:is|are|was|were) missing|(?:parcel|order|package) (?:\w+ ){0,3}?(?:lost|incomplete)"
    ),
    "late": (
        r"(?:non è (?:ancora |mai )?arrivat\w+|non ho (?:ancora |mai )?ricevuto|(?:è|siete) in ritardo)"
        r"|(?:doveva|dovevano|sarebbe dovut\w+) (?:arrivare|essere)|(?:aspetto|attendo|aspettiamo) (?:\w+ ){0,3}?da "
        r"(?:\w+ ){0,2}?(?:giorni|settimane|mesi|settimana|mese)"
        r"|(?:has not|hasn't|have not|haven't|never|did not|didn't) (?:yet )?(?:arrived?|been delivered|received|come)"
        r"|(?:is|are|was) (?:\w+ )?(?:late|overdue)|(?:should have|was supposed to) (?:been|arrived?|come)"
    ),
}
_FAILS = {kind: re.compile(rf"\b(?:{cue})\b", re.IGNORECASE) for kind, cue in _CUES.items()}
_NOT_YET = re.compile(
    r"\b(?:se|qualora|nel caso|in caso|casomai|if|in case|what happens|whether|should it)\b", re.IGNORECASE
)
"""What stands under a condition has not happened."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure that the writer tells of, and the sentence that says so."""

    kind: str
    sentence: Span


def failure_of(text: str) -> Failure | None:
    """The first failure that a customer's message tells of."""
    own = own_words(text)
    words, sentences = sentences_of(own)
    for sentence in sentences:
        span = words.starts[sentence.begin], words.ends[sentence.end - 1]
        said = own[slice(*span)]
        kind = next((kind for kind, cue in _FAILS.items() if cue.search(said)), None)
        if kind and not _NOT_YET.search(said):
            return Failure(kind, span)
    return None
