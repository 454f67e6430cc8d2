"""Letting a request sleep, linking it, handing it over: forms that ask, and acts of one press."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aiuto.coach.dates import read_moment
from aiuto.flows.confirm_repeat import confirm_repeat
from aiuto.flows.follow import follow
from aiuto.flows.link import link
from aiuto.flows.take_over import take_over
from aiuto.flows.unlink import unlink
from aiuto.flows.wake import wake
from aiuto.people.queries import colleagues_at, teams_at
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries import Ticket, conversation
from aiuto.tickets.queries.briefs import brief_of, in_language
from aiuto.tickets.queries.planned import when_open
from aiuto.ui import words
from aiuto.workspace.recovery.blocking import SaysWhy
from aiuto.workspace.shell import Reader, signed_in
from aiuto.workspace.ticket.questions import Asked, Question

LONGEST = 80
MORNING = time(9)
LATER = timedelta(hours=3)
ANSWERED = "answered"
Press = Callable[[str, Any, datetime], Ticket]
PRESSES: dict[str, tuple[Press, str | Promise]] = {
    "wake": (lambda ref, user, now: wake(ref, user=user, now=now), gettext_lazy("It is awake again.")),
    "follow": (
        lambda ref, user, now: follow(ref, user=user, now=now),
        gettext_lazy("You hear of what happens here."),
    ),
    "unfollow": (
        lambda ref, user, now: follow(ref, user=user, follows=False, now=now),
        gettext_lazy("You hear no more of it."),
    ),
    "take-over": (
        lambda ref, user, now: take_over(ref, user=user, now=now),
        gettext_lazy("Thank you: it is yours now."),
    ),
}


BETWEEN: dict[str, tuple[Callable[..., Ticket], str | Promise]] = {
    "unlink": (unlink, gettext_lazy("No longer linked.")),
    "same-again": (confirm_repeat, gettext_lazy("Noted: it was the same again.")),
}


@require_POST
@signed_in
def care(request: Reader, reference: str) -> HttpResponse:
    """Do it, and go back to the request with a word about it. What is between two takes the `other` too."""
    act, other = request.POST.get("act", ""), request.POST.get("other", "")[:40]
    if act in BETWEEN:
        run, done = _between(*BETWEEN[act], other=other)
    elif act in PRESSES:
        run, done = PRESSES[act]
    else:
        raise Http404
    try:
        run(reference, request.user, timezone.now())
    except NotFound:
        raise
    except TicketError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(done))
    return redirect("workspace:ticket", conversation.ticket(request.user, reference).reference)


def _between(flow: Callable[..., Ticket], done: str | Promise, *, other: str) -> tuple[Press, str | Promise]:
    return lambda ref, user, now: flow(ref, other=other, user=user, now=now), done


def moments(ticket: Ticket, now: datetime) -> dict[str, tuple[str, datetime]]:
    """What is offered for sleeping, each with its moment within the desk's hours; `now` is the reader's own."""
    midnight = datetime.combine(now.date(), time(), tzinfo=now.tzinfo)
    offered = {
        "later": (_("Later today"), when_open(ticket, now + LATER)),
        "tomorrow": (_("The next morning"), _morning(ticket, midnight + timedelta(days=1))),
        "monday": (_("On Monday"), _morning(ticket, midnight + timedelta(days=7 - now.weekday()))),
        "week": (_("In a week"), _morning(ticket, midnight + timedelta(days=7))),
    }
    if offered["later"][1].astimezone(now.tzinfo).date() != now.date():
        del offered["later"]
    first = {at: name for name, (_title, at) in reversed(offered.items())}
    return {name: offer for name, offer in offered.items() if first[offer[1]] == name}


def _morning(ticket: Ticket, midnight: datetime) -> datetime:
    return when_open(ticket, datetime.combine(midnight.date(), MORNING, tzinfo=midnight.tzinfo))


class SnoozeForm(SaysWhy):
    when = forms.ChoiceField(
        label=gettext_lazy("It comes back"), widget=forms.RadioSelect, required=False, choices=()
    )
    words = forms.CharField(
        label=gettext_lazy("or at a moment in your words"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy(
            "Friday at 3 pm, in two days, 12 December. When the customer writes, it is back at once."
        ),
    )

    def begin(self) -> None:
        super().begin()
        now = timezone.localtime()
        self.offered = moments(self.ticket, now)
        choices = [(name, f"{title} · {words.moment(at, now)}") for name, (title, at) in self.offered.items()]
        field: Any = self.fields["when"]
        field.choices = [*choices, (ANSWERED, _("When the customer answers"))]
        self.initial.setdefault("when", "tomorrow")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        written = given.get("words", "")
        given["until"] = (
            self._read(written) if written else self.offered.get(given.get("when", ""), (0, None))[1]
        )
        if written and given["until"] is None:
            self.add_error("words", _("This moment is not clear, or it is past. Try: tomorrow at 10."))
        elif given["until"] is None and given.get("when") != ANSWERED and not self.errors:
            self.add_error("when", _("Choose when it comes back."))
        return given

    def _read(self, written: str) -> datetime | None:
        now = timezone.localtime()
        try:
            found = read_moment(written, now=now, language=get_language())
        except (ValueError, OverflowError):
            return None
        if found is None or found.at <= now:
            return None
        return found.at if found.precise else when_open(self.ticket, found.at)

    def act(self, now: datetime) -> Ticket:
        self.say_what_blocks(now)
        return self.change("snooze", now, until=self.cleaned_data["until"])


class LinkForm(Question):
    other = forms.CharField(
        label=gettext_lazy("The other request"),
        max_length=40,
        help_text=gettext_lazy("Its number, or the eight characters of its address."),
    )

    def act(self, now: datetime) -> Ticket:
        return link(self.ticket.reference, other=self.cleaned_data["other"], user=self.user, now=now)


class AssignForm(SaysWhy):
    """A recovery that stands still asks what blocks it, where somebody else is to go on with its request."""

    owner = forms.TypedChoiceField(
        label=gettext_lazy("Who looks after it"), coerce=int, empty_value=None, required=False
    )

    def begin(self) -> None:
        self.initial.setdefault("owner", self.ticket.owner_id)
        super().begin()
        people = [(person.pk, str(person)) for person in colleagues_at(self.ticket.desk_id)]
        field: Any = self.fields["owner"]
        field.choices = [("", _("Nobody yet")), *people]

    def puts_off(self) -> bool:
        owner = str(self.data.get("owner", "") if self.is_bound else self.initial["owner"] or "")
        return bool(self.ticket.owner_id) and owner not in ("", str(self.ticket.owner_id), str(self.user.pk))

    def act(self, now: datetime) -> Ticket:
        self.say_what_blocks(now)
        return self.change("assign", now, owner=self.cleaned_data["owner"])


class HandOverForm(SaysWhy):
    receiver = forms.ChoiceField(label=gettext_lazy("To whom"), choices=())
    brief = forms.CharField(
        label=gettext_lazy("What they need to know"),
        widget=forms.Textarea(attrs={"rows": 16, "data-autosize": ""}),
        max_length=20_000,
        help_text=gettext_lazy("Drafted from the conversation: make it yours. It stays here as a note."),
    )

    def begin(self) -> None:
        super().begin()
        people = [person for person in colleagues_at(self.ticket.desk_id) if person.pk != self.user.pk]
        self.languages = {f"person-{person.pk}": person.language for person in people}
        field: Any = self.fields["receiver"]
        field.choices = [
            ("", _("Choose…")),
            (_("Colleagues"), [(f"person-{person.pk}", str(person)) for person in people]),
            (_("Teams"), [(f"team-{team.pk}", team.name) for team in teams_at(self.ticket.desk_id)]),
        ]
        if not self.is_bound:
            language = get_language() or "en"
            brief = brief_of(self.ticket, language=language, now=timezone.localtime())
            self.initial["brief"] = str(brief)

    def act(self, now: datetime) -> Ticket:
        self.say_what_blocks(now)
        chosen, own = self.cleaned_data["receiver"], get_language() or "en"
        kind, _dash, pk = chosen.partition("-")
        receiver = {"owner" if kind == "person" else "team": int(pk)}
        written, to = self.cleaned_data["brief"], self.languages.get(chosen) or own
        text = in_language(self.ticket, written, language=own, to=to, now=timezone.localtime(now))
        return self.change("hand_over", now, text=text, **receiver)


QUESTIONS = {
    "assign": Asked(
        gettext_lazy("Give it to somebody"), "", AssignForm, gettext_lazy("Give"), gettext_lazy("Done.")
    ),
    "snooze": Asked(
        gettext_lazy("Let it sleep"),
        gettext_lazy("Until then it is out of everybody's lists of open requests."),
        SnoozeForm,
        gettext_lazy("Let it sleep"),
        gettext_lazy("It sleeps, and comes back by itself."),
    ),
    "link": Asked(
        gettext_lazy("Link to another request"), "", LinkForm, gettext_lazy("Link"), gettext_lazy("Linked.")
    ),
    "hand-over": Asked(
        gettext_lazy("Hand it over"),
        "",
        HandOverForm,
        gettext_lazy("Hand it over"),
        gettext_lazy("Handed over. Your colleague finds your brief on top."),
    ),
}
