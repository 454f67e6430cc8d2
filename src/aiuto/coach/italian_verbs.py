"""Italian verbs by person, tense and mood: which of them promise."""

import functools
from collections.abc import Callable, Mapping

from aiuto.coach.promise_words import Kind, Spot, vocabulary

_CLASSES = vocabulary("it").classes
_ACTS, _ARRANGED, _IMPERATIVES = _CLASSES["acts"], _CLASSES["arranged"], _CLASSES["imperatives"]
_GONE = frozenset(f"{stem}{end}" for stem in _CLASSES["gone"] for end in "oaie")
_HAVE = frozenset("ho hai ha abbiamo avete hanno".split())
_ARE = frozenset("e sono siamo siete sei".split())
_WERE = frozenset("era erano eravamo ero aveva avevo avevamo avevano stata stato".split())
_COMES_BACK = frozenset("torna rientra riprende tornano rientrano riprendono".split())
_ADVERBS = frozenset("gia appena anche subito ora poi".split())
_BEFORE_YOU = frozenset("quindi che se ma e perche siccome dunque".split())
_BEFORE_IMPERATIVES = frozenset("ci mi ce me ne si e ed o oppure poi quindi pure anche che".split())
_BEFORE_TIMES = frozenset("il la l per di alle da".split())
_SELF = frozenset("si mi ci vi ti".split())
_TO_YOU = frozenset("ti vi te ve glielo gliela glieli gliele gliene".split())
_CLITICS = _TO_YOU | frozenset("la le lo li ce".split())
_SHORT_OF_A_VERB = frozenset("abbiamo siamo possiamo dobbiamo vogliamo sappiamo".split())
_NO_FUTURE = frozenset("estremo supremo remo estreme".split())
_CONDITIONAL = ("rebbe", "rebbero", "remmo")
_IMPERFECT = ("ava", "eva", "avano", "evano", "avamo", "evamo", "avate", "evate")

_TELLING = (*_CONDITIONAL, *_IMPERFECT, "rei", "avo", "evo", "remo", "ranno", "iamo", "ro", "ra")
"""How forms end that may be past, conditional, to come or ours."""


def may_say(word: str, before: str) -> bool:
    """Whether a word says anything by its form or by a pronoun before it: most need not be looked at as they stand."""
    return _is_telling(word) or before in _CLITICS


@functools.lru_cache(maxsize=20_000)
def _is_telling(word: str) -> bool:
    known = word in _READERS or word in _ACTS | _IMPERATIVES or _is_arranged(word) or _is_participle(word)
    return known or word.endswith(_TELLING)


def said_by(spot: Spot) -> Kind | None:
    """What a verb says; None for words that say nothing."""
    reader = _READERS.get(spot.word)
    if reader and (spot.word != "e" or spot.letter() in "èÈ"):
        return reader(spot)
    if spot.word.endswith(_CONDITIONAL) or (spot.word.endswith("rei") and len(spot.word) > 5):
        return Kind.DOUBT
    if spot.word in _IMPERATIVES and (spot.starts or spot.before in _BEFORE_IMPERATIVES):
        return Kind.OTHERS
    if _has_been(spot):
        return Kind.OTHERS
    if spot.before in _WERE:
        return spot.last if _is_participle(spot.word) or spot.word in _ACTS else None
    if _is_arranged(spot.word):
        return None if spot.before in _HAVE or spot.before.startswith("stat") else Kind.PROMISE
    return Kind.PROMISE if spot.word in _ACTS or _is_ours(spot) else None


def _of_no(spot: Spot) -> Kind | None:
    """«Non si blocca più» promises as well as a verb without "no"; «non è più possibile» does not."""
    no_more = spot.ahead() != "e" and "piu" in (spot.ahead(2), spot.ahead(3), spot.ahead(4))
    return None if no_more else Kind.DOUBT


def _of_you(spot: Spot) -> Kind | None:
    then = spot.after(_ADVERBS)
    if not (spot.starts or spot.before in _BEFORE_YOU) or not then.isalpha():
        return None
    return None if then in _CLASSES["receives"] or then in _CLITICS else Kind.DOUBT


