"""What the site and the catalogue claim, and how true it is: entered, mended and withdrawn by leads."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aiuto.flows.keep_claim import Claimed, keep_claim
from aiuto.flows.withdraw_claim import withdraw_claim
from aiuto.people.queries import desk_choices, desks_of
from aiuto.promises.queries.claims import Claim, Measured, claim_for, claims, measured, measured_all
from aiuto.promises.queries.kinds import kind_choices, named, parted
from aiuto.recovery.queries.dignified import ended_tickets
from aiuto.tickets.queries.helped import figures
from aiuto.workspace.coach.texts import said_of
from aiuto.workspace.promises.pages import MONTH
from aiuto.workspace.settings.desks import MINUTES, as_hours
from aiuto.workspace.settings.editing import Sectioned, edit, found, press
from aiuto.workspace.settings.entering import for_leads
from aiuto.workspace.settings.places import page
from aiuto.workspace.settings.rules import CLOCKS
from aiuto.workspace.shell import Reader


class ClaimForm(Sectioned):
    SECTIONS = (
        (gettext_lazy("What is claimed"), ("words", "place")),
        (gettext_lazy("How it is measured"), ("kind", "desk", ("hours", "clock"), "floor")),
    )
    words = forms.CharField(
        label=gettext_lazy("The claim"),
        max_length=300,
        help_text=gettext_lazy("As it stands there: “delivery in 24 hours”."),
    )
    place = forms.CharField(label=gettext_lazy("Where it stands"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What fulfils it"),
        help_text=gettext_lazy("Promises of this kind, from when each was made until it was fulfilled."),
    )
    desk = forms.TypedChoiceField(label=gettext_lazy("Desk"), coerce=int, empty_value=None, required=False)
    hours = forms.DecimalField(
        label=gettext_lazy("Within"), min_value=Decimal("0.1"), max_value=2160, max_digits=6, decimal_places=2
    )
    clock = forms.ChoiceField(label=gettext_lazy("Counted in"), choices=CLOCKS)
    floor = forms.IntegerField(
        label=gettext_lazy("Floor, in per cent"),
        min_value=1,
        max_value=100,
        help_text=gettext_lazy("When fewer are kept, leads are told once: mend it or withdraw it."),
    )

    def __init__(self, *given: Any, user: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["kind"].choices = kind_choices(desks_of(user))  # type: ignore[attr-defined]
        desks = [(desk.pk, desk.name) for desk in desk_choices(user)]
        self.fields["desk"].choices = [("", _("every desk")), *desks]  # type: ignore[attr-defined]


@require_safe
@for_leads
def show(request: Reader) -> HttpResponse:
    """Each claim with its kept rate; those that are withdrawn below."""
    now, apart, user = timezone.now(), ended_tickets(), request.user
    found = measured_all(claims(user), now=now, desks=desks_of(user))
    kept = [(one, as_hours(one.claim.minutes)) for one in found]
    helped = figures(user, since=now - MONTH, until=now, apart=apart)
    context = page(request, "claims", _("What we claim"), claims=kept, helped=helped)
    return render(request, "workspace/settings/claims.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def new(request: Reader) -> HttpResponse:
    """One more claim."""
    return _edit(request, None, _("A new claim"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def one(request: Reader, claim: int) -> HttpResponse:
    """One claim, mended perhaps."""
    return _edit(request, found(claim_for(request.user, claim)), _("A claim"))


@require_POST
@for_leads
def withdraw(request: Reader, claim: int) -> HttpResponse:
    """It is said no longer."""
    own = found(claim_for(request.user, claim))
    return press(
        request,
        lambda: withdraw_claim(own, by=request.user, now=timezone.now()),
        done=_("Withdrawn. Take it off the site and the catalogue, too."),
        then=reverse("workspace:claims"),
    )


def _measured(request: Reader, claim: Claim) -> Measured:
    """On the desks that the reader serves; a withdrawn one as it would be today."""
    return measured(claim, now=timezone.now(), desks=desks_of(request.user))


def _said(claim: Claim | None) -> dict[str, Any]:
    words = claim.words if claim else ""
    return said_of("claim", claim.pk if claim else 0, words, words, "")


def _place(claim: Claim) -> str:
    return reverse("workspace:claim", args=[claim.pk])


def _edit(request: Reader, own: Claim | None, title: str) -> HttpResponse:
    listed = reverse("workspace:claims")
    return edit(
        request,
        ClaimForm(request.POST or None, initial=_as_shown(own), user=request.user),
        lambda given: keep_claim(own, _claimed(given), by=request.user, now=timezone.now()),
        done=_("Kept. From now on it is measured."),
        then=lambda kept: _place(kept) if _said(kept)["cards"] else listed,
        show=lambda: page(
            request,
            "claims",
            title,
            above=[(listed, _("What we claim"))],
            claim=own,
            measured=_measured(request, own) if own else None,
            said=_said(own),
        ),
        template="workspace/settings/claim.html",
    )


def _claimed(given: dict[str, Any]) -> Claimed:
    kind, own_kind = parted(given["kind"])
    return Claimed(
        words=given["words"],
        place=given["place"],
        kind=kind,
        own_kind_id=own_kind,
        desk_id=given["desk"],
        minutes=round(given["hours"] * MINUTES),
        working=given["clock"] == "working",
        floor=given["floor"],
    )


def _as_shown(own: Claim | None) -> dict[str, Any]:
    if own is None:
        return {"clock": "plain", "floor": 90}
    return {
        "words": own.words,
        "place": own.place,
        "kind": named(own.kind, own.own_kind_id),
        "desk": own.desk_id,
        "hours": as_hours(own.minutes),
        "clock": "working" if own.working else "plain",
        "floor": own.floor,
    }
