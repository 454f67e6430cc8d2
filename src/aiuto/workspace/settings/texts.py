"""Automatic mails: what a desk says by itself, in its own words or in those that are given."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aiuto.flows.keep_text import keep_text
from aiuto.people.queries import Desk, any_desk
from aiuto.tickets.queries import texts
from aiuto.workspace.coach.texts import said_of
from aiuto.workspace.settings.desks import above
from aiuto.workspace.settings.editing import Sectioned, edit, found, press
from aiuto.workspace.settings.entering import for_admins
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader

LANGUAGES = dict(settings.LANGUAGES)


class TextForm(Sectioned):
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        required=False,
        help_text=gettext_lazy("Left empty, it is the given one."),
    )
    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 14}))


@require_safe
@for_admins
def show(request: Reader, desk: int) -> HttpResponse:
    """Every text of a desk, in each language."""
    own = found(any_desk(desk))
    rows = [
        (text, [(automatic, code, bool(texts.own_words(own, automatic, code))) for code in LANGUAGES])
        for automatic, text in texts.TEXTS.items()
    ]
    context = page(request, "desks", _("Automatic mails"), above=_above(own), desk=own, texts=rows)
    return render(request, "workspace/settings/texts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def one(request: Reader, desk: int, automatic: str, language: str) -> HttpResponse:
    """One text in one language, with what stands in its placeholders and what the coach says of it."""
    own, about = _found(desk, automatic, language)
    said = texts.own_words(own, automatic, language)
    return edit(
        request,
        _form(request, own, automatic, language),
        lambda given: keep_text(
            own, automatic, language=language, **given, by=request.user, now=timezone.now()
        ),
        done=_("Kept."),
        then=lambda kept: _next(kept, automatic, language),
        show=lambda: page(
            request,
            "desks",
            f"{about.title} ({language.upper()})",
            above=[*_above(own), (_texts(own), _("Automatic mails"))],
            about=about,
            placeholders=_meanings(about.placeholders),
            in_subject=_meanings(about.in_subject),
            given=_place(own, automatic, language, "desk_text_given") if said else "",
            said=_said(own, automatic, language),
        ),
        template="workspace/settings/text.html",
    )


@require_POST
@for_admins
def take_given(request: Reader, desk: int, automatic: str, language: str) -> HttpResponse:
    """The text that is given counts again."""
    own, _about = _found(desk, automatic, language)
    return press(
        request,
        lambda: keep_text(own, automatic, language=language, text=None, by=request.user, now=timezone.now()),
        done=_("The given text counts again."),
        then=_place(own, automatic, language),
    )


def _found(desk: int, automatic: str, language: str) -> tuple[Desk, texts.AutomaticText]:
    return found(any_desk(desk)), found(texts.TEXTS.get(automatic) if language in LANGUAGES else None)


def _form(request: Reader, desk: Desk, automatic: str, language: str) -> TextForm:
    """With what is said now; a text that stands in another mail has no subject."""
    begun = {
        "subject": texts.own_subject(desk, automatic, language) or texts.given_subject(automatic, language),
        "text": texts.own(desk, automatic, language) or texts.given(automatic, language),
    }
    form = TextForm(request.POST or None, initial=begun)
    if not texts.TEXTS[automatic].subject:
        del form.fields["subject"]
    return form


def _meanings(names: Iterable[str]) -> list[tuple[str, Promise]]:
    return [(name, texts.PLACEHOLDERS[name]) for name in names]


def _above(desk: Desk) -> list[tuple[str, str]]:
    return [*above(), (reverse("workspace:desk", args=[desk.pk]), desk.name)]


def _texts(desk: Desk) -> str:
    return reverse("workspace:desk_texts", args=[desk.pk])


def _place(desk: Desk, automatic: str, language: str, name: str = "desk_text") -> str:
    return reverse(f"workspace:{name}", args=[desk.pk, automatic, language])


def _next(desk: Desk, automatic: str, language: str) -> str:
    """Back to all of them, or to this one where something of it could be said better."""
    return _place(desk, automatic, language) if _said(desk, automatic, language)["cards"] else _texts(desk)


def _said(desk: Desk, automatic: str, language: str) -> dict[str, Any]:
    words = texts.own_words(desk, automatic, language)
    return said_of("automatic", desk.pk, str(texts.TEXTS[automatic].title), words, language)
