"""English verbs by subject and tense: which of them promise."""

from aiuto.coach.promise_words import Kind
from aiuto.coach.words import Words

_ACTS = frozenset(
    "arrives leaves ships lands reaches comes gets writes rings phones sends brings delivers hands credits visits meets "
    "departs restarts resumes follows replaces publishes finishes fits collects picks drops issues posts begins starts "
    "prepares sorts fixes repairs checks turns hooks opens unlocks releases pays refunds confirms answers swaps moves "
    "calls takes puts installs drives walks repays settles signs updates restores emails texts goes hears "
    "follow reach arrive land".split()
)
"""What our people do and what then happens; some of them are nouns behind an article."""
_NOT_BEFORE_ACTS = frozenset("all some no many more two three new few your our my the a an to you call appointment meeting train".split())
_AGAIN = frozenset("starts returns works begins comes back".split())
_PERSONS = frozenset("he she they manager colleague boss director owner doctor one who".split())
_IMPERATIVES = frozenset(
    "send reply pay return come fill sign keep leave write tell call confirm check bring remember feel make submit "
    "complete use contact provide upload download try wait choose collect drop settle email ring phone respond "
    "attach include restart unplug plug log click read ask allow ship forward file cancel renew book register apply "
    "arrive speak start stop turn switch take hold".split()
)
_BEFORE_IMPERATIVES = frozenset("just also but so simply".split())
_JOINED = frozenset("and or then".split())
_PEOPLE = frozenset("i we he she they".split())
_THINGS = frozenset("it who that someone somebody everything everyone this".split())
_ADVERBS = frozenset("already just also now then personally both all have has ve had been".split())
_HAVE = frozenset("have has ve had".split())
_HELPING = frozenset("be been being is are am get gets re s m ll will shall have has had ve can to".split())
_WERE = frozenset("was were had been".split())
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
_ARE = frozenset("is are am s re m".split())
_ABOUT_TO = frozenset("going due booked scheduled confirmed set planned with sent shipped refunded paid at".split())
_GOODS = frozenset("water power heating gas service internet everything electricity broadband wifi money".split())
_GOING_ON = frozenset(
    "having waiting experiencing seeing dealing working running trying writing reading hoping being looking missing "
    "something anything nothing everything receiving".split()
)
"""What is now rather than to come."""
_THAT = frozenset("that because since as if when where what gather see understand know so".split())
_BEFORE_YOU = frozenset("and but then".split()) | _THAT
_YOU_GET = frozenset("get receive have hear see find ll will shall re are".split())
"""What makes of "you" one to whom something is given."""


def said_by(text: str, words: Words, place: int, *, starts: bool, last: Kind) -> Kind | None:
    """What the verb at this place says; None for other words. `starts` a clause; `last` is what was said before."""
    word, before, following = words.texts[place], words.at(place - 1), words.at(place + 1)
    if word == "t" and before not in ("s", ""):
        return Kind.DOUBT
    if word in _PEOPLE or (word in _THINGS and _is_verb(following)):
        return _of_subject(words, place)
    if word == "you":
        return _of_you(words, place, starts=starts)
    if word in _ARE and before.isalpha() and before not in _PEOPLE and before != "you":
        return _of_thing(text, words, place)
    if word in _ACTS and not starts and before not in _NOT_BEFORE_ACTS:
        return Kind.OTHERS if before in _PERSONS and word in _AGAIN else Kind.PROMISE
    if word in _HAVE:
        if before in ("will", "ll", "shall"):
            return None
        verb = _verb_after(words, place)
        return _promises(verb in _ARRANGED) if _is_past(verb) else None
    if word in _ARRANGED and word.endswith("ed") and before not in _DETERMINERS:
        if before == "you":
            return Kind.OTHERS
        return last if before in _WERE else Kind.PROMISE
    if word in _IMPERATIVES and following != "you":
        if before in _JOINED:
            return last
        return Kind.OTHERS if starts or before in _BEFORE_IMPERATIVES else None
    return Kind.OTHERS if _is_past(word) and _has_noun(words, place) else None


def _promises(so: bool) -> Kind:
    return Kind.PROMISE if so else Kind.OTHERS


def _is_verb(word: str) -> bool:
    """Whether this may be the verb of a thing, or of one person."""
    return word in ("ll", "will", "can", "are") or (word.endswith("s") and word != "this")


def _verb_after(words: Words, place: int) -> str:
    place += 1
    while words.at(place) in _ADVERBS:
        place += 1
    return words.at(place)


def _is_past(word: str) -> bool:
    return word in _PASTS or (word.endswith("ed") and len(word) > 3 and word not in _NO_PAST)


def _of_thing(text: str, words: Words, place: int) -> Kind | None:
    """ "The team is rolling it out" promises; "Julia is back on Monday" does not."""
    before, then = words.texts[place - 1], words.at(place + 1)
    if then == "back":
        person = before in _PERSONS or (text[words.starts[place - 1]].isupper() and before not in _GOODS)
        return _promises(not person)
    return Kind.PROMISE if then.endswith("ing") and then not in _GOING_ON and len(then) > 4 else None


def _of_subject(words: Words, place: int) -> Kind | None:
    verb = _verb_after(words, place)
    if words.texts[place] in ("he", "she") and (verb in _AGAIN or words.at(place + 2) == "back"):
        return Kind.OTHERS
    if verb in _ARE:
        then = _verb_after(words, place + 1)
        acts = then in _ABOUT_TO or (then.endswith("ing") and then not in _GOING_ON)
        return Kind.PROMISE if acts else None
    return _promises(verb in _ARRANGED or not _is_past(verb))


def _of_you(words: Words, place: int, *, starts: bool) -> Kind | None:
    """As a subject; an object says nothing."""
    verb, then = words.at(place + 1), words.at(place + 2)
    if verb in ("re", "are"):
        return _promises(not then.endswith("ing") or then in ("getting", "receiving"))
    if verb in ("ve", "were", "had"):
        return Kind.OTHERS
    if not starts and words.at(place - 1) not in _BEFORE_YOU:
        return None
    if verb == "have" and words.at(place - 1) in _THAT:
        return Kind.OTHERS
    return _promises(verb in _YOU_GET and not _is_past(then))


def _has_noun(words: Words, place: int) -> bool:
    """Whether a past form has a subject before it, and no helping verb that makes a future of it."""
    start = place
    while words.at(start - 1).isalnum() and start > 0:
        start -= 1
    said = words.texts[start:place]
    return (
        len(said) > 1
        and said[-1] not in _DETERMINERS
        and not _DETERMINERS.isdisjoint(said)
        and _HELPING.isdisjoint(said)
    )
