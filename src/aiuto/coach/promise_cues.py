"""What in a sentence says that something is promised, and what says that it is not."""

from collections.abc import Collection, Iterator, Sequence

from aiuto.coach import english_verbs, italian_verbs
from aiuto.coach.passages import Sentence
from aiuto.coach.promise_words import Cue, Kind, Spot, vocabulary
from aiuto.coach.words import Words

_VERBS = {
    "it": (italian_verbs.may_say, italian_verbs.said_by),
    "en": (english_verbs.may_say, english_verbs.said_by),
}
_BREAKS = frozenset(", ; : ( ) – — . ! e ed ma and but so".split())
"""Where a new clause may begin."""
_OURS = (Kind.PROMISE, Kind.ARRANGED)
_WHEN = frozenset("when once as quando appena".split())
"""Behind a promise these tell its moment: "we'll ring you when the van leaves on Friday"."""


def cues_of(
    text: str, words: Words, sentence: Sentence, taken: Collection[int], languages: Sequence[str]
) -> Iterator[Cue]:
    """The cues of a sentence, language by language; the words of its times, `taken`, are none."""
    for language in languages:
        phrases, (may_say, said_by) = vocabulary(language), _VERBS[language]
        doubted, last, place = False, Kind.PROMISE, sentence.begin
        while place < sentence.end:
            word, before, cue = words.texts[place], words.at(place - 1), None
            if place not in taken:
                cue = phrases.phrase_at(words, place) if word in phrases.phrases else None
                if not cue and may_say(word, before):
                    starts = place == sentence.begin or place - 1 in taken or not before.isalnum()
                    kind = said_by(Spot(text, words, place, taken, starts, last))
                    cue = Cue(place, place + 1, kind) if kind else None
            if word in _BREAKS and text[words.starts[place]] not in "èÈ":
                doubted = False
            if cue and not (last in _OURS and word in _WHEN and place > sentence.begin):
                doubted = doubted or cue.kind is Kind.DOUBT
                last = Kind.DOUBT if doubted and cue.kind in _OURS else cue.kind
                yield cue._replace(kind=last)
            place = cue.end if cue else place + 1
