"""English verbs by subject and tense: which of them promise."""

from collections.abc import Collection

from aiuto.coach.promise_words import Kind
from aiuto.coach.words import Words

_IMPERATIVES = frozenset(
    "send reply pay return come fill sign keep leave write tell call confirm check bring remember feel make submit "
    "complete use visit contact provide upload download try wait choose collect drop get settle email ring phone "
    "respond report attach include restart unplug plug log click read ask allow ship forward file hand cancel renew "
    "book register apply arrive speak start stop turn switch".split()
)
_BEFORE_IMPERATIVES = frozenset("just also but so simply".split())
_JOINED = frozenset("and or then".split())
_SUBJECTS = frozenset("i we he she they it who that someone somebody everything everyone".split())
_ADVERBS = frozenset("already just also now then personally both all have has ve had not been".split())
_HAVE = frozenset("have has ve had".split())
_HELPING = frozenset("be been being is are am get gets re s m ll will shall have has had ve can to".split())
_DETERMINERS = frozenset("the a an our your my his her their this that its any".split())
_PASTS = frozenset(
    "sent called spoke spoken wrote written shipped left received got paid was were had did done placed bought rang "
    "rung tried came happened took taken gave given made met told said saw seen went gone found ran held lost kept "
    "brought sold broke broken heard felt thought knew began begun fell".split()
)
_ARRANGED = frozenset(
    "booked scheduled arranged reserved planned set confirmed fixed put moved rescheduled rebooked pencilled lined "
    "passed assigned logged organised organized slotted agreed secured earmarked diarised postponed extended".split()
)
"""Participles of what is arranged for a day to come."""
_NO_PAST = frozenset("need feed speed exceed proceed succeed indeed seed bleed breed embed shed wed red bed led".split())
_MODALS = frozenset("may might could would should must need cannot never".split())
_YOU_GET = frozenset("get receive have hear see find ll will shall re are".split())
"""What makes of "you" one to whom something is given."""
_ARE = frozenset("is are am s re m".split())
_ABOUT_TO = frozenset("going due booked scheduled confirmed set planned with back sent shipped refunded paid".split())
_BEING = frozenset(
    "having waiting experiencing seeing dealing working running trying writing reading hoping afraid being looking "
    "missing something anything nothing everything".split()
)
"""What is going on rather than to come."""
_THAT = frozenset("that because since as if when where what gather see understand know so".split())
_BEFORE_YOU = frozenset("and but so that because as then".split())


def promises(
    text: str, words: Words, place: int, begin: int, taken: Collection[int], last: Kind
) -> bool | None:
    """Whether the verb at this place promises; None for other words. `begin`: of its sentence; `last`: the cue before."""
    word, before, following = words.texts[place], words.at(place - 1), words.at(place + 1)
    starts = place == begin or place - 1 in taken or not words.texts[place - 1].isalnum()
    if word in _SUBJECTS:
        return _of_subject(words, place)
    if word == "you" and (starts or before in _BEFORE_YOU | _THAT):
        return _of_you(words, place)
    if word == "you" and following in ("re", "are", "ve", "were", "had"):
        return False
    if word in _HAVE:
        verb = _verb_after(words, place)
        return verb in _ARRANGED if _is_past(verb) else None
    if word in _ARRANGED and before not in _DETERMINERS:
        return True
    if word in _IMPERATIVES and following != "you" and before not in taken:
        if before in _JOINED:
            return last is Kind.PROMISE
        return False if starts or before in _BEFORE_IMPERATIVES else None
    return False if _is_past(word) and _has_noun(words, place, begin) else None


def _verb_after(words: Words, place: int) -> str:
    place += 1
    while words.at(place) in _ADVERBS:
        place += 1
    return words.at(place)


def _is_past(word: str) -> bool:
    return word in _PASTS or (word.endswith("ed") and len(word) > 3 and word not in _NO_PAST)


def _of_subject(words: Words, place: int) -> bool | None:
    verb = _verb_after(words, place)
    if verb in _MODALS or words.at(place + 2) in ("t", "not"):
        return None
    if verb in _ARE:
        then = _verb_after(words, place + 1)
        return True if then in _ABOUT_TO or (then.endswith("ing") and then not in _BEING) else None
    return verb in _ARRANGED if _is_past(verb) else True


def _of_you(words: Words, place: int) -> bool | None:
    verb, then = words.at(place + 1), words.at(place + 2)
    if verb == "have" and words.at(place - 1) in _THAT:
        return False
    if verb in ("re", "are"):
        return not then.endswith("ing") or then in ("getting", "receiving")
    return verb in _YOU_GET and not _is_past(then)


def _has_noun(words: Words, place: int, begin: int) -> bool:
    """Whether a past form has a subject before it, and no helping verb that makes a future of it."""
    start = place
    while start > begin and words.texts[start - 1].isalnum():
        start -= 1
    said = words.texts[start:place]
    return (
        len(said) > 1
        and said[-1] not in _DETERMINERS
        and said[0] in _DETERMINERS
        and _HELPING.isdisjoint(said)
    )
