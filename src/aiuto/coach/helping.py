"""Whether an answer helps at all, or only excuses itself and asks for patience."""

import re

from aiuto.coach.passages import own_words, sentences_of
from aiuto.coach.report import Report, Span

HOLLOW = frozenset(
    (
        "absent_person",
        "empty_effort",
        "queue_excuse",
        "others_too",
        "other_call",
        "pass_the_buck",
        "vague_promise",
    )
)
"""Kinds of finding that put off whoever waits."""
_RECEIPT = re.compile(
    r"\b(?:ricevuto|registrato|preso in carico|presa in carico|received|got|logged|registered)\W+(?:\w+\W+){0,3}?"
    r"(?:e?-?mail|messagg\w+|richiest\w+|segnalazion\w+|comunicazion\w+|ticket|message|request|enquiry|inquiry|report)\b"
    r"|\b(?:richiesta|segnalazione|mail) (?:è stata|è) (?:ricevuta|registrata|presa in carico)\b"
    r"|\b(?:message|request|email|ticket) has been (?:received|logged|registered)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^\W*(?:buon ?giorno|buona ?sera|salve|ciao|gentil\w+|car[oaie]\b|spett\w+|egregi\w+|grazie|la ringrazi\w+"
    r"|ti ringrazi\w+|vi ringrazi\w+|cordial\w+|distinti saluti|un (?:caro )?saluto|a presto"
    r"|buon\w* (?:giornata|lavoro)"
    r"|hi\b|hello|dear|good (?:morning|afternoon|evening)|thank|thanks|kind regards|best|warm regards|regards|sincerely"
    r"|yours)",
    re.IGNORECASE,
)
_FEW = 6
"""Words up to which a line that greets, thanks or signs says nothing else."""


def helps(text: str, report: Report) -> bool:
    """Whether anything is said but excuses, holding phrases, receipts and courtesies; `report` is that of the text.

    A step of ours with a day or an hour to it helps, whatever excuse stands beside it.
    Words that hold neither excuse nor receipt help: thanks may be all that a kind word asks for.
    """
    own = own_words(text)
    words, sentences = sentences_of(own)
    hollow = [finding.span for finding in report.findings if finding.kind in HOLLOW]
    if not hollow and not _RECEIPT.search(own):
        return True
    spans = [(words.starts[each.begin], words.ends[each.end - 1]) for each in sentences]
    dated = [commitment.span for commitment in report.commitments]
    return any(
        _overlaps(span, dated) or not (_overlaps(span, hollow) or _says_nothing(own[slice(*span)]))
        for span in spans
    )


def _overlaps(span: Span, others: list[Span]) -> bool:
    return any(begin < span[1] and span[0] < end for begin, end in others)


def _says_nothing(said: str) -> bool:
    number = len(re.findall(r"\w+", said))
    courtesy = number <= 2 or (number <= _FEW and bool(_COURTESY.match(said)))
    return courtesy or bool(_RECEIPT.search(said))
