"""The sample company's telephone and chat: who waited in the month, who waits now, and a call that was missed."""

from datetime import datetime, timedelta

from aiuto.flows.answer_waiting import answer_waiting
from aiuto.flows.note_missed_call import note_missed_call
from aiuto.flows.start_waiting import Caller, start_waiting
from aiuto.people.queries import User, default_desk

PATIENCE = "Un momento per favore, verifico."
WAITED = (
    (1, 6, 31),
    (3, 9, 48),
    (6, 14, 14),
    (8, 5, 95),
    (13, 22, 57),
    (16, 11, 40),
    (20, 8, 8),
    (23, 30, 74),
)
"""Days ago, seconds to the first response, seconds to an answer that helped."""
MISSED = timedelta(minutes=25)


def ring(user: User, *, name: str, number: str, now: datetime) -> None:
    """All of it; the call of this person was missed."""
    desk = default_desk()
    for days, first, answered in WAITED:
        begun = now - timedelta(days=days)
        wait = start_waiting(Caller(channel="chat", key=f"c-{days}"), desk, now=begun)
        if first < answered:
            answer_waiting(wait.pk, user=user, text=PATIENCE, now=begun + timedelta(seconds=first))
        answer_waiting(wait.pk, user=user, now=begun + timedelta(seconds=answered))
    note_missed_call(number, desk=desk, name=name, at=now - MISSED, now=now - MISSED)
    start_waiting(
        Caller(channel="phone", key="p-1", name="Sofia Greco"), desk, now=now - timedelta(seconds=40)
    )
    start_waiting(Caller(channel="chat", key="c-now", name="Tim Hale"), desk, now=now - timedelta(seconds=8))
