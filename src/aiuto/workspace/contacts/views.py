"""Noting a call or a visit: who it was is found as one types, then what was said. It all works without JavaScript."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from aiuto.customers.errors import CustomerError
from aiuto.flows.note_contact import note_contact
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.workspace.contacts.forms import ContactForm
from aiuto.workspace.contacts.scenes import ASIDE, Scene, asked, described, scene_of, typed
from aiuto.workspace.promises.became import or_open, question_of
from aiuto.workspace.shell import Reader, shell, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def note(request: Reader) -> HttpResponse:
    """The form; a press on one of its small buttons shows it again as it was filled in, with who was found."""
    scene = scene_of(request)
    if request.htmx and request.method == "GET":
        return render(request, "workspace/contacts/_matches.html", {"scene": scene})
    if request.method == "POST" and not any(button in request.POST for button in ASIDE):
        return _keep(request, scene)
    initial = typed(request, scene) if request.method == "POST" else asked(request, scene)
    form = ContactForm(user=request.user, requests=scene.requests, initial=initial)
    if request.htmx:
        return render(request, "workspace/contacts/_scene.html", {"scene": scene, "form": form})
    return _page(request, scene, form, status=200)


def _keep(request: Reader, scene: Scene) -> HttpResponse:
    data = request.POST.copy()
    for name, value in described(scene, request).items():
        data[name] = value
    form = ContactForm(data, user=request.user, requests=scene.requests)
    if form.is_valid():
        try:
            keep = partial(
                note_contact,
                form.spoken(),
                who=form.who(scene.known.customer.pk if scene.known else None),
                about=form.place(),
                user=request.user,
                now=timezone.now(),
            )
            message, asks = or_open(lambda then: keep(then=then), form.cleaned_data["then"], otherwise="open")
        except NotFound:
            raise
        except (TicketError, CustomerError) as error:
            form.add_error(None, str(error))
        else:
            if asks:
                return redirect(question_of(request, message.ticket.reference))
            messages.success(request, _("Noted."))
            return redirect("workspace:ticket", message.ticket.reference)
    return _page(request, scene, form, status=422)


def _page(request: Reader, scene: Scene, form: ContactForm, *, status: int) -> HttpResponse:
    context = shell(request, scene=scene, form=form)
    return render(request, "workspace/contacts/page.html", context, status=status)
