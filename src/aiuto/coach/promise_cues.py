"""What in a sentence says that something is promised, and what says that it is not."""

from collections.abc import Collection, Iterator, Sequence

from aiuto.coach import english_verbs, italian_verbs
from aiuto.coach.passages import Sentence
from aiuto.coach.promise_words import ENGLISH, ITALIAN, Cue, Kind, phrase_at
from aiuto.coach.words import Words

_LANGUAGES = {"it": (ITALIAN, italian_verbs.said_by), "en": (ENGLISH, english_verbs.said_by)}
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
            cue = None
            if place not in taken:
                starts = place == sentence.begin or place - 1 in taken or not words.texts[place - 1].isalnum()
                cue = phrase_at(lexicon, words, place)
                if not cue and (kind := verb(text, words, place, starts=starts, last=last)):
                    cue = Cue(place, place + 1, kind)
            if _breaks(text, words, place):
                doubted = False
            if cue:
                doubted = doubted or cue.kind is Kind.DOUBT
                last = Kind.OTHERS if doubted and cue.kind is Kind.PROMISE else cue.kind
                yield cue._replace(kind=last)
            place = cue.end if cue else place + 1


def _breaks(text: str, words: Words, place: int) -> bool:
    """A sign or a conjunction; an «è» is none."""
    return words.texts[place] in _BREAKS and text[words.starts[place]] not in "èÈ"
