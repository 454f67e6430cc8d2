"""What blocks a recovery, as a form of its own and before whatever puts it off."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aiuto.flows.block_recovery import Block, block_recovery
from aiuto.people.queries import Desk, colleagues_at, desks_for_colleagues
from aiuto.recovery.queries import Blocks, Recovery, standing
from aiuto.tickets.errors import NotFound
from aiuto.tickets.queries import Ticket
from aiuto.workspace.ticket.questions import Asked, Question

Choices = list[tuple[str, str]]


class SaysWhy(Question):
    """A form that puts the recovery of its request off: where that stands still, it asks first what blocks it."""

    part = "workspace/recovery/_still.html"
    still: Recovery | None = None

    def begin(self) -> None:
        super().begin()
        found = standing(self.ticket.pk)
        if found and found.stands_still(timezone.now()) and self.puts_off():
            self.ask_what_blocks(found.recovery)

    def puts_off(self) -> bool:
        """Whether what is typed so far does."""
        return True

    def ask_what_blocks(self, recovery: Recovery) -> None:
        """Above its own fields."""
        self.still, first = recovery, _fields(self.ticket)
        self.fields = {**first, **self.fields}

    def say_what_blocks(self, now: datetime) -> None:
        """Where it was asked."""
        given = self.cleaned_data
        if self.still is None:
            return
        block = Block(kind=given["blocks"], what=given["needed"], due=given["by_when"], **given["remover"])
        block_recovery(self.still.pk, block, user=self.user, now=now)


class BlockForm(SaysWhy):
    part = ""

    def begin(self) -> None:
        found = standing(self.ticket.pk)
        if found is None:
            raise NotFound
        self.ask_what_blocks(found.recovery)

    def act(self, now: datetime) -> Ticket:
        self.say_what_blocks(now)
        return self.ticket


def _fields(ticket: Ticket) -> dict[str, forms.Field]:
    groups = [(title, list(who)) for title, who in _removers(ticket)]
    known = {value: ids for _title, who in groups for value, _label, ids in who}
    choices: Any = [(title, [(value, label) for value, label, _ids in who]) for title, who in groups if who]
    return {
        "blocks": forms.ChoiceField(label=_("What blocks it"), choices=[("", _("Choose…")), *Blocks.choices]),
        "needed": forms.CharField(
            label=_("What is needed"),
            max_length=300,
            help_text=_("Facts and what would help; never who is to blame."),
        ),
        "remover": forms.TypedChoiceField(
            label=_("Who can remove it"),
            choices=[("", _("Choose…")), *choices],
            coerce=known.__getitem__,
            help_text=_("Another desk is asked by a request of its own, which you follow."),
        ),
        "by_when": forms.DateTimeField(
            label=_("By when"),
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        ),
    }


def _removers(ticket: Ticket) -> Iterator[tuple[str, Iterator[tuple[str, str, dict[str, int]]]]]:
    """Groups of who can be asked: value, label, and what `Block` takes."""
    here = colleagues_at(ticket.desk_id)
    yield _("At this desk"), ((f"person-{one.pk}", str(one), {"remover": one.pk}) for one in here)
    for desk in desks_for_colleagues():
        if desk.pk != ticket.desk_id:
            yield _("Asked of %(desk)s") % {"desk": desk.name}, _of(desk)


def _of(desk: Desk) -> Iterator[tuple[str, str, dict[str, int]]]:
    """All of that desk, one of its teams, one of its people; each once."""
    yield f"desk-{desk.pk}", _("Whoever is there: %(desk)s") % {"desk": desk.name}, {"desk": desk.pk}
    teams = list(desk.teams.all())
    if len(teams) > 1:
        for team in teams:
            yield f"desk-{desk.pk}-team-{team.pk}", team.name, {"desk": desk.pk, "team": team.pk}
    for one in {one.pk: one for team in teams for one in team.members.all()}.values():
        yield f"desk-{desk.pk}-person-{one.pk}", str(one), {"desk": desk.pk, "remover": one.pk}


QUESTIONS = {
    "step-block": Asked(
        gettext_lazy("What blocks it?"),
        gettext_lazy("It becomes a promise of whoever can remove it, and is counted by kind alone."),
        BlockForm,
        gettext_lazy("Note it"),
        gettext_lazy("Noted. They know."),
    ),
}
