"""Finding thousands of patterns at once: where a match may begin it is followed, and each step is remembered."""

import functools
import itertools
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import or_
from typing import Any, NamedTuple

from aiuto.coach.patterns import BEGINNING, START, States
from aiuto.coach.remembered import Remembered
from aiuto.coach.stems import stem_of

_MEMORY = 60_000
"""Words and steps that are remembered; then the memory begins anew, so that no text can fill it."""
_SENTENCES = 600
"""Sentences that are, likewise."""
_SIGNS = 4
"""Signs that a match reaches across at most."""
_LONG = 8
"""Letters from which on one wrong letter is forgiven."""
Match = tuple[int, int, int]
"""A pattern, its first word and the word after its last."""
Atoms = frozenset[int]
"""All the ways in which patterns name a word, by their numbers."""
Edges = Sequence[Sequence[tuple[int, int]]]
"""From each state: one that it leads to, and by which of the choices of atoms."""
Begun = Sequence[tuple[int, frozenset[int]]]
"""At which words matches began, the farthest first, and of which patterns."""
_NONE: frozenset[int] = frozenset()
_MARKS = 2048
"""Bits among which atoms are spread, to tell at once that a word leads on from none of the states of a match.

Where two atoms share one, a step is looked up that leads nowhere new.
"""


class Place(Remembered[Atoms, "Place"]):
    """What a match has come to, by which atoms of the next word it leads where.

    `ends` are the patterns that are matched here, `mark` has the bits of all atoms that it waits for.
    """

    __slots__ = ("ends", "mark")

    def __init__(self, ends: frozenset[int], mark: int, step: Callable[[Atoms], "Place"]) -> None:
        super().__init__(step)
        self.ends = ends
        self.mark = mark


class Run(NamedTuple):
    """A sentence as it was read: for each word at which patterns end, where they began; and all these patterns.

    `found` are the matches of the patterns that have been asked for.
    """

    ended: Sequence[tuple[int, Begun]]
    patterns: frozenset[int]
    found: dict[frozenset[int], list[Match]]


