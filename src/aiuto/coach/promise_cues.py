"""What in a sentence says that something is promised, and what says that it is not."""

from collections.abc import Collection, Iterator, Sequence

from aiuto.coach import english_verbs, italian_verbs
from aiuto.coach.passages import Sentence
from aiuto.coach.promise_words import ENGLISH, ITALIAN, Cue, Kind, Lexicon, phrase_at
from aiuto.coach.words import Words

_LANGUAGES = {"it": (ITALIAN, italian_verbs.promises), "en": (ENGLISH, english_verbs.promises)}
_BREAKS = frozenset(", ; : ( ) – — . ! e ed ma and but so".split())
"""Where a new clause may begin."""


def cues_of(
    text: str, words: Words, sentence: Sentence, taken: Collection[int], languages: Sequence[str]
) -> Iterator[Cue]:
    """The cues of a sentence, language by language; the words of its times, `taken`, are none."""
    for language in languages:
        lexicon, verb = _LANGUAGES[language]
        doubted, last, place = False, Kind.PROMISE, sentence.begin
        while place < sentence.end:
            cue, found = None, None
            if place not in taken:
                cue = _phrase(lexicon, words, place)
                found = verb(text, words, place, sentence.begin, taken, last) if not cue else None
            if found is not None:
                cue = Cue(place, place + 1, Kind.PROMISE if found and not doubted else Kind.OTHERS)
            if cue:
                last = cue.kind
                yield Cue(cue.begin, cue.end, Kind.OTHERS) if cue.kind is Kind.DOUBT else cue
            doubted = (doubted or last is Kind.DOUBT) and not _breaks(text, words, place)
            place = cue.end if cue else place + 1


def _phrase(lexicon: Lexicon, words: Words, place: int) -> Cue | None:
    """The longest phrase of any kind that begins here."""
    length, kind = max(
        ((phrase_at(known, words, place), kind) for kind, known in lexicon.items()), key=lambda found: found[0]
    )
    return Cue(place, place + length, kind) if length else None


def _breaks(text: str, words: Words, place: int) -> bool:
    """A sign or a conjunction; an «è» is none."""
    return words.texts[place] in _BREAKS and text[words.starts[place]] not in "èÈ"
