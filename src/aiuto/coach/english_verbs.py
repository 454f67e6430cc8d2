"""English verbs by subject and tense: which of them promise."""

import functools
from collections.abc import Callable, Mapping

from aiuto.coach.promise_words import Kind, Spot, vocabulary

_CLASSES = vocabulary("en").classes
_ACTS, _ARRANGED, _IMPERATIVES = _CLASSES["acts"], _CLASSES["arranged"], _CLASSES["imperatives"]
_PEOPLE = frozenset("i we he she they".split())
_THINGS = frozenset("it who that someone somebody everything everyone this".split())
_HAVE = frozenset("have has ve had".split())
_ARE = frozenset("is are am s re m".split())
_WERE = frozenset("was were had been".split())
_ADVERBS = frozenset("already just also now then personally both all been".split()) | _HAVE
_HELPING = _ARE | _HAVE | frozenset("be been being get gets ll will shall can to".split())
_DETERMINERS = frozenset("the a an our your my his her their this that its any".split())
_AGAIN = frozenset("starts returns works begins comes back".split())
_THAT = frozenset("that because since as if when where what gather see understand know so".split())
_BEFORE_YOU = frozenset("and but then".split()) | _THAT
_BEFORE_IMPERATIVES = frozenset("just also but so simply".split())
_JOINED = frozenset("and or then".split())
_BEFORE_TIMES = frozenset("on at in from".split())


def may_say(word: str, _before: str) -> bool:
    """Whether a word's form lets it say anything: most words need not be looked at where they stand."""
    return _is_telling(word)


@functools.lru_cache(maxsize=20_000)
def _is_telling(word: str) -> bool:
    return word in _READERS or word in _ACTS | _ARRANGED | _IMPERATIVES or _is_past(word)


def said_by(spot: Spot) -> Kind | None:
    """What a verb says; None for words that say nothing."""
    reader = _READERS.get(spot.word)
    if reader:
        return reader(spot)
    if spot.word in _ACTS and not spot.starts and spot.before not in _CLASSES["not before acts"]:
        return _promise_if(not (spot.before in _CLASSES["persons"] and spot.word in _AGAIN))
    if spot.word in _ARRANGED and spot.word.endswith("ed") and spot.before not in _DETERMINERS:
        return (
            Kind.OTHERS
            if spot.before == "you"
            else spot.last
            if spot.before in _WERE | _HAVE
            else Kind.ARRANGED
        )
    if spot.word in _IMPERATIVES and spot.ahead() != "you":
        return _of_request(spot)
    return Kind.OTHERS if _is_past(spot.word) and _has_noun(spot) else None


def _of_request(spot: Spot) -> Kind | None:
    """ "Send us the form"; a verb joined by "and" says what the one before it says."""
    if spot.before in _JOINED:
        return spot.last
    return Kind.OTHERS if spot.starts or spot.before in _BEFORE_IMPERATIVES else None


def _of_people(spot: Spot) -> Kind | None:
    """ "I am sending", "we have booked", "she calls" promise; "she is back", "they sent" do not."""
    verb = spot.after(_ADVERBS)
    if spot.word in ("he", "she") and (verb in _AGAIN or spot.ahead(2) == "back"):
        return Kind.OTHERS
    if verb in _ARE:
        then = spot.after(_ADVERBS, 1)
        return Kind.PROMISE if then in _CLASSES["about to"] or _is_going_to_be(then) else None
    if verb in _ARRANGED:
        return Kind.ARRANGED
    return _promise_if(not _is_past(verb))


def _of_things(spot: Spot) -> Kind | None:
    """ "It arrives", "who writes"; as an object "it" says nothing."""
    then = spot.ahead()
    verb = then in ("ll", "will", "can", "are") or (then.endswith("s") and then != "this")
    return _of_people(spot) if verb else None


def _of_you(spot: Spot) -> Kind | None:
    """As a subject; as an object "you" says nothing."""
    verb, then = spot.ahead(), spot.ahead(2)
    if verb in ("re", "are"):
        return _promise_if(not then.endswith("ing") or then in ("getting", "receiving"))
    if verb in ("ve", "were", "had") or (verb == "have" and spot.before in _THAT):
        return Kind.OTHERS
    if not spot.starts and spot.before not in _BEFORE_YOU:
        return None
    return _promise_if(verb in _CLASSES["receives"] and not _is_past(then))


def _of_being(spot: Spot) -> Kind | None:
    """ "The team is rolling it out" promises; "Julia is back on Monday" and "the party is on Saturday" do not."""
    if spot.before in _PEOPLE or spot.before == "you" or not spot.before.isalpha():
        return None
    time = spot.place + 1 + (spot.ahead() in _BEFORE_TIMES)
    if time in spot.taken:
        subject = spot.words.texts[max(spot.place - 6, 0) : spot.place]
        return Kind.OTHERS if _CLASSES["named acts"].isdisjoint(subject) else None
    if spot.ahead() == "back":
        named = spot.letter(-1).isupper() and spot.before not in _CLASSES["goods"]
        return _promise_if(not named and spot.before not in _CLASSES["persons"])
    return Kind.PROMISE if _is_going_to_be(spot.ahead()) else None


def _of_having(spot: Spot) -> Kind | None:
    """ "The garage has booked it" promises, "the garage has sent it" does not, nor "will have gone" against "will"."""
    verb = spot.after(_ADVERBS)
    if not _is_past(verb) or spot.before in ("will", "ll", "shall"):
        return None
    return Kind.ARRANGED if verb in _ARRANGED else Kind.OTHERS


_READERS: Mapping[str, Callable[[Spot], Kind | None]] = {
    word: reader
    for words, reader in (
        (_PEOPLE, _of_people),
        (_THINGS, _of_things),
        (("you",), _of_you),
        (_ARE, _of_being),
        (_HAVE, _of_having),
    )
    for word in words
}


def _promise_if(ours: bool) -> Kind:
    return Kind.PROMISE if ours else Kind.OTHERS


def _is_going_to_be(word: str) -> bool:
    return word.endswith("ing") and len(word) > 4 and word not in _CLASSES["going on"]


def _is_past(word: str) -> bool:
    ended = word.endswith("ed") and len(word) > 3 and word not in _CLASSES["no pasts"]
    return ended or word in _CLASSES["pasts"]


def _has_noun(spot: Spot) -> bool:
    """Whether a past form has a subject before it, and no helping verb that makes a future of it."""
    start = spot.place
    while start > 0 and spot.words.texts[start - 1].isalnum():
        start -= 1
    said = spot.words.texts[start : spot.place]
    noun = len(said) > 1 and said[-1] not in _DETERMINERS and not _DETERMINERS.isdisjoint(said)
    return noun and _HELPING.isdisjoint(said)
