"""Customers in templates: what they are called, how they are reached, and where what can be done for them is."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from aiuto.customers.queries import WHYS, shown_phone
from aiuto.workspace.customers.meanings import means, titled

register = template.Library()


register.filter("means", means)
register.filter("titled", titled)


@register.filter
def in_words(why: str) -> str:
    """Why a limit was lifted: a person's own words, or ours where none lifted it."""
    return _(why) if why in WHYS else why


@register.simple_tag
def called(person: Any) -> str:
    """The name, else the first address."""
    return person.customer.name or next(iter(_shown(person)), "") or _("Unknown sender")


@register.simple_tag
def addresses(person: Any) -> str:
    """All addresses in one line."""
    return " · ".join(_shown(person)[:4])


@register.simple_tag
def language_named(code: str) -> str:
    """A language in the reader's own; what we do not know by name as its code; nothing for none."""
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code.upper()


@register.filter
def phone(value: str) -> str:
    """The number with the blanks that people read it by."""
    return shown_phone(value)


@register.filter
def bare(number: Decimal) -> str:
    """A quantity without the zeros behind it."""
    return number_format(f"{number.normalize():f}")


@register.simple_tag
def write_to(person: Any) -> str:
    """Where a first mail to them is written; nothing when no mail reaches them."""
    reached = (p.value for p in person.points if p.kind == "email" and not p.undeliverable_at)
    email = next(reached, "")
    return (
        f"{reverse('workspace:write_first')}?{urlencode({'to': email, 'name': person.customer.name})}"
        if email
        else ""
    )


@register.simple_tag
def note_for(person: Any) -> str:
    """Where a call with them is noted."""
    return f"{reverse('workspace:note_contact')}?{urlencode({'customer': person.customer.pk})}"


@register.simple_tag
def note_on(ticket: Any) -> str:
    """Where a call about this request is noted."""
    return f"{reverse('workspace:note_contact')}?{urlencode({'ticket': ticket.reference})}"


@register.simple_tag
def merge_of(kept: Any, other: Any) -> str:
    """Where the two are looked at side by side."""
    here = reverse("workspace:merge_customers", args=[kept.customer.pk])
    return f"{here}?{urlencode({'other': other.customer.pk})}"


def _shown(person: Any) -> list[str]:
    return [shown_phone(p.value) if p.kind == "phone" else p.value for p in person.points]
