"""The customer's own date: «mi serve per sabato», "the launch is on the 12th"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from aiuto.coach.dates import sightings
from aiuto.coach.passages import own_words, sentences_of
from aiuto.coach.report import Span

_OCCASIONS = (
    "compleanno|festa|matrimonio|nozze|inaugurazione|apertura|consegna|scadenza|evento|fiera|trasloco|battesimo"
    "|anniversario|cena|riunione"
)
_EVENTS = "birthday|party|wedding|launch|opening|event|fair|move|anniversary|dinner|meeting"
_CUES = re.compile(
    r"\b(?:(?:mi|ci|gli|le) (?:serv\w+|occorr\w+)|serv(?:e|ono|irebbe) (?:per|entro)"
    r"|(?:ho|abbiamo|avrei|avremmo) bisogno|(?:deve|devono) (?:arrivare|essere)|non oltre|al più tardi|in tempo per"
    rf"|(?:{_OCCASIONS})(?: \w+){{0,4}}? (?:è|sarà|cade)"
    r"|apriamo|inauguriamo|ci sposiamo|mi sposo|part(?:o|iamo)\b|traslo\w+"
    r"|need(?:s|ed)? (?:it|them|this|that|one|to)|(?:i|we) need|must (?:be|arrive)|has to (?:be|arrive)|in time for"
    r"|at the latest|no later than|deadline"
    rf"|(?:{_EVENTS})(?: \w+){{0,4}}? (?:is|will be|falls)"
    r"|we (?:open|launch|move)|i(?:'m| am) leaving|we(?:'re| are) leaving|getting married)",
    re.IGNORECASE,
)
_FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day of theirs, and the sentence that says so."""

    day: date
    sentence: Span


def deadline_of(text: str, *, now: datetime, asked: bool = False) -> Deadline | None:
    """The first day to come by which the writer needs something; `now` is aware, on the clock of the reader.

    `asked`: they answer just that question, so that a day alone says it.
    """
    own = own_words(text)
    words, sentences = sentences_of(own)
    times = list(sightings(words, now=now))
    for sentence in sentences:
        begin, end = words.starts[sentence.begin], words.ends[sentence.end - 1]
        named = [time for time in times if sentence.begin <= time.begin < sentence.end]
        coming = [
            time.last.date() for time in named if now.date() <= time.last.date() <= (now + _FARTHEST).date()
        ]
        said = _CUES.search(own[begin:end]) or (asked and any(time.dated for time in named))
        if coming and said:
            return Deadline(coming[0], (begin, end))
    return None
