"""Writing: answers and notes, their drafts and their files."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from aiuto.coach.around import placeholders
from aiuto.coach.checking import check
from aiuto.coach.points import answers
from aiuto.coach.words import words_of
from aiuto.flows.add_note import add_note
from aiuto.flows.check_draft import LONGEST, later_than_wanted, past_by
from aiuto.flows.count_hints import count_hints
from aiuto.flows.reply import reply
from aiuto.flows.upload import upload
from aiuto.manual.queries import left_in
from aiuto.promises.errors import LaterThanWanted, PastWhenItLeaves
from aiuto.tickets.errors import (
    Incomplete,
    Insulting,
    LeftToFill,
    NewerMessage,
    NotFound,
    TicketError,
    Unanswered,
)
from aiuto.tickets.queries import Direction, State, Ticket, conversation
from aiuto.tickets.queries.beside import Beside, beside
from aiuto.tickets.queries.exchange import exchange
from aiuto.tickets.queries.first import FirstMessages, first_messages, to_come
from aiuto.workspace.promises.became import or_open, question_of
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.ticket import acts, neighbours, presence, thread
from aiuto.workspace.ticket.gone import keeps_text
from aiuto.workspace.ticket.heading import HeadForm, head_of, key_of
from aiuto.workspace.ticket.written import Written, read

AFTERWARDS = {"open": State.OPEN, "waiting": State.WAITING, "solved": State.SOLVED}
KINDS = {"reply": Direction.OUT, "note": Direction.NOTE}
REMEMBERED = "aiuto_then"
INSULT = "gossip.insult"
OPEN_PLACE = "…"
"""In a better wording, what its writer knows alone."""
YEAR = 365 * 24 * 3600


def contents(ticket: Ticket, near: Beside, last: int, **written: Written) -> dict[str, Any]:
    """The two forms as the person left them, whom an answer reaches, and what waits for its moment.

    What was just typed wins over the draft.
    """
    forms = {
        kind: form_of(near.drafts, direction, last, written.get(kind)) for kind, direction in KINDS.items()
    }
    people = [part for part in near.participants if part.contact_point.kind == "email"]
    return {**forms, "people": people, "planned": near.planned, "face": _face(ticket, forms)}


def form_of(drafts: dict[str, Any], direction: str, last: int, written: Written | None) -> Written:
    draft, files = drafts.get(direction, (None, []))
    if draft and draft.send_at:
        draft, files = None, []
    if written is None:
        seen = draft.begun_after if draft and draft.text else None
        written = Written(text=draft.text if draft else "", seen=seen or last)
        written.promises = tuple(draft.promises) if draft else ()
        written.slots = tuple(file["slot"] for file in files)
    written.at = draft.updated_at.isoformat() if draft else ""
    written.rests_until = draft.rests_until if draft else None
    written.files = [{**file, "chosen": file["slot"] in written.slots} for file in files]
    return written


def _face(ticket: Ticket, forms: dict[str, Written]) -> str:
    """Which of the two is in front: where something is to mend, or where something was begun."""
    reply, note = forms["reply"], forms["note"]
    noted = note.error or (note.text and not reply.text and not reply.error)
    return "note" if noted or (ticket.reply_locked and not reply.text) else "reply"


@require_POST
@signed_in
@keeps_text
def send(request: Reader, reference: str) -> HttpResponse:
    """Answer the customer. When somebody wrote since, the page asks first; the text is never lost."""
    ticket, written, now = begin(request, reference)
    then = AFTERWARDS.get(request.POST.get("then", ""))
    try:
        keep_files(request, ticket, "reply", written, now)
        check_filled(written)
        check_answered(ticket, written, then)
        check_in_time(ticket, written, now)
        send_it = partial(
            reply,
            ticket.reference,
            user=request.user,
            text=written.text,
            now=now,
            seen=written.seen,
            confirmed=written.confirmed,
            slots=written.slots,
            to=written.to,
            promises=written.promises,
        )
        _sent, asks = or_open(lambda then: send_it(then=then), then, otherwise=None)
    except NotFound:
        raise
    except TicketError as error:
        return again(request, ticket, "reply", written, error)
    _count(request, ticket, "reply", written, now)
    answer = gone_to(request, question_of(request, ticket.reference)) if asks else done(request, ticket)
    if then:
        answer.set_cookie(REMEMBERED, then.value, max_age=YEAR, samesite="Lax", httponly=True)
    return answer


@require_POST
@signed_in
@keeps_text
def note(request: Reader, reference: str) -> HttpResponse:
    """Keep a note that only colleagues see."""
    ticket, written, now = begin(request, reference)
    try:
        keep_files(request, ticket, "note", written, now)
        check_kind(written)
        add_note(
            ticket.reference,
            user=request.user,
            text=written.text,
            now=now,
            seen=written.seen,
            slots=written.slots,
        )
    except NotFound:
        raise
    except TicketError as error:
        return again(request, ticket, "note", written, error)
    _count(request, ticket, "note", written, now)
    return done(request, ticket)


def begin(request: Reader, reference: str) -> tuple[Ticket, Written, datetime]:
    """What a form of the composer brought, on which request, now. Without a reference it is one to come."""
    written, now = written_on(request, reference), timezone.now()
    if reference:
        return conversation.ticket(request.user, reference), written, now
    return to_come(request.user, written.head), written, now


def written_on(request: Reader, reference: str) -> Written:
    """What a form brought; of a first message, its key and head too."""
    written = read(request)
    if not reference:
        written.key, written.head = key_of(request), head_of(request)
    return written


def keep_files(request: Reader, ticket: Ticket, kind: str, written: Written, now: datetime) -> None:
    """Files that came with the form go into the draft first, so that they stay whatever happens."""
    for file in request.FILES.getlist("files"):
        kept = upload(
            ticket.reference,
            user=request.user,
            direction=KINDS[kind],
            name=file.name or "",
            content_type=file.content_type or "",
            data=file.read(),
            key=written.key,
            now=now,
        )
        written.slots = (*written.slots, kept.slot)


def check_head(request: Reader, written: Written) -> None:
    """Raises Incomplete while a first message does not say to whom it goes, and about what."""
    if written.key:
        written.fields = HeadForm(request.POST, user=request.user)
        if not written.fields.is_valid():
            raise Incomplete


def check_filled(written: Written) -> None:
    """Raises LeftToFill while a placeholder stands there, of a saved reply or by hand, unless it is meant so.

    A wording that was taken has one too, where it leaves a day or a step to its writer.
    """
    left = [*left_to_fill(written.text), *_open_wordings(written)]
    if left and not written.as_it_is:
        written.left = left
        raise LeftToFill


def _open_wordings(written: Written) -> Iterator[str]:
    """Without their first letter, which may have become a capital."""
    for wording in dict.fromkeys(written.taken.values()):
        if OPEN_PLACE in wording and wording[1:] in written.text:
            yield wording


def left_to_fill(text: str) -> list[str]:
    """The placeholders that stand in a text."""
    found = [text[slice(*each.span)] for each in placeholders(text, "en")]
    return list(dict.fromkeys((*left_in(text), *found)))


def check_answered(ticket: Ticket, written: Written, then: State | None) -> None:
    """Raises Unanswered where it would be solved while a point of theirs has no answer, unless that is meant so."""
    if then != State.SOLVED or written.closing:
        return
    said, language = words_of(written.text), ticket.language or "it"
    open_points = exchange(ticket).open_points(ticket.language)
    written.unanswered = [each.text for each in open_points if not answers(said, each.text, language)]
    if written.unanswered:
        raise Unanswered


def check_in_time(ticket: Ticket, written: Written, now: datetime, at: datetime | None = None) -> None:
    """Raises, unless that is known, LaterThanWanted where it promises a later day than the customer needs it by, and
    PastWhenItLeaves where its time is past `at` the moment at which it leaves.
    """
    if written.knowingly:
        return
    written.late = later_than_wanted(ticket, written.text, now=at or now)
    if written.late:
        raise LaterThanWanted
    written.late = past_by(ticket.desk, written.text, now=now, at=at) if at else []
    if written.late:
        raise PastWhenItLeaves


def check_kind(written: Written) -> None:
    """Raises Insulting where a note insults the customer, who may ask to read it; not when they say it does not."""
    found = check(written.text[:LONGEST], context="note").findings
    said = [written.text[slice(*each.span)] for each in found if each.rule.endswith(INSULT)]
    if said and not written.as_it_is:
        written.insults = list(dict.fromkeys(said))
        raise Insulting


def _count(request: Reader, ticket: Ticket, kind: str, written: Written, now: datetime) -> None:
    """What became of the hints, for the figures of the rules."""
    count_hints(
        ticket.reference,
        user=request.user,
        text=written.text,
        direction=KINDS[kind],
        shown=written.shown,
        taken=written.taken,
        files=len(written.slots),
        now=now,
    )


def done(request: Reader, ticket: Ticket) -> HttpResponse:
    """Back to the request, as it stands now, with the list it was opened from; by script within the page."""
    goal = neighbours.kept(request, ticket.reference)
    if not request.htmx:
        return redirect(goal)
    place = {
        "path": goal,
        "target": "#main",
        "select": "#main > *",
        "swap": "innerHTML show:none",
        "push": "false",
    }
    return HttpResponse(status=204, headers={"HX-Location": json.dumps(place)})


def gone_to(request: Reader, goal: str) -> HttpResponse:
    """What was written has left this page."""
    return HttpResponse(status=204, headers={"HX-Redirect": goal}) if request.htmx else redirect(goal)


def again(request: Reader, ticket: Ticket, kind: str, written: Written, error: TicketError) -> HttpResponse:
    """The page once more, or its composer alone, with what is wrong or newer and all that was typed."""
    written.error, now = str(error), timezone.now()
    status = 409 if isinstance(error, NewerMessage) else 422
    if isinstance(error, NewerMessage):
        written.newer = conversation.since(ticket, written.seen or 0)
        written.seen = written.newer[-1].pk if written.newer else written.seen
    return shown(request, ticket, written, kind=kind, status=status, now=now)


def shown(
    request: Reader,
    ticket: Ticket,
    written: Written,
    *,
    kind: str = "reply",
    status: int = 200,
    now: datetime,
) -> HttpResponse:
    """The composer with what was written, in its page or, for htmx, alone."""
    if not ticket.reference:
        found = first_messages(request.user, written.key)
        return first(request, ticket, written, found, status=status, now=now)
    mine = ticket.owner_id == request.user.pk
    head = {"ticket": ticket, "now": now, "can": acts.possible(ticket, request.user), "mine": mine}
    if request.htmx:
        near = beside(ticket, request.user, now=now)
        composer = contents(ticket, near, written.seen or 0, **{kind: written})
        return render(
            request, "workspace/ticket/_writing.html", {**head, "composer": composer}, status=status
        )
    talk = thread.contents(ticket, before=None, behind=None, reader=request.user, now=now)
    composer = contents(ticket, talk["near"], talk["last"], **{kind: written})
    context = {**head, **talk, **presence.told(talk["near"].others), "composer": composer}
    return render(request, "workspace/ticket/page.html", shell(request, **context), status=status)


def first(
    request: Reader,
    coming: Ticket,
    written: Written,
    found: FirstMessages,
    *,
    status: int = 200,
    now: datetime,
) -> HttpResponse:
    """The page of a first message, between the others that were found."""
    near = Beside(others=[], drafts=found.drafts(written.key), participants=[], planned=[])
    initial = asdict(written.head) | {"desk": coming.desk_id}
    written.fields = written.fields or HeadForm(user=request.user, initial=initial)
    context = {"ticket": coming, "now": now, "composer": contents(coming, near, 0, reply=written)}
    if request.htmx:
        return render(request, "workspace/ticket/_first.html", context, status=status)
    context |= {"planned": found.waiting, "in_write": True}
    context["begun"] = [each for each in found.begun if each.key != written.key]
    return render(request, "workspace/ticket/first.html", shell(request, **context), status=status)
