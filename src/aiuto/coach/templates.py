"""Whether a text was made from a template: the runs of words of the one stand in the other."""

from aiuto.coach.words import words_of

RUN = 3
"""Words that stand together."""
FEWEST = 8
"""Runs below which words are anybody's: a greeting is no template."""
SHARE = 0.5
"""Of the template's runs, from which on the text was made from it: what is changed in it changes some of them."""


def made_from(template: str, text: str) -> bool:
    """`template` is without its placeholders."""
    runs = _runs(template)
    return len(runs) >= FEWEST and len(runs & _runs(text)) >= SHARE * len(runs)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word for word in words_of(text).texts if word.isalpha()]
    return {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}
