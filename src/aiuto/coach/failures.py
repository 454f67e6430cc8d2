"""Whether a customer's message tells of a failure of ours, and the sentence that says so."""

import re
from dataclasses import dataclass

from aiuto.coach.causes import cause_of
from aiuto.coach.passages import own_words, sentences_of
from aiuto.coach.report import Span

_CUES = {
    "second_time": (
        r"(?:di nuovo|un'altra volta|ancora una volta) (?:\w+ ){0,3}?"
        r"(?:rott\w+|guast\w+|sbagliat\w+|in ritardo|difettos\w+)"
        r"|(?:è|sarebbe) (?:già )?la (?:seconda|terza|quarta|ennesima) volta|per la (?:seconda|terza|ennesima) volta"
        r"|(?:broken|wrong|late|faulty) again|(?:second|third|umpteenth) time"
    ),
    "missing": (
        r"(?:manca|mancano|mancava|mancavano) "
        r"(?!(?:la|il|una|le|i) (?:su[ao]|vostr\w+|tu[ao]|mail|risposta|indirizzo))\w+"
        r"|(?:pacco|ordine) (?:\w+ ){0,3}?(?:pers\w+|smarrit\w+|incomplet\w+)"
        r"|(?:is|are|was|were) missing|(?:parcel|order|package) (?:\w+ ){0,3}?(?:lost|incomplete)"
    ),
}
_FAILS = {kind: re.compile(rf"\b(?:{cue})\b", re.IGNORECASE) for kind, cue in _CUES.items()}
_NOT_YET = re.compile(r"\b(?:se|qualora|nel caso|casomai|if|in case|should it|quando|when)\b", re.IGNORECASE)
"""What stands under a condition has not happened."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure that the writer tells of: the key of a given cause, "missing" or "second_time"; and its sentence."""

    kind: str
    sentence: Span


def failure_of(text: str) -> Failure | None:
    """The first failure that a customer's message tells of."""
    own = own_words(text)
    words, sentences = sentences_of(own)
    for sentence in sentences:
        span = words.starts[sentence.begin], words.ends[sentence.end - 1]
        said = " ".join(own[slice(*span)].split())
        if kind := _again(said, question=sentence.question) or cause_of(said):
            return Failure(kind, span)
    return None


def _again(said: str, *, question: bool) -> str | None:
    if question or _NOT_YET.search(said):
        return None
    return next((kind for kind, cue in _FAILS.items() if cue.search(said)), None)
