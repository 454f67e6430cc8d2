"""What only the facts around a draft tell: asked twice, a name misspelt, no attachment, a point left out."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from aiuto.coach import around_words as known_words
from aiuto.coach.facts import Facts
from aiuto.coach.forms_of_address import SHOWN, places_of
from aiuto.coach.languages import languages_of
from aiuto.coach.passages import Sentence
from aiuto.coach.points import answers
from aiuto.coach.report import Commitment, Evidence, Finding, Span
from aiuto.coach.words import Words, words_of

_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,60}\}\}"
    r"|\[(?:[A-ZÀ-Ü_ ]{3,30}|(?:nome|data|inserire|name|date|insert|your|(?:giorno|ora|day|time)\b)[^\]\n]{0,40})\]"
    r"|\bX{3,}\b|_{4,}"
)
_MARKS = ("{{", "[", "XXX", "____")
"""Without one of these no placeholder stands in a text; looking for them costs less than for the whole."""
_NEAR = 3
"""Words within which one says what another is about."""
_TELLS = 7
"""Of what is known, its last letters and digits tell it: a telephone number is said with its country or without."""
_LONG = 5
"""Words from which on a draft has a language of its own."""


def placeholders(text: str, language: str) -> Iterator[Finding]:
    """Where something was to be filled in."""
    if not any(mark in text for mark in _MARKS):
        return
    for match in _PLACEHOLDER.finditer(text):
        yield _finding("placeholder", match.span(), language, severity="block")


def findings_around(
    text: str,
    words: Words,
    sentences: Sequence[Sentence],
    evidence: Sequence[Evidence],
    promised: Sequence[Commitment],
    facts: Facts,
    language: str,
) -> Iterator[Finding]:
    """All that the facts tell of a reply."""
    yield from _asked_again(words, sentences, facts, language)
    for reader in _READERS:
        yield from reader(words, facts, language)
    if facts.recovery and all(item.kind != "apology" for item in evidence):
        yield _finding("no_apology", _behind_greeting(words, sentences), language)
    yield from _unrecorded(promised, facts, language)
    if facts.language and len(words) > _LONG and facts.language not in languages_of(words.texts):
        yield _finding("other_language", (0, len(text)), language)
    if facts.outside:
        yield _finding("outside_recipient", (0, 0), language, ", ".join(facts.outside))


def _behind_greeting(words: Words, sentences: Sequence[Sentence]) -> Span:
    """Where a sentence more may begin: no words, before the first that greets nobody."""
    first = next((each for each in sentences if words.texts[each.begin] not in known_words.GREETINGS), None)
    place = words.starts[first.begin] if first else 0
    return place, place


def _asked_again(
    words: Words, sentences: Sequence[Sentence], facts: Facts, language: str
) -> Iterator[Finding]:
    for sentence in sentences:
        said = words.texts[sentence.begin : sentence.end]
        if not known_words.ANOTHER.isdisjoint(said):
            continue
        asks = _asks(said, question=sentence.question)
        for name, value in facts.known.items():
            asked = asks or (sentence.question and name == "purchase")
            place = _asked_for(said, name) if asked else None
            if value and place is not None and _bare(value)[-_TELLS:] not in _bare("".join(said)):
                yield _finding("asks_again", _span(words, sentence.begin + place), language, value)


def _asks(said: Sequence[str], *, question: bool) -> bool:
    """Whether a sentence asks for something: "I will send it" does not."""
    if not known_words.ASKS.isdisjoint(said):
        return True
    if question and not (known_words.ASKS_THEM | known_words.ASKS_IN_QUESTIONS).isdisjoint(said):
        return True
    for place, word in enumerate(said):
        before = said[max(place - _NEAR, 0) : place]
        if word in known_words.ASKS_THEM and known_words.OF_US.isdisjoint(before):
            return True
        if word in known_words.ASKS_FOR_US and not known_words.FOR_US.isdisjoint(before):
            return True
    return False


def _asked_for(said: Sequence[str], name: str) -> int | None:
    """Where in a sentence that asks it asks for what has this name."""
    wanted = set(known_words.ASKED_FOR.get(name, name).split())
    return next((place for place, word in enumerate(said) if word in wanted and _is_meant(said, place)), None)


def _is_meant(said: Sequence[str], place: int) -> bool:
    """Whether the words beside it ask for what a word names, and not for something of the same name."""
    word, around = said[place], said[max(place - _NEAR, 0) : place + _NEAR + 1]
    if word in known_words.NUMBERED:
        return not known_words.NUMBER.isdisjoint(around) or said[place - 1] in known_words.ASKS_IN_QUESTIONS
    if word in known_words.MAIL:
        return not (known_words.PLACE | known_words.ASKS_IN_QUESTIONS).isdisjoint(said)
    if word in known_words.PLACE:
        return known_words.MAIL.isdisjoint(around)
    if word in known_words.PURCHASE:
        return not known_words.WHEN.isdisjoint(said)
    return word not in known_words.PHOTO or known_words.OF.isdisjoint(said[place + 1 : place + 1 + _NEAR])


def _bare(text: str) -> str:
    """Letters and digits alone: «LX-4471» however it is written."""
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _mixed(words: Words, facts: Facts, language: str) -> Iterator[Finding]:
    if language != "it":
        return
    places = places_of(words)
    used = sorted(places, key=lambda form: (form != facts.address, -len(places[form])))
    wanted = facts.address or (used[0] if used else "")
    for form in used:
        if form != wanted:
            here, elsewhere = SHOWN[form], SHOWN[wanted]
            yield _finding("mixed_address", _span(words, places[form][0]), language, here, elsewhere)


def _attachment(words: Words, facts: Facts, language: str) -> Iterator[Finding]:
    place = next((n for n, word in enumerate(words.texts) if word in known_words.ATTACHED), None)
    if facts.attachments == 0 and place is not None:
        yield _finding("attachment_missing", _span(words, place), language, severity="warn")


def _name(words: Words, facts: Facts, language: str) -> Iterator[Finding]:
    theirs = set(words_of(facts.customer_name).texts)
    greeted = [n for n in range(min(3, len(words))) if words.texts[n] in known_words.GREETINGS]
    if not theirs or not greeted:
        return
    place = greeted[-1] + 1
    while words.at(place) in known_words.TITLES or words.at(place) == ".":
        place += 1
    name = words.at(place)
    foreign = name.isalpha() and len(name) > 2 and name not in theirs and name not in known_words.NO_NAMES
    if foreign and (words.at(place + 1) in (",", "!", ".") or words.at(place + 1) in theirs):
        yield _finding("wrong_name", _span(words, place), language, facts.customer_name)


def _jargon(words: Words, facts: Facts, language: str) -> Iterator[Finding]:
    theirs = set(words_of(facts.customer_text).texts)
    for place, word in enumerate(words.texts):
        if (
            word in known_words.JARGON
            and word not in theirs
            and words.at(place + 1) not in known_words.EXPLAINS
        ):
            yield _finding("jargon", _span(words, place), language, severity="hint")
            theirs.add(word)


def _left_out(words: Words, facts: Facts, language: str) -> Iterator[Finding]:
    for point in facts.points:
        if not answers(words, point, language):
            yield _finding("left_out", (0, 0), language, point)


def _unrecorded(promised: Sequence[Commitment], facts: Facts, language: str) -> Iterator[Finding]:
    if facts.promises is None:
        return
    recorded = {_day(due) for due in facts.promises}
    for commitment in promised:
        if commitment.due and _day(commitment.due) not in recorded:
            yield _finding("unrecorded_date", commitment.span, language)


def _day(due: date | datetime) -> date:
    return due.date() if isinstance(due, datetime) else due


def _span(words: Words, place: int) -> Span:
    return words.starts[place], words.ends[place]


def _finding(kind: str, span: Span, language: str, *named: str, severity: str = "suggest") -> Finding:
    why = known_words.WHY[language][kind].format(*named)
    return Finding(kind, span, f"{language}.{kind}", severity, why, named=named)


_Reader = Callable[[Words, Facts, str], Iterator[Finding]]
_READERS: tuple[_Reader, ...] = (_mixed, _attachment, _name, _jargon, _left_out)
