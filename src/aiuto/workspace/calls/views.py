"""The call page: a number shows who it is and what we owe them; the call is kept in one step."""

from contextlib import suppress
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from aiuto.customers.errors import CustomerError
from aiuto.flows.answer_waiting import answer_waiting
from aiuto.flows.check_note import check_note
from aiuto.flows.note_missed_call import note_missed_call
from aiuto.flows.start_waiting import Caller, start_waiting
from aiuto.flows.take_call import take_call
from aiuto.people.queries import desk_for
from aiuto.promises.errors import AfterTheirDate, PromiseError
from aiuto.tickets.errors import NotFound, TicketError, WaitsNoMore
from aiuto.tickets.queries.waits import held_call
from aiuto.ui import words
from aiuto.workspace.calls.drawing import around, desk_of, hold_of, key_of
from aiuto.workspace.calls.forms import CallForm, MissedForm
from aiuto.workspace.coach.hints import cards_of
from aiuto.workspace.contacts.scenes import ASIDE, Scene, asked, described, scene_of, typed, with_certainty
from aiuto.workspace.promises.became import or_open, question_of
from aiuto.workspace.shell import Reader, shell, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call(request: Reader) -> HttpResponse:
    """The page; its small buttons show it again as it was filled in, the others act."""
    scene = scene_of(request)
    if request.htmx and request.method == "GET":
        return render(request, "workspace/calls/_matches.html", {"scene": scene})
    scene = with_certainty(request.user, scene)
    if "hold" in request.POST:
        return _hold(request, scene)
    if "back" in request.POST:
        return _be_back(request, scene)
    if request.method == "POST" and not any(button in request.POST for button in (*ASIDE, "hints")):
        return _keep(request, scene)
    return _again(request, scene)


@require_POST
@signed_in
def missed(request: Reader) -> HttpResponse:
    """A call that nobody took becomes one that we owe."""
    form, now = MissedForm(request.POST, user=request.user), timezone.now()
    if form.is_valid():
        given = form.cleaned_data
        desk = desk_for(request.user, given.pop("desk"))
        if desk is None:
            raise NotFound
        try:
            promise = note_missed_call(**given, desk=desk, user=request.user, now=now)
        except (TicketError, CustomerError) as error:
            form.add_error(None, str(error))
        else:
            due = words.full(timezone.localtime(promise.due_at))
            messages.success(request, _("We call them back by %(due)s.") % {"due": due})
            return redirect("workspace:calls")
    return _page(request, Scene(), CallForm(user=request.user, requests=[]), missed=form, status=422)


@require_POST
@signed_in
def check(request: Reader) -> HttpResponse:
    """The hints on the note, for the script that asks while one writes."""
    text = request.POST.get("text", "")
    context = {"cards": cards_of(check_note(text, now=timezone.localtime()), text), "kind": "note"}
    return render(request, "workspace/coach/_hints.html", context)


def _hold(request: Reader, scene: Scene) -> HttpResponse:
    """From now on they wait again, and everybody sees it."""
    desk = desk_of(request, scene)
    if desk is None:
        raise NotFound
    known = scene.known.customer if scene.known else None
    caller = Caller(
        channel="phone",
        key=key_of(request),
        customer=known.pk if known else None,
        name=request.POST.get("name", ""),
        number=request.POST.get("phone", "") or scene.query,
    )
    start_waiting(caller, desk, user=request.user, held=True, now=timezone.now())
    return _again(request, scene)


def _be_back(request: Reader, scene: Scene) -> HttpResponse:
    """Somebody speaks with them again; a colleague may have been quicker."""
    held = held_call(request.user, key_of(request))
    if held:
        with suppress(WaitsNoMore):
            answer_waiting(held.pk, user=request.user, now=timezone.now())
    return _again(request, scene)


def _keep(request: Reader, scene: Scene) -> HttpResponse:
    data = request.POST.copy()
    for name, value in described(scene, request).items():
        data[name] = value
    form = CallForm(data, user=request.user, requests=scene.requests)
    if form.is_valid():
        try:
            keep = partial(
                take_call,
                form.spoken(),
                who=form.who(scene.known.customer.pk if scene.known else None),
                about=form.place(),
                call=key_of(request),
                word=form.word(),
                user=request.user,
                now=timezone.now(),
            )
            message, asks = or_open(lambda then: keep(then=then), form.cleaned_data["then"], otherwise="open")
        except NotFound:
            raise
        except (TicketError, CustomerError, PromiseError) as error:
            form.asks_whether_knowingly = isinstance(error, AfterTheirDate)
            form.add_error(None, str(error))
        else:
            if asks:
                return redirect(question_of(request, message.ticket.reference))
            messages.success(request, _("Kept, with what you promised.") if form.word() else _("Noted."))
            return redirect("workspace:ticket", message.ticket.reference)
    return _page(request, scene, form, status=422)


def _again(request: Reader, scene: Scene) -> HttpResponse:
    """The page as it was filled in; for a script only what a press on hold changes."""
    if request.htmx:
        return render(request, "workspace/calls/_hold.html", hold_of(request))
    return _page(request, scene, _filled(request, scene), status=200)


def _filled(request: Reader, scene: Scene) -> CallForm:
    given = typed(request, scene, CallForm) if request.method == "POST" else _asked(request, scene)
    initial = given | described(scene, request)
    return CallForm(user=request.user, requests=scene.requests, initial=initial)


def _asked(request: Reader, scene: Scene) -> dict[str, str]:
    """A page that is opened to call somebody knows who calls."""
    ours = {"direction": "out"} if request.GET.get("direction") == "out" else {}
    desk = {"desk": scene.requests[0].desk_id} if scene.requests else {}
    return asked(request, scene) | ours | desk


def _page(
    request: Reader, scene: Scene, form: CallForm, *, status: int, missed: MissedForm | None = None
) -> HttpResponse:
    context = shell(
        request,
        scene=scene,
        form=form,
        missed=missed or MissedForm(user=request.user),
        **around(request, scene, form["text"].value() or ""),
    )
    return render(request, "workspace/calls/page.html", context, status=status)
