"""A form of the settings: shown, posted, kept or shown again with what is wrong and what was typed."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from aiuto.intake.errors import BadMailbox
from aiuto.people.errors import PeopleError
from aiuto.promises.errors import PromiseError
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.workspace.shell import Reader

REFUSALS = (PeopleError, TicketError, PromiseError, BadMailbox)
Sections = tuple[tuple[Any, tuple[str | tuple[str, ...], ...]], ...]


class Sectioned(forms.Form):
    """A form in parts, each with a title; one without parts is one part without a title.

    Fields whose names stand together in a part share a line, where it is wide enough.
    """

    SECTIONS: Sections = ()

    def sections(self) -> Iterator[tuple[Any, list[list[forms.BoundField]]]]:
        """Title and lines of each part."""
        for title, lines in self.SECTIONS or (("", tuple(self.fields)),):
            together = [(line,) if isinstance(line, str) else line for line in lines]
            yield title, [[self[name] for name in line if name in self.fields] for line in together]


def edit(
    request: Reader,
    form: forms.Form,
    keep: Callable[[dict[str, Any]], Any],
    *,
    done: str,
    then: str | Callable[[Any], str],
    show: Callable[[], dict[str, Any]],
    template: str = "workspace/settings/form.html",
) -> HttpResponse:
    """GET shows the form; POST keeps what is right, says `done` and goes on to `then`.

    `show` gives the rest of the page's context, and is asked only where the page is shown.
    """
    if request.method == "POST" and form.is_valid():
        kept = attempt(form, keep)
        if not form.errors:
            if done:
                messages.success(request, done)
            return redirect(then if isinstance(then, str) else then(kept))
    context = show() | {"form": form}
    return render(request, template, context, status=422 if form.errors else 200)


def attempt(form: forms.Form, keep: Callable[[dict[str, Any]], Any]) -> Any:
    """What `keep` makes of the form; what it refuses becomes an error of the form."""
    try:
        return keep(form.cleaned_data)
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
    except IntegrityError:
        form.add_error(None, _("A colleague kept the same name at this very moment. Choose another one."))
    return None


def press(request: Reader, act: Callable[[], Any], *, done: str, then: str) -> HttpResponse:
    """One button: do it and say so, or say why not."""
    try:
        act()
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(then)


def retire_or_offer(request: Reader, act: Callable[[bool], Any], *, then: str) -> HttpResponse:
    """No longer offered, or offered again: `act` is told whether it retires."""
    retired = request.POST.get("act") == "retire"
    done = _("It is no longer offered.") if retired else _("It is offered again.")
    return press(request, lambda: act(retired), done=done, then=then)


def found(thing: Any) -> Any:
    """The thing, or the page of what is missing."""
    if thing is None:
        raise NotFound
    return thing
