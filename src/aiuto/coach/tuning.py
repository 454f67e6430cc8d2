"""What a house makes of the coach: rules that it mutes, and rules of its own in plain words."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from aiuto.coach.patterns import BadPattern
from aiuto.coach.rulebook import Rulebook, compiled, load
from aiuto.coach.words import words_of

OWN = "own"
LONGEST_GAP = 3
"""Words that "…" in a rule of one's own may stand for."""
MOST_PHRASES = 10
_SHORTEST = 3
REASON = {
    "it": "Da noi si preferisce dirlo in un altro modo.",
    "en": "We have agreed to say this another way.",
}


class BadOwnRule(ValueError):
    """A rule of one's own that says not what to avoid, or would hit nearly everything."""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """Avoid these phrases, one a line, in any form of their words; "…" lets up to three words pass. Say that."""

    id: str
    language: str
    avoid: str
    say: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tuning:
    """`muted` are ids of rules that say no more; what blocks is never muted."""

    muted: frozenset[str] = frozenset()
    own: tuple[OwnRule, ...] = ()


UNTUNED = Tuning()


def check_own(rule: OwnRule) -> None:
    """Raises BadOwnRule."""
    phrases = list(_phrases(rule.avoid))
    if not 0 < len(phrases) <= MOST_PHRASES or not rule.say.strip():
        raise BadOwnRule
    if any(max(map(len, phrase.split())) < _SHORTEST for phrase in phrases):
        raise BadOwnRule
    try:
        own_rulebook((rule,), rule.language)
    except BadPattern as error:
        raise BadOwnRule from error


@functools.lru_cache(maxsize=64)
def own_rulebook(own: tuple[OwnRule, ...], language: str) -> Rulebook | None:
    """The rules of one's own in a language, made once; None without any. Raises BadPattern."""
    spoken = [rule for rule in own if rule.language == language]
    if not spoken:
        return None
    return load(compiled({"language": language, "rules": [_as_rule(rule) for rule in spoken]}))


def _as_rule(rule: OwnRule) -> dict[str, object]:
    return {
        "id": rule.id,
        "kind": OWN,
        "severity": "suggest",
        "why": rule.why.strip() or REASON[rule.language],
        "better": [rule.say.strip()],
        "patterns": list(_phrases(rule.avoid)),
    }


def _phrases(avoid: str) -> Iterator[str]:
    """Each line in the notation of `patterns`."""
    for line in avoid.splitlines():
        parts = [_words(part) for part in line.replace("...", "…").split("…")]
        phrase = f" ~{LONGEST_GAP} ".join(part for part in parts if part)
        if phrase:
            yield phrase


def _words(part: str) -> str:
    return " ".join(word for word in words_of(part).texts if word.isalnum())
