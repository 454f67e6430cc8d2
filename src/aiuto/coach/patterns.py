"""The notation of rules: what a pattern like `non (posso|possiamo) ~2 rimborsare` means, as states and edges.

A word stands for all its forms, `=word` for that form alone, `word*` for what begins so, `#` for a number. `a|b` are
alternatives, `(a b|c)` alternatives of several words, `?` behind makes it optional, `~3` lets up to three words pass,
`<name>` is a class of the rule file, `^` the beginning of a sentence. A lone `=` before a pattern makes all its words
exact.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aiuto.coach.stems import stem_of
from aiuto.coach.words import words_of

_LEXEME = re.compile(r"\s+|[()|?^]|=(?=\s)|~\d|<[a-z_]+>|=?[^\s()|?<>~^]+")
_OPEN_END = re.compile(r"(?:\s*~\d)+\s*$")
"""Words that may or may not follow a pattern say nothing more."""
START, BEGINNING, ANY = 0, "^", "*"
States = frozenset[int]


class BadPattern(ValueError):
    """A pattern that can't be read."""


@dataclass
class Machine:
    """States with edges by atom; `ANY` is an edge that every word may take. Accepting states name their patterns.

    `longest` is how many words each pattern spans at most.
    """

    language: str
    classes: Mapping[str, Iterable[str]]
    edges: list[dict[str, list[int]]] = field(default_factory=lambda: [{}])
    accepts: list[list[int]] = field(default_factory=lambda: [[]])
    longest: list[int] = field(default_factory=list)
    _depths: list[int] = field(default_factory=lambda: [0])
    _known: dict[tuple[States, tuple[str, ...]], int] = field(default_factory=dict)

    def add(self, pattern: str) -> None:
        """Let the machine accept one pattern more, whose number is how many there were."""
        number = len(self.longest)
        states = _Parser(self, _OPEN_END.sub("", pattern)).whole(frozenset({START}))
        if START in states:
            raise BadPattern(pattern)
        self.longest.append(max(self._depths[state] for state in states))
        for state in states:
            if number not in self.accepts[state]:
                self.accepts[state].append(number)

    def step(self, states: States, atoms: Iterable[str]) -> States:
        """One new state, reached from all of `states` by any of the atoms."""
        key = (states, tuple(sorted(set(atoms))))
        if key not in self._known:
            target = len(self.edges)
            self.edges.append({})
            self.accepts.append([])
            self._depths.append(1 + max(self._depths[state] for state in states))
            for state in states:
                for atom in key[1]:
                    self.edges[state].setdefault(atom, []).append(target)
            self._known[key] = target
        return frozenset({self._known[key]})

    def atom(self, word: str, *, exact: bool) -> str:
        """How a word of a pattern is looked for."""
        if word in ("#", BEGINNING):
            return word
        folded = words_of(word.strip("=*")).texts
        if len(folded) != 1:
            raise BadPattern(word)
        if word.endswith("*"):
            return f"{folded[0]}*"
        return f"={folded[0]}" if exact or word.startswith("=") else stem_of(folded[0], self.language)


Edges = list[dict[str, list[int]]]


def merged(edges: Edges, accepts: list[list[int]]) -> tuple[Edges, list[list[int]]]:
    """The same machine with one state for all from which the same follows: a third of them, in our rules.

    Edges lead to later states alone, so that going backwards all that follows a state is known when it is met.
    """
    first: dict[object, int] = {}
    stands_for = list(range(len(edges)))
    for state in reversed(range(len(edges))):
        leads = {atom: {stands_for[target] for target in targets} for atom, targets in edges[state].items()}
        same = (frozenset(accepts[state]), frozenset((atom, frozenset(to)) for atom, to in leads.items()))
        stands_for[state] = first.setdefault(same, state)
    kept = sorted(first.values())
    number = {state: place for place, state in enumerate(kept)}
    renumbered = [
        {atom: sorted({number[stands_for[to]] for to in targets}) for atom, targets in edges[state].items()}
        for state in kept
    ]
    return renumbered, [accepts[state] for state in kept]


class _Parser:
    """Reads lexemes and grows the machine from a set of states."""

    def __init__(self, machine: Machine, pattern: str) -> None:
        self.machine = machine
        self.lexemes = [lexeme for lexeme in _LEXEME.findall(pattern) if lexeme.strip()]
        if "".join(self.lexemes) != "".join(pattern.split()):
            raise BadPattern(pattern)
        self.exact = self.at(0) == "="

    def whole(self, states: States) -> States:
        reached, place = self.sequence(states, int(self.exact), nested=False)
        if place != len(self.lexemes):
            raise BadPattern(" ".join(self.lexemes))
        return reached

    def at(self, place: int) -> str:
        return self.lexemes[place] if place < len(self.lexemes) else ""

    def sequence(self, states: States, place: int, *, nested: bool) -> tuple[States, int]:
        while place < len(self.lexemes) and not (nested and self.at(place) in ("|", ")")):
            states, place = self.item(states, place, nested=nested)
        return states, place

    def item(self, states: States, place: int, *, nested: bool) -> tuple[States, int]:
        lexeme = self.at(place)
        if lexeme.startswith("~"):
            return self.gap(states, int(lexeme[1])), place + 1
        if lexeme == "(":
            reached, place = self.group(states, place + 1)
        elif lexeme.startswith("<"):
            reached, place = self.named(states, lexeme[1:-1]), place + 1
        else:
            reached, place = self.word(states, place, nested=nested)
        if self.at(place) == "?":
            return reached | states, place + 1
        return reached, place

    def gap(self, states: States, most: int) -> States:
        reached = states
        for _ in range(most):
            states = self.machine.step(states, [ANY])
            reached |= states
        return reached

    def group(self, states: States, place: int) -> tuple[States, int]:
        reached: States = frozenset()
        while True:
            ends, place = self.sequence(states, place, nested=True)
            reached |= ends
            if not self.at(place):
                raise BadPattern(" ".join(self.lexemes))
            place += 1
            if self.at(place - 1) == ")":
                return reached, place

    def named(self, states: States, name: str) -> States:
        if name not in self.machine.classes:
            raise BadPattern(f"<{name}>")
        reached: States = frozenset()
        for pattern in self.machine.classes[name]:
            reached |= _Parser(self.machine, pattern).whole(states)
        return reached

    def word(self, states: States, place: int, *, nested: bool) -> tuple[States, int]:
        words = [self.at(place)]
        while not nested and self.at(place + 1) == "|":
            words.append(self.at(place + 2))
            place += 2
        if any(word in ("", "|", ")", "?") for word in words):
            raise BadPattern(" ".join(self.lexemes))
        return self.machine.step(
            states, [self.machine.atom(word, exact=self.exact) for word in words]
        ), place + 1
