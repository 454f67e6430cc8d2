"""English contractions written out: "don't" as do not, "I'll" as I will."""

from aiuto.coach.words import Words

_NEGATED = {
    "don": "do",
    "doesn": "does",
    "didn": "did",
    "can": "can",
    "won": "will",
    "isn": "is",
    "aren": "are",
    "wasn": "was",
    "weren": "were",
    "couldn": "could",
    "wouldn": "would",
    "shouldn": "should",
    "haven": "have",
    "hasn": "has",
    "hadn": "had",
    "mustn": "must",
    "needn": "need",
    "ain": "is",
    "shan": "shall",
}
_SHORT = {"ll": "will", "re": "are", "ve": "have", "m": "am", "d": "would"}
_ENDS = frozenset(("t", *_SHORT))


def plain_forms(words: Words) -> list[str]:
    """The words with contractions written out, one for one."""
    forms = list(words.texts)
    for place in [place for place, word in enumerate(forms) if word in _ENDS and place]:
        word, before = forms[place], words.texts[place - 1]
        if word == "t" and before in _NEGATED:
            forms[place - 1], forms[place] = _NEGATED[before], "not"
        elif word in _SHORT and words.starts[place] == words.ends[place - 1] + 1:
            forms[place] = _SHORT[word]
    return forms
