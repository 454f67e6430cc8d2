"""What can be done to a promise: kept with one press, moved, let go; and what an answer says, recorded."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from aiuto.flows.ask_wish import ask_wish as put_question
from aiuto.flows.keep_promise import keep_promise
from aiuto.flows.prepare_update import prepare_update
from aiuto.flows.record_promise import record_promise
from aiuto.flows.stop_reminding import stop_reminding
from aiuto.promises.errors import NotFound, PromiseError
from aiuto.promises.queries import Promise, promise_for
from aiuto.recovery.errors import RecoveryError
from aiuto.tickets.errors import Already, TicketError
from aiuto.tickets.queries import conversation
from aiuto.workspace.promises.asking import ABOUT_ONE
from aiuto.workspace.promises.giving import give
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.ticket import panels
from aiuto.workspace.ticket.composer import done
from aiuto.workspace.ticket.written import read


@require_POST
@signed_in
def keep(request: Reader, promise: int) -> HttpResponse:
    """It is kept; the panel once more, or the page it was pressed on."""
    own, said = _found(request, promise), ""
    try:
        keep_promise(own.pk, user=request.user, now=timezone.now())
    except PromiseError as error:
        said = str(error)
    return _back(request, own.ticket.reference, said=said, done=_("Kept."))


@require_POST
@signed_in
def hand_over(request: Reader, promise: int) -> HttpResponse:
    """The colleague who was proposed takes its request."""
    own = _found(request, promise)
    return give(request, own.ticket.reference, then=_place(request, own.ticket.reference))


@require_POST
@signed_in
def update(request: Reader, promise: int) -> HttpResponse:
    """An honest word about what was not kept, prepared in the composer of the request, before what was begun there."""
    own = _found(request, promise)
    try:
        prepare_update(own.pk, user=request.user, text=read(request).text, now=timezone.now())
    except (PromiseError, TicketError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Prepared below. Fill in what happens now, then send it."))
    return done(request, own.ticket)


@require_POST
@signed_in
def record(request: Reader, message: int) -> HttpResponse:
    """What this answer says becomes a promise."""
    own = conversation.message(request.user, message)
    said = ""
    try:
        record_promise(own.pk, key=request.POST.get("key", "")[:40], user=request.user, now=timezone.now())
    except (PromiseError, TicketError) as error:
        said = str(error)
    return _back(request, own.ticket.reference, said=said, done=_("Promised. You are told before it is due."))


@require_POST
@signed_in
def ask_wish(request: Reader, reference: str) -> HttpResponse:
    """A line in the answer asks by when they need it."""
    ticket = conversation.ticket(request.user, reference)
    try:
        put_question(ticket.reference, user=request.user, now=timezone.now())
    except TicketError as error:
        (messages.info if isinstance(error, Already) else messages.error)(request, str(error))
    else:
        messages.success(request, _("The question stands in your answer below. It is asked as that leaves."))
    return redirect("workspace:ticket", ticket.reference)


@require_POST
@signed_in
def stop(request: Reader, reference: str) -> HttpResponse:
    """Whom we wait for there is not reminded."""
    ticket = stop_reminding(reference, user=request.user, now=timezone.now())
    return _back(request, ticket.reference, said="", done=_("Nobody is reminded here."))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: Reader, promise: int, act: str) -> HttpResponse:
    """A form that asks what the act needs; as a part for the dialog when htmx asks."""
    question = ABOUT_ONE.get(act)
    if question is None:
        raise Http404
    own = _found(request, promise)
    about_one: Any = question.form
    form = about_one(request.POST or None, promise=own, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            goal = form.act(timezone.now())
        except (TicketError, PromiseError, RecoveryError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, str(question.done))
            return redirect("workspace:ticket", goal.reference)
    context = {"ticket": own.ticket, "form": form, "question": question, "action": request.path}
    status = 422 if form.is_bound else 200
    if request.htmx:
        return render(request, "workspace/ticket/_question.html", context, status=status)
    return render(request, "workspace/ticket/question.html", shell(request, **context), status=status)


def _found(request: Reader, promise: int) -> Promise:
    try:
        return promise_for(request.user, promise)
    except NotFound as error:
        raise Http404(str(error)) from error


def _back(request: Reader, reference: str, *, said: str, done: str) -> HttpResponse:
    """The panel alone for htmx; else the page that was pressed on, with a word about it."""
    if request.htmx:
        return panels.again(request, reference, "promises", said=said)
    (messages.error if said else messages.success)(request, said or done)
    return redirect(_place(request, reference))


def _place(request: Reader, reference: str) -> str:
    """The list of promises for whoever pressed there, else the request."""
    if "page" in request.POST:
        return reverse("workspace:promises")
    return reverse("workspace:ticket", args=[reference])