def _of_having(spot: Spot) -> Kind | None:
    """«Ho fissato», «il collega ha prenotato» arrange what is to come; «ho scritto», «ha prenotato» tell."""
    then = spot.after(_ADVERBS)
    if not _is_participle(then):
        return None
    ours = spot.word in ("ho", "abbiamo") or (spot.word == "ha" and not spot.starts)
    return Kind.ARRANGED if ours and _is_arranged(then) else Kind.OTHERS


def _of_being(spot: Spot) -> Kind | None:
    """«È partito», «si è fermata» have been; «è fissato» is to come; «la festa è sabato» is no act."""
    time = spot.place + 1 + (spot.ahead() in _BEFORE_TIMES)
    if time in spot.taken:
        subject = spot.words.texts[max(spot.place - 6, 0) : spot.place]
        return Kind.OTHERS if _CLASSES["named acts"].isdisjoint(subject) else None
    then = spot.after(_ADVERBS)
    if then in ("stato", "stata", "stati", "state"):
        return Kind.ARRANGED if _is_arranged(spot.after(_ADVERBS | {then})) else Kind.OTHERS
    been = then in _GONE or (spot.before in _SELF and _is_participle(then))
    return Kind.OTHERS if been else None


def _of_having_to(spot: Spot) -> Kind | None:
    """«Va consegnato» is a duty, «va in consegna» is none."""
    return Kind.OTHERS if _is_participle(spot.ahead()) else None


def _of_all(spot: Spot) -> Kind | None:
    """«Si accettano», «si effettuano»."""
    return Kind.OTHERS if spot.ahead().endswith(("ano", "ono")) else None


def _of_doors(spot: Spot) -> Kind:
    """«Il negozio apre» speaks of hours, «il custode le apre» of an act."""
    return _promise_if(spot.before in _CLITICS)


def _of_coming_back(spot: Spot) -> Kind:
    """«La linea torna domani» promises, «Giulia torna domani» does not."""
    person = spot.starts or spot.before in _CLASSES["persons"] or spot.letter(-1).isupper()
    return _promise_if(not person)


_READERS: Mapping[str, Callable[[Spot], Kind | None]] = {
    word: reader
    for words, reader in (
        (("non",), _of_no),
        (("lei", "tu", "voi"), _of_you),
        (_HAVE, _of_having),
        (_ARE, _of_being),
        (("va", "vanno", "andra", "andranno"), _of_having_to),
        (("si",), _of_all),
        (("apre", "aprono", "chiude", "chiudono", "riapre", "riaprono"), _of_doors),
        (_COMES_BACK, _of_coming_back),
    )
    for word in words
}


def _promise_if(ours: bool) -> Kind:
    return Kind.PROMISE if ours else Kind.OTHERS


def _is_participle(word: str) -> bool:
    return word in _CLASSES["participles"] or (len(word) > 4 and word[-3:-1] in ("at", "ut", "it"))


def _is_arranged(word: str) -> bool:
    return f"{word[:-1]}o" in _ARRANGED


def _has_been(spot: Spot) -> bool:
    """An imperfect: «scriveva», «le scrivevo»."""
    if spot.word.endswith(("avo", "evo")):
        return spot.before in _CLITICS and spot.word not in _CLASSES["no imperfects"]
    known = spot.word in _CLASSES["no imperfects"] or spot.word in _ACTS
    return spot.word.endswith(_IMPERFECT) and len(spot.word) > 4 and not known


def _is_ours(spot: Spot) -> bool:
    """A future, or a present of ours."""
    word = spot.word
    if word.endswith("remo"):
        return len(word) > 5 and word not in _NO_FUTURE
    if word.endswith("ranno"):
        return len(word) > 6
    if word.endswith("iamo"):
        return len(word) > 6 and word not in _SHORT_OF_A_VERB
    if spot.text[spot.words.ends[spot.place] - 1] in "òàÒÀ" and word.endswith(("ro", "ra")):
        return len(word) > 3
    ends = ("o", "a", "e") if spot.before in _TO_YOU else "o"
    return (
        spot.before in _CLITICS and len(word) > 3 and word.endswith(ends) and word not in _CLASSES["no verbs"]
    )
