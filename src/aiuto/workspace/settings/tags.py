"""Tags: renamed, merged, deleted by leads; the requests stay."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aiuto.flows.delete_tag import delete_tag
from aiuto.flows.merge_tags import merge_tags
from aiuto.flows.rename_tag import rename_tag
from aiuto.tickets.queries import words
from aiuto.workspace.settings.editing import Sectioned, edit, found, press
from aiuto.workspace.settings.entering import for_leads
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader


class TagForm(Sectioned):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=40,
        help_text=gettext_lazy("With the name of another tag the two become one."),
    )


class MergeForm(Sectioned):
    into = forms.CharField(label=gettext_lazy("The tag that stays"), max_length=40)

    def clean_into(self) -> words.Tag:
        other = words.tag_named("-".join(self.cleaned_data["into"].casefold().split()))
        if other is None:
            raise forms.ValidationError(_("There is no such tag."))
        return other


@require_safe
@for_leads
def show(request: Reader) -> HttpResponse:
    """All tags by name, a page at a time."""
    behind = request.GET.get("behind", "")[:40].replace("\0", "")
    found_tags, here = words.tags(behind=behind), reverse("workspace:tags")
    further = f"{here}?{urlencode({'behind': found_tags.further})}" if found_tags.further else ""
    context = page(
        request, "tags", _("Tags"), tags=found_tags.tags, further=further, first=here if behind else ""
    )
    return render(request, "workspace/settings/tags.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def one(request: Reader, tag: int) -> HttpResponse:
    """One tag: its name, and the ways it can go."""
    own = found(words.tag(tag))
    return edit(
        request,
        TagForm(request.POST or None, initial={"name": own.name}),
        lambda given: rename_tag(own, **given, by=request.user, now=timezone.now()),
        done=_("Kept."),
        then=reverse("workspace:tags"),
        show=lambda: page(request, "tags", own.name, **_around(own), merging=MergeForm()),
        template="workspace/settings/tag.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def merge(request: Reader, tag: int) -> HttpResponse:
    """Two tags become one."""
    own = found(words.tag(tag))
    form = MergeForm(request.POST or None)
    return edit(
        request,
        form,
        lambda given: merge_tags(own, **given, by=request.user, now=timezone.now()),
        done=_("They are one tag now."),
        then=reverse("workspace:tags"),
        show=lambda: page(
            request, "tags", _("Merge “%(tag)s”") % {"tag": own.name}, save=_("Make them one"), **_around(own)
        ),
    )


@require_POST
@for_leads
def delete(request: Reader, tag: int) -> HttpResponse:
    """The tag goes, the requests stay."""
    own = found(words.tag(tag))
    return press(
        request,
        lambda: delete_tag(own, by=request.user, now=timezone.now()),
        done=_("The tag is gone; the requests are where they were."),
        then=reverse("workspace:tags"),
    )


def _around(tag: words.Tag) -> dict[str, object]:
    uses = words.uses_of(tag)
    return {"above": [(reverse("workspace:tags"), _("Tags"))], "tag": tag, "uses": uses, "many": words.MANY}
