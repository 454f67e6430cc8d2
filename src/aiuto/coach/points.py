"""What a customer raised, point by point, and whether an answer takes it up."""

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from aiuto.coach.passages import own_words, sentences_of
from aiuto.coach.stems import stem_of
from aiuto.coach.words import Words, words_of

WANTS = frozenset(
    "vorrei vorremmo chiedo chiediamo desidero serve servono need want like would please could "
    "potreste potete potrebbe mandatemi inviatemi rimborsatemi sostituitemi pretendo aspetto attendo "
    "send refund replace expect waiting".split()
)
WRONG = frozenset(
    "rotto rotta rotti rotte guasto guasta difettoso difettosa danneggiato danneggiata sbagliato sbagliata manca "
    "mancano mancante gocciola perde errore problema bloccato bloccata smesso doppio doppia addebitato addebitata "
    "broken faulty damaged wrong missing leaks leaking error problem stuck stopped twice crashes fails failed".split()
)
FAILS = frozenset(
    "funziona funzionano arriva arrivato arrivata arrivati arrivate parte accende apre carica riesco ricevuto "
    "risponde work works working arrive arrived start open load received turn".split()
)
NOT = frozenset(("non", "not", "t", "never", "mai"))
_LONG = 4
"""Letters from which on a word says what a point is about."""
_EMPTY = frozenset(
    "quando quanto quanta quale quali perche dove come buongiorno buonasera gentile salve grazie potete potreste "
    "potrebbe vorrei vorremmo chiedo chiediamo desidero serve servono sapere possibile ancora questo questa questi "
    "aiutarmi aiutarci aiutare aiutate aiutatemi aiuto grazie "
    "queste quello quella vostro vostra vostri vostre avete potrei essere hello please would could should where which "
    "sono siete avete hanno cosa anche solo dopo fare mille oggi ieri siamo dire della delle dello degli alla alle "
    "dalla nella sulla quel sara stato stata have this that with from they them when what will been help need "
    "like just does also then than some into only very much many ever good morning "
    "there about thank thanks regards because still these those their your want possible know".split()
)
"""Long enough to look like a subject, and none."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point in the customer's words. `kind`: "question", "request" or "problem"."""

    kind: str
    text: str

    @property
    def key(self) -> str:
        """The same for the same words, to know the point again."""
        return f"{crc32(self.text.encode('utf-8', 'replace')):x}"


def points_of(text: str) -> list[Point]:
    """The points in a text, in its order: what it asks, what it wants, what it says is wrong.

    A question about nothing in particular, like "Can you help me?", is none.
    """
    words, sentences = sentences_of(own_words(text))
    found = []
    for each in sentences:
        said = words.texts[each.begin : each.end]
        kind = "question" if each.question else _kind(said)
        if kind and any(map(_is_subject, said)):
            found.append(Point(kind, text[words.starts[each.begin] : words.ends[each.end - 1]].strip()))
    return found


def on_one_subject(some: Iterable[Point], others: Iterable[Point], language: str) -> bool:
    """Whether a point of these and one of those speak of the same."""
    about, again = (
        {stem for point in points for stem in _subjects(words_of(point.text), language)}
        for points in (some, others)
    )
    return not about.isdisjoint(again)


def answers(draft: Words, point: str, language: str) -> bool:
    """Whether a draft takes up a point: one of its longer words comes back, in any form."""
    about = _subjects(words_of(point), language)
    return not about.isdisjoint(_subjects(draft, language)) if about else bool(draft.texts)


def _kind(said: list[str]) -> str:
    if not WRONG.isdisjoint(said) or (not FAILS.isdisjoint(said) and not NOT.isdisjoint(said)):
        return "problem"
    return "request" if not WANTS.isdisjoint(said) else ""


def _subjects(words: Words, language: str) -> set[str]:
    return {stem_of(word, language) for word in words.texts if _is_subject(word)}


def _is_subject(word: str) -> bool:
    return word.isdecimal() or (len(word) >= _LONG and word not in _EMPTY)