class Automaton:
    """Finds the patterns of a compiled model.

    A match is followed from each word on. Most words are none that it waits for, and then where it goes on to is the
    same for all of them. Threads take turns at what is remembered; `runs` are the sentences that are.
    """

    def __init__(self, language: str, model: dict[str, Any]) -> None:
        self.language = language
        self._named: dict[str, int] = {atom: number for number, atom in enumerate(model["atoms"])}
        self._edges: Edges = model["edges"]
        self._choices = [frozenset(choice) for choice in model["choices"]]
        self._starts = self._by_atom(START)
        self._always = {state: targets for state, *targets in model["always"]}
        self._accepts = {state: ends for state, ends in enumerate(model["accepts"]) if ends}
        self._longest: list[int] = model["longest"]
        self._prefixes = _by_beginning(
            atom[:-1] for atom in self._named if atom.endswith("*") and len(atom) > 1
        )
        self._marks = Remembered(self._mark_of)
        self._memory = threading.Lock()
        self._forget()
        self.steps = 0

    def run(self, words: Sequence[str]) -> Run:
        """Read one sentence; `matches` tells what stands in it.

        A draft is read again and again while it is written: its sentences are remembered.
        """
        with self._memory:
            if self._taken + len(self._words) > _MEMORY:
                self._forget()
            if len(self.runs) > _SENTENCES:
                self.runs.clear()
            return self.runs[tuple(words)]

    def _run(self, words: tuple[str, ...]) -> Run:
        """All matches that are under way go on together, the oldest first; they reach across signs."""
        ended: list[tuple[int, Begun]] = []
        under_way: list[tuple[int, Place]] = []
        nowhere, first_word = self._nowhere, True
        for number, word in enumerate(map(self._words.__getitem__, words)):
            if not word:
                continue
            atoms, mark, opening = word
            if first_word:
                opening, first_word = self._begins[atoms], False
            matches, under_way = under_way, []
            ends = []
            for first, come_to in matches:
                place = come_to[atoms if come_to.mark & mark else _NONE]
                if place is not nowhere:
                    under_way.append((first, place))
                    if place.ends:
                        ends.append((first, place.ends))
            if opening is not nowhere:
                under_way.append((number, opening))
                if opening.ends:
                    ends.append((number, opening.ends))
            if ends:
                ended.append((number, ends))
        return Run(ended, _NONE.union(*[each for _, ends in ended for _, each in ends]), {})

    def matches(self, run: Run, wanted: frozenset[int]) -> list[Match]:
        """Where each of the wanted patterns stands in a sentence."""
        if wanted.isdisjoint(run.patterns):
            return []
        if wanted not in run.found:
            run.found[wanted] = [
                match for last, begun in run.ended for match in self._longest_of(last, begun, wanted)
            ]
        return run.found[wanted]

    def scan(self, words: Sequence[str]) -> list[Match]:
        """Where each pattern stands in a sentence."""
        return self.matches(self.run(words), frozenset(range(len(self._longest))))

    def atoms_of(self, word: str) -> Atoms:
        """All the ways patterns may name a word."""
        names = [f"={word}", stem_of(word, self.language), *("#" if word.isdecimal() else ())]
        names += [f"{prefix}*" for prefix in self._prefixes.get(word[:1], ()) if word.startswith(prefix)]
        found = self._numbers(names)
        return found if found or len(word) < _LONG else self._mended(word)

    def _numbers(self, names: Iterable[str]) -> Atoms:
        return frozenset([self._named[name] for name in names if name in self._named])

    def _mended(self, word: str) -> Atoms:
        """The atoms of a long word with one letter wrong, missing or too many."""
        if not word.isalpha() or len(word) > 24:
            return _NONE
        if not hasattr(self, "_near"):
            self._near = _near_forms(self._named)
        single = {f"{word[:n]}{word[n + 1 :]}" for n in range(1, len(word)) if word[n] == word[n - 1]}
        stems = self._numbers(stem_of(form, self.language) for form in single)
        if stems:
            return stems
        stem = stem_of(word, self.language)
        hits = {atom for form in _shortened(stem) | {stem} for atom in self._near.get(form, ())}
        return self._numbers(atom for atom in hits if len(stem) >= _LONG - 2 and atom[0] == stem[0])

    def _word(self, word: str) -> tuple[Atoms, int, Place] | None:
        """A word's atoms, their mark and where a match begins with it; None for a sign."""
        if not word[0].isalnum():
            return None
        atoms = self.atoms_of(word)
        return atoms, _mark(atoms), self._opens[atoms]

    def _forget(self) -> None:
        self.runs = Remembered(self._run)
        self._places = Remembered(self._place)
        self._taken = 0
        self._nowhere = self._places[_NONE]
        beginning = frozenset(self._starts.get(self._named.get(BEGINNING, -1), ()))
        self._opens = Remembered(functools.partial(self._opening, _NONE))
        self._begins = Remembered(functools.partial(self._opening, beginning))
        self._words = Remembered(self._word)

    def _by_atom(self, state: int) -> dict[int, list[int]]:
        """Where each atom leads from a state."""
        leads: dict[int, list[int]] = {}
        for target, choice in self._edges[state]:
            for atom in self._choices[choice]:
                leads.setdefault(atom, []).append(target)
        return leads

    def _mark_of(self, state: int) -> int:
        """The bits of all atoms that lead on from a state."""
        return _mark({atom for _, choice in self._edges[state] for atom in self._choices[choice]})

    def _place(self, states: States) -> Place:
        mark = functools.reduce(or_, map(self._marks.__getitem__, states), 0)
        return Place(_union(states, self._accepts), mark, functools.partial(self._step, states))

    def _opening(self, others: States, atoms: Atoms) -> Place:
        """Where a word leads a match that begins with it, if not in other states too."""
        opened = _union(atoms, self._starts).union(self._always.get(START, ()))
        return self._places[opened | self._reached(others, atoms)]

    def _step(self, states: States, atoms: Atoms) -> Place:
        """Where a word leads a match that has come to these states."""
        return self._places[self._reached(states, atoms)]

    def _reached(self, states: States, atoms: Atoms) -> States:
        self.steps += len(states)
        self._taken += 1
        reached: list[int] = []
        for state in states:
            reached += self._always.get(state, ())
            for target, choice in self._edges[state] if atoms else ():
                if not self._choices[choice].isdisjoint(atoms):
                    reached.append(target)
        return frozenset(reached)

    def _longest_of(self, last: int, begun: Begun, wanted: frozenset[int]) -> Iterator[Match]:
        """The patterns that end at a word, each from as far back as it reaches."""
        waiting = wanted.intersection(itertools.chain.from_iterable(ends for _, ends in begun))
        if not waiting:
            return
        farthest = last - _SIGNS - max(map(self._longest.__getitem__, waiting))
        for first, ends in begun:
            if first >= farthest and not waiting.isdisjoint(ends):
                yield from ((pattern, first, last + 1) for pattern in sorted(waiting & ends))
                waiting -= ends


def _union(states: States, table: Mapping[int, Iterable[int]]) -> frozenset[int]:
    """All that stands in a table under these states."""
    return _NONE.union(*[table[state] for state in states if state in table])


def _mark(atoms: Iterable[int]) -> int:
    return functools.reduce(or_, [1 << atom % _MARKS for atom in atoms], 0)


def _by_beginning(words: Iterable[str]) -> dict[str, list[str]]:
    """By their first letter."""
    by: dict[str, list[str]] = {}
    for word in words:
        by.setdefault(word[0], []).append(word)
    return by


def _near_forms(atoms: Iterable[str]) -> dict[str, list[str]]:
    """For each long stem: the stem, and what is left of it without one of its letters."""
    near: dict[str, list[str]] = {}
    for atom in sorted(atoms):
        if len(atom) >= _LONG - 2 and atom.isalpha():
            for form in _shortened(atom) | {atom}:
                near.setdefault(form, []).append(atom)
    return near


def _shortened(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(1, len(word))}
