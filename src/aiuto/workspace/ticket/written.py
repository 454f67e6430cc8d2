"""What a form of the composer brought: the words, and what was ticked beside them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from aiuto.manual.queries import SavedReply
from aiuto.tickets.queries.first import Head
from aiuto.workspace.numbers import number_in
from aiuto.workspace.ticket.heading import HeadForm


@dataclass(slots=True)
class Written:
    """What a form brought: kept as it is until it has been sent. `at` is when its draft was kept last.

    `key` and `head` are those of a first message, `fields` the head as a form.
    `to` are the participants whom its page showed as those whom an answer reaches; None where it did not say.
    `promises` are the keys of what it says that is to be recorded. `closing` says that it may be solved with points
    unanswered, `knowingly` that it may promise a later day than the customer's own. `shown` are the rules of which its
    page gave hints, `taken` the wordings that were taken, by rule; `hints` is what the coach says of it, drawn.
    """

    text: str = ""
    seen: int | None = None
    slots: tuple[str, ...] = ()
    to: tuple[int, ...] | None = None
    promises: tuple[str, ...] = ()
    confirmed: bool = False
    as_it_is: bool = False
    closing: bool = False
    knowingly: bool = False
    shown: tuple[str, ...] = ()
    taken: dict[str, str] = field(default_factory=dict)
    hints: str = ""
    error: str = ""
    at: str = ""
    files: list[Any] = field(default_factory=list)
    newer: list[Any] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    insults: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    rests_until: datetime | None = None
    when: Any = None
    key: str = ""
    head: Head = field(default_factory=Head)
    fields: HeadForm | None = None
    choosing: bool = False
    offered: list[SavedReply] = field(default_factory=list)


def read(request: HttpRequest) -> Written:
    """What a form of the composer brought."""
    return Written(
        text=request.POST.get("text", "").replace("\r\n", "\n").replace("\0", ""),
        seen=number_in(request.POST.get("seen", "")),
        slots=tuple(slot for slot in request.POST.getlist("slots")[:50] if slot.isalnum()),
        to=_numbers(request.POST["to"]) if "to" in request.POST else None,
        promises=tuple(key for key in request.POST.getlist("promise")[:20] if key.isalnum()),
        confirmed="confirmed" in request.POST,
        as_it_is="as_it_is" in request.POST,
        closing="closing" in request.POST,
        knowingly="knowingly" in request.POST,
        shown=tuple(request.POST.get("shown", "")[:4000].replace("\0", "").split()),
        taken=_taken(request.POST.getlist("taken")),
    )


def _taken(lines: list[str]) -> dict[str, str]:
    """Each is a rule, a tab and the wording of it that was taken."""
    pairs = [line.replace("\0", "")[:400].partition("\t") for line in lines[:50]]
    return {rule: wording for rule, _tab, wording in pairs}


def _numbers(text: str) -> tuple[int, ...]:
    found = map(number_in, text.split()[:200])
    return tuple(number for number in found if number is not None)
