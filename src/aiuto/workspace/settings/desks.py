"""Desks: the fronts that customers and colleagues write to."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from aiuto.flows.change_desk import Front, change_desk
from aiuto.flows.create_desk import create_desk
from aiuto.intake.queries import mailboxes_of
from aiuto.people.queries import all_desks, all_teams, any_desk, schedules
from aiuto.workspace.coach.texts import said_of
from aiuto.workspace.settings.editing import Sectioned, edit, found
from aiuto.workspace.settings.entering import for_admins
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader

KINDS = [("customers", gettext_lazy("Customers")), ("colleagues", gettext_lazy("Colleagues"))]
MINUTES = 60
IN_HOURS = {
    "ceiling": "ceiling_minutes",
    "first_answer": "first_answer_minutes",
    "update": "update_minutes",
    "call_back": "call_back_minutes",
}


def confirm_receipt() -> forms.BooleanField:
    """Chosen already where a desk is set up; as it is kept where it is changed."""
    return forms.BooleanField(
        label=gettext_lazy("Confirm receipt"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "Who writes for the first time hears at once that it has arrived, and by when a person answers. Only where "
            "the address is proved to be theirs."
        ),
    )


class NewDesk(Sectioned):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    kind = forms.ChoiceField(
        label=gettext_lazy("Who writes there"), choices=KINDS, widget=forms.RadioSelect, initial="customers"
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    teams = forms.MultipleChoiceField(
        label=gettext_lazy("Who serves it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(team.name, team.name) for team in all_teams()],
        help_text=gettext_lazy("With none chosen, a new team of the desk's name is made."),
    )
    acknowledge = confirm_receipt()


class DeskForm(Sectioned):
    SECTIONS = (
        ("", ("name", "kind", ("language", "schedule"))),
        (
            gettext_lazy("What customers see"),
            ("from_name", "signature", "acknowledge", "ask_helped", "ask_after_hours"),
        ),
        (
            gettext_lazy("What it promises by itself"),
            (("first_answer", "update"), ("call_back", "wait_seconds")),
        ),
        (
            gettext_lazy("While it waits for the customer"),
            ("remind", ("remind_days", "remind_again_days", "solve_waiting_days")),
        ),
        (gettext_lazy("Limits"), ("ceiling", "close_after_days", "private")),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("Who writes there"), choices=KINDS, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    schedule = forms.TypedChoiceField(
        label=gettext_lazy("Hours"),
        coerce=int,
        choices=lambda: [(schedule.pk, schedule.name) for schedule in schedules()],
        help_text=gettext_lazy("By these hours it is counted how long somebody has waited."),
    )
    from_name = forms.CharField(
        label=gettext_lazy("Name beside the address"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("What stands as the sender in the customer's mail program."),
    )
    signature = forms.CharField(
        label=gettext_lazy("Signature"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("It closes every answer of this desk."),
    )
    acknowledge = confirm_receipt()
    ask_helped = forms.BooleanField(
        label=gettext_lazy("Ask whether it helped"),
        required=False,
        help_text=gettext_lazy(
            "Once solved, its customer gets one short mail: yes, partly or no. A no comes back to you at once."
        ),
    )
    ask_after_hours = forms.IntegerField(
        label=gettext_lazy("Hours from solved to that question"), min_value=1, max_value=720
    )
    ceiling = forms.DecimalField(
        label=gettext_lazy("Longest wait, in hours of work"),
        min_value=Decimal("0.1"),
        max_value=720,
        max_digits=6,
        decimal_places=2,
        help_text=gettext_lazy(
            "After this time a request stands first in the list. Valid for whoever waits next."
        ),
    )
    first_answer = forms.DecimalField(
        label=gettext_lazy("First answer within, in hours of work"),
        min_value=Decimal("0.1"),
        max_value=720,
        max_digits=6,
        decimal_places=2,
        help_text=gettext_lazy(
            "A helpful one, by a person. Rules may say otherwise for a reason or a customer."
        ),
    )
    update = forms.DecimalField(
        label=gettext_lazy("News at least every, in hours of work"),
        min_value=Decimal("0.1"),
        max_value=720,
        max_digits=6,
        decimal_places=2,
        help_text=gettext_lazy("No open request is left in silence for longer."),
    )
    call_back = forms.DecimalField(
        label=gettext_lazy("Call back within, in hours of work"),
        min_value=Decimal("0.1"),
        max_value=720,
        max_digits=6,
        decimal_places=2,
        help_text=gettext_lazy("After a missed call, or when somebody wishes to talk to a person."),
    )
    wait_seconds = forms.IntegerField(
        label=gettext_lazy("Nobody waits longer than, in seconds"),
        min_value=1,
        max_value=3600,
        help_text=gettext_lazy("On the telephone and in a chat: to a helpful answer by a person."),
    )
    remind = forms.BooleanField(
        label=gettext_lazy("Remind whom we wait for"),
        required=False,
        help_text=gettext_lazy(
            "Twice, then the request is solved with a friendly word; a reply opens it again. Only where the address "
            "is proved to be theirs."
        ),
    )
    remind_days = forms.IntegerField(
        label=gettext_lazy("First after, in days of work"), min_value=1, max_value=90
    )
    remind_again_days = forms.IntegerField(
        label=gettext_lazy("Again after, in days of work"), min_value=2, max_value=90
    )
    solve_waiting_days = forms.IntegerField(
        label=gettext_lazy("Solved after, in days of work"), min_value=3, max_value=90
    )
    close_after_days = forms.IntegerField(
        label=gettext_lazy("Days from solved to closed"), min_value=1, max_value=365
    )
    private = forms.BooleanField(
        label=gettext_lazy("Private"),
        required=False,
        help_text=gettext_lazy(
            "Only its own teams know of its requests; administrators outside of them do not."
        ),
    )


@require_safe
@for_admins
def show(request: Reader) -> HttpResponse:
    """All desks."""
    return render(
        request, "workspace/settings/desks.html", page(request, "desks", _("Desks"), desks=all_desks())
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def new(request: Reader) -> HttpResponse:
    """A desk in few fields; the rest is on its own page."""
    form = NewDesk(request.POST or None, initial={"language": settings.LANGUAGE_CODE})
    return edit(
        request,
        form,
        lambda given: create_desk(**given, by=request.user, now=timezone.now()),
        done=_("The desk is there. Look over its hours and its signature."),
        then=lambda desk: reverse("workspace:desk", args=[desk.pk]),
        show=lambda: page(request, "desks", _("A new desk"), above=above()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def one(request: Reader, desk: int) -> HttpResponse:
    """Everything that is set of a desk."""
    own = found(any_desk(desk))
    form = DeskForm(request.POST or None, initial=_as_shown(own))
    return edit(
        request,
        form,
        lambda given: change_desk(own, front_of(given), by=request.user, now=timezone.now()),
        done=_("Kept."),
        then=reverse("workspace:desk", args=[own.pk]),
        show=lambda: page(
            request,
            "desks",
            own.name,
            above=above(),
            desk=own,
            teams=list(own.teams.order_by("name")),
            mailboxes=mailboxes_of(own.pk),
            said=said_of("desk", own.pk, own.name, own.signature, own.language),
        ),
        template="workspace/settings/desk.html",
    )


def above() -> list[tuple[str, str]]:
    """The list that a desk's page belongs to."""
    return [(reverse("workspace:desks"), _("Desks"))]


def front_of(given: dict[str, Any]) -> Front:
    """What the form says, in the desk's own words."""
    values = {name: value for name, value in given.items() if name not in ("schedule", *IN_HOURS)}
    times = {minutes: round(given[name] * MINUTES) for name, minutes in IN_HOURS.items()}
    return Front(**values, **times, schedule_id=given["schedule"])


def as_hours(minutes: int) -> str:
    """As a field shows it."""
    return f"{(Decimal(minutes) / MINUTES).quantize(Decimal('0.01')).normalize():f}"


def _as_shown(desk: Any) -> dict[str, Any]:
    names = (
        "name",
        "kind",
        "language",
        "from_name",
        "signature",
        "acknowledge",
        "ask_helped",
        "ask_after_hours",
        "remind",
        "remind_days",
        "remind_again_days",
        "solve_waiting_days",
        "wait_seconds",
        "close_after_days",
        "private",
    )
    shown = {name: getattr(desk, name) for name in names}
    times = {name: as_hours(getattr(desk, minutes)) for name, minutes in IN_HOURS.items()}
    return shown | times | {"schedule": desk.schedule_id}
