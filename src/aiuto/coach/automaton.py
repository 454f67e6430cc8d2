"""Finding thousands of patterns at once: where a match may begin it is followed, and each step is remembered."""

import functools
import itertools
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import or_
from typing import Any, NamedTuple

from aiuto.coach.patterns import ANY, BEGINNING, START
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
Atoms = frozenset[str]
"""All the ways in which patterns name a word."""
Table = Mapping[int, frozenset[int]]
"""Where each state leads."""
Begun = Sequence[tuple[int, frozenset[int]]]
"""At which words matches began, the farthest first, and of which patterns."""
_NONE: frozenset[int] = frozenset()
_MARKS = 2048
"""Bits among which states are spread, to tell at once that a word leads on from none of them.

Where two states share one, a step is looked up that leads nowhere new.
"""
_NOWHERE = 0
"""What a match has come to that can't go on."""


class Run(NamedTuple):
    """A sentence as it was read: for each word at which patterns end, where they began; and all these patterns.

    `found` are the matches of the patterns that have been asked for.
    """

    ended: Sequence[tuple[int, Begun]]
    patterns: frozenset[int]
    found: dict[frozenset[int], list[Match]]


class Automaton:
    """Finds the patterns of a compiled model.

    A match is followed from each word on. The states that it has come to have a number together; most words are none
    that they wait for, and then where they go on to is known without a step. Threads take turns at what is
    remembered; `runs` are the sentences that are.
    """

    def __init__(self, language: str, model: dict[str, Any]) -> None:
        self.language = language
        self._leads: dict[str, list[list[int]]] = model["leads"]
        self._accepts = {state: frozenset(ends) for state, ends in enumerate(model["accepts"]) if ends}
        self._longest: list[int] = model["longest"]
        self._named = frozenset(self._leads)
        self._prefixes = _by_beginning(
            atom[:-1] for atom in self._leads if atom.endswith("*") and len(atom) > 1
        )
        self._words = Remembered(self._word)
        self._tables = Remembered(self._table)
        self._always = self._table(frozenset((ANY,)))
        self._memory = threading.Lock()
        self._forget()
        self.steps = 0

    def run(self, words: Sequence[str]) -> Run:
        """Read one sentence; `matches` tells what stands in it.

        A draft is read again and again while it is written: its sentences are remembered.
        """
        with self._memory:
            if len(self._sets) + len(self._steps) > _MEMORY:
                self._forget()
            if len(self._words) > _MEMORY:
                self._words.clear()
                self._tables.clear()
            if len(self.runs) > _SENTENCES:
                self.runs.clear()
            return self.runs[tuple(words)]

    def _run(self, words: tuple[str, ...]) -> Run:
        """Matches reach across signs."""
        read = enumerate(map(self._words.__getitem__, words))
        row = [(*word, place) for place, word in read if word]
        ended: dict[int, list[tuple[int, frozenset[int]]]] = {}
        marks, onward, steps, ends, opens = self._marks, self._onward, self._steps, self._ends, self._begins
        for number, (first_atoms, _, first) in enumerate(row):
            state, opens = opens[first_atoms], self._opens
            if state == _NOWHERE:
                continue
            if ends[state]:
                ended.setdefault(first, []).append((first, ends[state]))
            for atoms, mark, place in row[number + 1 :]:
                state = steps[state, atoms] if marks[state] & mark else onward[state]
                if state == _NOWHERE:
                    break
                if ends[state]:
                    ended.setdefault(place, []).append((first, ends[state]))
        patterns = _NONE.union(*(each for begun in ended.values() for _, each in begun))
        return Run(sorted(ended.items()), patterns, {})

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
        found = {atom for atom in (f"={word}", stem_of(word, self.language)) if atom in self._named}
        if word.isdecimal():
            found.add("#")
        found.update(f"{prefix}*" for prefix in self._prefixes.get(word[:1], ()) if word.startswith(prefix))
        return frozenset(found) if found or len(word) < _LONG else self._mended(word)

    def _mended(self, word: str) -> Atoms:
        """The atoms of a long word with one letter wrong, missing or too many."""
        if not word.isalpha() or len(word) > 24:
            return frozenset()
        if not hasattr(self, "_near"):
            self._near = _near_forms(self._named)
        single = {f"{word[:n]}{word[n + 1 :]}" for n in range(1, len(word)) if word[n] == word[n - 1]}
        stems = {stem_of(form, self.language) for form in single} & self._named
        if stems:
            return frozenset(stems)
        stem = stem_of(word, self.language)
        hits = {atom for form in _shortened(stem) | {stem} for atom in self._near.get(form, ())}
        return frozenset(atom for atom in hits if len(stem) >= _LONG - 2 and atom[0] == stem[0])

    def _word(self, word: str) -> tuple[Atoms, int] | None:
        """A word's atoms and the mark of the states that wait for them; None for a sign."""
        if not word[0].isalnum():
            return None
        atoms = self.atoms_of(word)
        return atoms, _mark(self._tables[atoms])

    def _table(self, atoms: Atoms) -> Table:
        """From which states a word of these atoms leads, and where."""
        table: dict[int, frozenset[int]] = {}
        for atom in atoms:
            for state, *targets in self._leads.get(atom, ()):
                table[state] = table.get(state, _NONE).union(targets)
        return table

    def _forget(self) -> None:
        self.runs = Remembered(self._run)
        self._sets: list[frozenset[int]] = []
        self._ends: list[frozenset[int]] = []
        self._marks: list[int] = []
        self._onward: list[int] = []
        self._numbers: dict[frozenset[int], int] = {}
        self._steps = Remembered(self._step)
        beginning = self._table(frozenset((BEGINNING,))).get(START, ())
        self._number(_NONE)
        self._opens = self._opening(frozenset({START}))
        self._begins = self._opening(frozenset({START, *beginning}))

    def _number(self, states: frozenset[int]) -> int:
        if states not in self._numbers:
            number = self._numbers[states] = len(self._sets)
            self._sets.append(states)
            self._ends.append(_union(states, self._accepts))
            self._marks.append(_mark(states))
            self._onward.append(number)
            self._onward[number] = self._number(_union(states, self._always))
        return self._numbers[states]

    def _opening(self, states: frozenset[int]) -> Remembered[Atoms, int]:
        """Where words lead a match that begins with them."""
        number = self._number(states)
        return Remembered(lambda atoms: self._step((number, atoms)))

    def _step(self, key: tuple[int, Atoms]) -> int:
        """Where a word leads a match that has come so far."""
        states, table = self._sets[key[0]], self._tables[key[1]]
        self.steps += len(states)
        return self._number(_union(states, table) | _union(states, self._always))

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


def _union(states: frozenset[int], table: Mapping[int, frozenset[Any]]) -> frozenset[Any]:
    """All that stands in a table under these states."""
    found = [table[state] for state in states if state in table]
    return found[0] if len(found) == 1 else _NONE.union(*found)


def _mark(states: Iterable[int]) -> int:
    return functools.reduce(or_, (1 << state % _MARKS for state in states), 0)


def _by_beginning(words: Iterable[str]) -> dict[str, list[str]]:
    """By their first letter."""
    by: dict[str, list[str]] = {}
    for word in words:
        by.setdefault(word[0], []).append(word)
    return by


def _near_forms(atoms: frozenset[str]) -> dict[str, list[str]]:
    """For each long stem: the stem, and what is left of it without one of its letters."""
    near: dict[str, list[str]] = {}
    for atom in sorted(atoms):
        if len(atom) >= _LONG - 2 and atom.isalpha():
            for form in _shortened(atom) | {atom}:
                near.setdefault(form, []).append(atom)
    return near


def _shortened(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(1, len(word))}
