"""Whether a message was written in heat: for a breath before the answer, never as a word about who wrote it."""

from collections.abc import Sequence

from aiuto.coach.passages import own_words
from aiuto.coach.words import Words, words_of

_STRONG = frozenset(
    "vergogna vergognoso vergognosa vergognatevi schifo schifoso truffa truffatori ladri imbroglioni pagliacci "
    "incompetenti incapaci buffoni ridicoli scandaloso scandalosa vergognosi presa "
    "disgrace disgraceful shame shameful scam scammers thieves crooks incompetent useless pathetic joke liars "
    "ridiculous clowns".split()
)
_LEGAL = frozenset(
    "avvocato avvocati legale legali denuncia denuncio denuncero querela diffida tribunale carabinieri codacons "
    "altroconsumo adiconsum federconsumatori agcom arera risarcimento "
    "lawyer lawyers solicitor solicitors attorney sue suing court ombudsman legal".split()
)
_WORN = frozenset(
    "inaccettabile inammissibile assurdo pazienza stufo stufa esasperato esasperata basta ennesima ennesimo "
    "unacceptable outrageous absurd fed furious disgusted appalled enough".split()
)
_NOT_ALONE = frozenset(("presa", "enough", "basta", "pazienza", "legal", "legale", "fed"))
"""Words that say something only beside others."""
_SHOUTED = 4
"""Letters from which on a word in capitals is shouted."""
_MANY_SHOUTED, _MOST_OF_IT = 3, 0.3
HOT = 2


def is_hot(text: str) -> bool:
    """True for a strong word, a threat, shouting or marks one after the other, and for two weaker signs together."""
    own = own_words(text)
    words = words_of(own)
    said = set(words.texts)
    weight = 2 * len(said & _STRONG - _NOT_ALONE) + 2 * len(said & _LEGAL - _NOT_ALONE)
    weight += len(said & _WORN) + len(said & (_STRONG | _LEGAL) & _NOT_ALONE)
    return weight + _shouted(own, words) + _marked(words.texts) >= HOT


def _shouted(text: str, words: Words) -> int:
    """2 where much is in capitals, and some of it is in ordinary words one after the other."""
    long = [n for n, word in enumerate(words.texts) if len(word) >= _SHOUTED and word.isalpha()]
    loud = [n for n in long if text[words.starts[n] : words.ends[n]].isupper()]
    return 2 * (len(loud) >= _MANY_SHOUTED and len(loud) >= _MOST_OF_IT * len(long))


def _marked(words: Sequence[str]) -> int:
    """2 for "!!!" or "?!?!", 1 for three marks in all."""
    in_a_row = max((_run(words, n) for n, word in enumerate(words) if word in "!?"), default=0)
    return 2 if in_a_row >= 3 else int(words.count("!") >= 3)


def _run(words: Sequence[str], place: int) -> int:
    end = place
    while end < len(words) and words[end] in ("!", "?"):
        end += 1
    return end - place if "!" in words[place:end] else 0
