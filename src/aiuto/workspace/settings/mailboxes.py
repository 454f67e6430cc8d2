"""Mailboxes: connected, tested, switched on. Nothing leaves one before that."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aiuto.flows.change_mailbox import change_mailbox
from aiuto.flows.connect_mailbox import connect_mailbox
from aiuto.flows.examine_mailbox import examine_mailbox
from aiuto.flows.send_test_mail import send_test_mail
from aiuto.intake.queries import Mailbox, all_mailboxes
from aiuto.intake.queries import mailbox as mailbox_of
from aiuto.people.queries import any_desk, default_desk
from aiuto.tickets.errors import NotFound
from aiuto.workspace.settings.editing import edit, found, press
from aiuto.workspace.settings.entering import for_admins
from aiuto.workspace.settings.mailbox_forms import Address, KnownMailboxForm, MailboxForm, begun_with, kept_of
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader

SWITCHES: dict[str, tuple[dict[str, bool], Any]] = {
    "send": ({"sends": True}, gettext_lazy("Answers leave from now on; those that waited are on their way.")),
    "hold": ({"sends": False}, gettext_lazy("Answers wait here until you switch them on.")),
    "rest": ({"active": False}, gettext_lazy("Its mail is no longer read.")),
    "wake": ({"active": True}, gettext_lazy("Its mail is read again.")),
}


@require_safe
@for_admins
def show(request: Reader) -> HttpResponse:
    """All mailboxes and how they are."""
    context = page(request, "mailboxes", _("Mailboxes"), mailboxes=all_mailboxes())
    return render(request, "workspace/settings/mailboxes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def new(request: Reader) -> HttpResponse:
    """The address first; then its servers, as well as they can be guessed."""
    return connecting(
        request,
        show=lambda: page(request, "mailboxes", _("Connect a mailbox"), above=_above()),
        then=lambda mailbox: reverse("workspace:mailbox", args=[mailbox.pk]),
        template="workspace/settings/connect.html",
    )


def connecting(
    request: Reader,
    *,
    show: Callable[[], dict[str, Any]],
    then: Callable[[Mailbox], str],
    template: str,
) -> HttpResponse:
    """Both steps, for these pages and for the welcome."""
    asked = Address(request.GET if "address" in request.GET else None)
    if request.method != "POST" and not asked.is_valid():
        return render(request, template, show() | {"form": asked, "first": True})
    address = asked.cleaned_data["address"] if asked.is_bound and asked.is_valid() else ""
    form = MailboxForm(request.POST or None, initial=begun_with(address, default_desk().pk))
    return edit(
        request,
        form,
        lambda _given: _connect(request, form),
        done=_("Connected. Its answers wait until you switch them on."),
        then=then,
        show=show,
        template=template,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def one(request: Reader, mailbox: int) -> HttpResponse:
    """Its state, its servers, and the ways to try and to switch it."""
    own = found(mailbox_of(mailbox))
    form = KnownMailboxForm(request.POST or None, initial=kept_of(own))
    return edit(
        request,
        form,
        lambda given: change_mailbox(
            own, account=form.account(), desk=any_desk(given["desk"]), by=request.user, now=timezone.now()
        ),
        done=_("Kept."),
        then=reverse("workspace:mailbox", args=[own.pk]),
        show=lambda: _page(request, own),
        template="workspace/settings/mailbox.html",
    )


@require_POST
@for_admins
def test(request: Reader, mailbox: int) -> HttpResponse:
    """Sign in at both servers now, and say what is in the way and what to do."""
    own = found(mailbox_of(mailbox))
    findings = examine_mailbox(own.pk, by=request.user)
    context = {"findings": findings, "mailbox": own, "demo": settings.DEMO}
    if request.htmx:
        return render(request, "workspace/settings/_findings.html", context)
    form = KnownMailboxForm(initial=kept_of(own))
    return render(request, "workspace/settings/mailbox.html", _page(request, own) | context | {"form": form})


@require_POST
@for_admins
def prove(request: Reader, mailbox: int) -> HttpResponse:
    """It writes to itself: once that mail is back, every answer has an address of its own."""
    own = found(mailbox_of(mailbox))
    return press(
        request,
        lambda: send_test_mail(own.pk, user=request.user, now=timezone.now()),
        done=_("It writes to itself. Once that mail is back, this page says so."),
        then=reverse("workspace:mailbox", args=[own.pk]),
    )


@require_POST
@for_admins
def switch(request: Reader, mailbox: int) -> HttpResponse:
    """Answers leave or wait; mail is read or not."""
    own = found(mailbox_of(mailbox))
    if (act := request.POST.get("act", "")) not in SWITCHES:
        raise NotFound
    use, done = SWITCHES[act]
    return press(
        request,
        lambda: change_mailbox(own, **use, by=request.user, now=timezone.now()),  # type: ignore[arg-type]
        done=str(done),
        then=reverse("workspace:mailbox", args=[own.pk]),
    )


def _connect(request: Reader, form: MailboxForm) -> Mailbox:
    given = form.cleaned_data
    return connect_mailbox(
        found(any_desk(given["desk"])),
        address=given["address"],
        account=form.account(),
        sends=False,
        by=request.user,
        now=timezone.now(),
    )


def _page(request: Reader, own: Mailbox) -> dict[str, Any]:
    return page(request, "mailboxes", own.address, above=_above(), mailbox=own, demo=settings.DEMO)


def _above() -> list[tuple[str, str]]:
    return [(reverse("workspace:mailboxes"), _("Mailboxes"))]
