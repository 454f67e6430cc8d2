"""What an act on many requests asks first. `given` is what its flow takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiuto.people.queries import colleagues_at
from aiuto.promises.queries import given_words_on
from aiuto.recovery.queries.still import standing_still
from aiuto.tickets.policies import allows, check_solve
from aiuto.tickets.queries import Ticket
from aiuto.tickets.queries.exchange import exchanges
from aiuto.workspace.promises.became import MergedWords, Words


class Question(forms.Form):
    """About these requests; not asked unless `needed`."""

    part = ""
    needed = True

    def __init__(self, *given: Any, tickets: Sequence[Ticket], **named: Any) -> None:
        self.tickets = tickets
        super().__init__(*given, **named)
        self.begin()

    def begin(self) -> None:
        """Fills choices from the requests."""

    @property
    def given(self) -> dict[str, Any]:
        return {}


class GiveForm(Question):
    """Those whose recovery stands still are left out until somebody has said what blocks it."""

    part = "workspace/bulk/_still.html"
    owner = forms.TypedChoiceField(
        label=_("Who looks after them"), coerce=int, empty_value=None, required=False
    )

    def begin(self) -> None:
        """Whoever serves all their desks."""
        people = [
            {one.pk: str(one) for one in colleagues_at(desk)}
            for desk in sorted({ticket.desk_id for ticket in self.tickets})
        ]
        common = {pk: name for pk, name in people[0].items() if all(pk in some for some in people)}
        field: Any = self.fields["owner"]
        field.choices = [("", _("Nobody yet")), *common.items()]
        still = standing_still((ticket.pk for ticket in self.tickets if ticket.owner_id), now=timezone.now())
        self.still = [ticket for ticket in self.tickets if ticket.pk in still]

    @property
    def given(self) -> dict[str, Any]:
        return {"owner": self.cleaned_data["owner"]}


class TagsForm(Question):
    add = forms.CharField(
        label=_("Tags to put on"),
        required=False,
        max_length=600,
        help_text=_("Words with commas between them."),
    )
    remove = forms.CharField(label=_("Tags to take off"), required=False, max_length=600)

    def clean(self) -> dict[str, Any]:
        kept = {name: _words(self.cleaned_data.get(name, "")) for name in ("add", "remove")}
        if not any(kept.values()):
            raise forms.ValidationError(_("Write at least one tag."))
        return kept

    @property
    def given(self) -> dict[str, Any]:
        return self.cleaned_data


class SolveForm(Words, Question):
    """Shows what customers asked and no answer of ours takes up, and asks what became of each word that was given."""

    part = "workspace/bulk/_unanswered.html"

    def begin(self) -> None:
        open_ones = [ticket for ticket in self.tickets if allows(check_solve, ticket)]
        said = exchanges(open_ones)
        asked = ((each, said[each.pk].open_points(each.language)) for each in open_ones if each.pk in said)
        self.unanswered = [(ticket, points) for ticket, points in asked if points]
        given = given_words_on(ticket.pk for ticket in open_ones)
        self.ask_of((one for one in given if not one.is_a_day_alone), first="stays", of=_names(open_ones))
        self.needed = bool(self.unanswered or self.owed)


class MergeForm(MergedWords, Question):
    """Asks for a second thought, and what became of each word that was given on those that go into the oldest."""

    def begin(self) -> None:
        oldest, *others = self.tickets
        gone = [each for each in others if each.customer_id and each.customer_id == oldest.customer_id]
        self.ask_of(given_words_on(each.pk for each in gone), first="stays", of=_names(gone))


def _names(tickets: Iterable[Ticket]) -> dict[int, str]:
    return {ticket.pk: ticket.subject or ticket.reference for ticket in tickets}


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


@dataclass(frozen=True, slots=True)
class Asked:
    title: Any
    text: Any
    form: type[Question]
    button: Any


QUESTIONS = {
    "assign": Asked(_("Give them to somebody"), "", GiveForm, _("Give")),
    "tag": Asked(_("Tags"), "", TagsForm, _("Save")),
    "solve": Asked(
        _("Something is still open"),
        "",
        SolveForm,
        _("Solve them all the same"),
    ),
    "merge": Asked(
        _("Make them one request"),
        _("Everything moves to the oldest of them. Those of other customers stay as they are."),
        MergeForm,
        _("Merge"),
    ),
}
