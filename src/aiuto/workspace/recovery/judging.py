"""Who is right, beside a request: decided, asked of the team, answered; colleagues alone see it."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aiuto.flows.ask_team import ask_team
from aiuto.flows.assess import Judgement, assess
from aiuto.flows.close_asking import close_asking
from aiuto.flows.give_opinion import give_opinion
from aiuto.people.queries import colleagues_at
from aiuto.recovery.errors import Unkind
from aiuto.recovery.queries.dignified import tried
from aiuto.recovery.queries.judged import Certainty, Verdict, judged
from aiuto.tickets.errors import NotFound
from aiuto.tickets.queries import Ticket
from aiuto.workspace.recovery.asking import StepForm, long_text
from aiuto.workspace.shell import Reader
from aiuto.workspace.ticket.questions import Asked


def panel(request: Reader, ticket: Ticket, _now: datetime) -> dict[str, Any] | None:
    """Nothing where nothing failed, and for a colleague who asks here as a customer."""
    found = judged(request.user, ticket.pk)
    return {"judged": found, "tried": tried(found.recovery)} if found else None


def _verdict(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Verdict.choices, widget=forms.RadioSelect)


def _certainty() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How sure that is"),
        choices=Certainty.choices,
        widget=forms.RadioSelect,
        initial=Certainty.SURE,
    )


class JudgingForm(StepForm):
    """`judged` is what its reader sees of it."""

    def begin(self) -> None:
        found = judged(self.user, self.ticket.pk)
        if found is None:
            raise NotFound
        self.judged = found

    def _colleagues(self) -> list[tuple[int, str]]:
        asker = self.ticket.customer.user_id if self.ticket.customer else None
        return [(one.pk, str(one)) for one in colleagues_at(self.ticket.desk_id) if one.pk != asker]


class AssessForm(JudgingForm):
    part = "workspace/recovery/_heard.html"
    verdict = _verdict(_("What they ask for is"))
    certainty = _certainty()
    facts = long_text(
        _("The facts"), help_text=_("What is known and from where; nothing about what they are like.")
    )
    service = long_text(
        _("How they are served well, whatever is due"),
        help_text=_(
            "What we can do for them, as you would write it to them: the coach reads it like an answer."
        ),
    )
    insulted = forms.TypedChoiceField(
        label=_("Whom the customer insulted, if anybody"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("They get a word of support and a lead hears of it. The assessment keeps no name."),
    )
    as_it_is = forms.BooleanField(label=_("It is meant just so"), required=False)

    def begin(self) -> None:
        super().begin()
        fields: dict[str, Any] = self.fields
        fields["insulted"].choices = [("", "–"), *self._colleagues()]
        if not self.data.get("as_it_is"):
            fields["as_it_is"].widget = forms.HiddenInput()
        if known := self.judged.assessment:
            for name in ("verdict", "certainty", "facts", "service"):
                self.initial[name] = getattr(known, name)

    def act(self, now: datetime) -> Ticket:
        given = {**self.cleaned_data}
        insulted, as_it_is = given.pop("insulted"), given.pop("as_it_is")
        try:
            assess(
                self.standing.recovery.pk,
                Judgement(**given),
                insulted=insulted,
                as_it_is=as_it_is,
                user=self.user,
                now=now,
            )
        except Unkind:
            self.fields["as_it_is"].widget = forms.CheckboxInput()
            raise
        return self.ticket


class AskTeamForm(JudgingForm):
    question = long_text(
        _("What they should say"),
        most=500,
        help_text=_("The facts in short and what you are not sure of; not what you think."),
    )
    colleagues = forms.TypedMultipleChoiceField(
        label=_("Whom you ask"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Two to five. Each answers alone and reads the others only then."),
    )

    def begin(self) -> None:
        super().begin()
        others = [(pk, name) for pk, name in self._colleagues() if pk != self.user.pk]
        self.fields["colleagues"].choices = others  # type: ignore[attr-defined]

    def act(self, now: datetime) -> Ticket:
        ask_team(self.standing.recovery.pk, **self.cleaned_data, user=self.user, now=now)
        return self.ticket


class OpinionForm(JudgingForm):
    part = "workspace/recovery/_asked.html"
    verdict = _verdict(_("What they ask for is"))
    certainty = _certainty()
    words = long_text(_("Why, in a few words"))

    def begin(self) -> None:
        super().begin()
        found = self.judged.heard
        if found is None or found.own is None:
            raise NotFound

    def act(self, now: datetime) -> Ticket:
        give_opinion(self.standing.recovery.pk, **self.cleaned_data, user=self.user, now=now)
        return self.ticket


class HeardForm(JudgingForm):
    """A question without fields: has it been long enough?"""

    def act(self, now: datetime) -> Ticket:
        close_asking(self.standing.recovery.pk, user=self.user, now=now)
        return self.ticket


QUESTIONS = {
    "assess": Asked(
        _("Who is right"),
        _(
            "What is due and how they are served are two things. Only colleagues see it; write it as if the customer"
            " might read it one day."
        ),
        AssessForm,
        _("Decide"),
        _("Decided. Only colleagues see it."),
    ),
    "ask-team": Asked(
        _("Ask the team"),
        "",
        AskTeamForm,
        _("Ask"),
        _("Asked. You read what they say once all have said it."),
    ),
    "opinion": Asked(
        _("Who do you think is right?"),
        _("You say it alone, once, and read what the others said afterwards."),
        OpinionForm,
        _("Say it"),
        _("Thank you. What the others said stands beside the request."),
    ),
    "close-asking": Asked(
        _("Close the asking"),
        _("Whoever has not answered is not waited for any more, and all read what was said."),
        HeardForm,
        _("Close it"),
        _("Closed. What was said stands beside the request."),
    ),
}
