"""What a customer reads of a limit, in their language: our draft, which colleagues may change, and an end that stays.

The end says until when, how to object, and that their rights are answered by a person whatever holds.
"""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aiuto.customers.models import Customer, Limit, LimitKind
from aiuto.customers.names import in_mail
from aiuto.ui.words import date_in_full

OBJECTION = gettext_lazy("OBJECTION")
"""Whoever writes this word is read by a person; `customers.rights` knows it in each language."""
_DRAFTS = {
    LimitKind.WARNING: gettext_lazy(
        "We are glad to help you, and we will go on doing so. In your last messages there were words that hurt the "
        "person who read them. We ask you to write to us with respect from now on: then all our attention is for "
        "what you need."
    ),
    LimitKind.WRITTEN: gettext_lazy(
        "We are glad to help you, and for now we do it best in writing: what is written stays, and can be read again "
        "calmly. From today we answer you by e-mail and no longer on the telephone. Write to us whenever you need us."
    ),
    LimitKind.LEAD: gettext_lazy(
        "So that your requests get the attention that they need, from today one of the people in charge looks after "
        "them. They read what you write and answer you."
    ),
    LimitKind.SLOWER: gettext_lazy(
        "You write to us often, and each message deserves a careful answer. From today we take more time for each of "
        "them: we read all that you write, and answer you at a calmer pace."
    ),
    LimitKind.BLOCKED: gettext_lazy(
        "We have tried to help you more than once, and the words in your messages have hurt the people who read them. "
        "For now we keep your messages and do not answer them."
    ),
}


def draft(kind: LimitKind, customer: Customer, *, language: str) -> str:
    """Greeting and our own words, to be changed as one likes."""
    with translation.override(language):
        name = in_mail(customer.name)
        greeting = _("Good day %(name)s,") % {"name": name} if name else _("Good day,")
        return f"{greeting}\n\n{_DRAFTS[kind]}"


def ending(limit: Limit, *, language: str) -> str:
    """What stands below, always."""
    with translation.override(language):
        day = {"day": date_in_full(limit.until)}
        until = _("This holds until %(day)s.") if limit.ends else _("On %(day)s we look at this again.")
        object_ = _(
            "If you do not agree, answer this message with the word %(word)s: a person in charge reads it."
        )
        return "\n\n".join(
            (
                until % day,
                object_ % {"word": OBJECTION},
                _("What concerns your data and your rights is always read and answered by a person."),
            )
        )


def whole(limit: Limit, *, language: str) -> str:
    """The text as it leaves."""
    return f"{limit.text}\n\n{ending(limit, language=language)}"


def subject(*, language: str) -> str:
    with translation.override(language):
        return _("How we go on helping you")
