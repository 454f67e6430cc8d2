"""What a rule may say: for each kind what starts it, and for each start what keeps it; the first is the usual one."""

from dataclasses import dataclass

from aiuto.promises.models import KeptBy, Kind, Starts

ANSWERS = (KeptBy.HELPFUL, KeptBy.HUMAN)
CLAUSES: dict[Kind, dict[Starts, tuple[KeptBy, ...]]] = {
    Kind.FIRST_ANSWER: {Starts.OPENING: ANSWERS},
    Kind.NEXT_UPDATE: {Starts.SILENCE: ANSWERS, Starts.MESSAGE: ANSWERS, Starts.HOLD: ANSWERS},
    Kind.CALL_BACK: {Starts.CALL: (KeptBy.CALLED,)},
    Kind.FIX: {Starts.OPENING: (KeptBy.SOLVED,)},
    Kind.FOLLOW_UP: {
        Starts.SOLVED: (KeptBy.HAND, KeptBy.HUMAN),
        Starts.DELIVERED: (KeptBy.HAND, KeptBy.HUMAN),
    },
}
"""The table in the docs is made from it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What a promise by rule counts from, empty where it goes on after a stop, and what keeps it."""

    starts: str = ""
    kept_by: str = KeptBy.HAND


BY_HAND = Clause()


def usual(kind: Kind) -> Clause:
    """What holds where no rule says otherwise."""
    starts, kept_by = next(iter(CLAUSES[kind].items()))
    return Clause(starts, kept_by[0])


def is_sensible(kind: str, clause: Clause) -> bool:
    """Whether a rule of this kind may say so."""
    starts = CLAUSES.get(Kind(kind), {})
    return clause.kept_by in starts.get(Starts(clause.starts), ())
