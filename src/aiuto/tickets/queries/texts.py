"""What a desk says by itself: each text as it is given or in the desk's own words, with its placeholders filled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aiuto.people.models import Desk
from aiuto.tickets.models import Ticket
from aiuto.tickets.placeholders import filled, named_in

_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class AutomaticText:
    """`given` is said where the desk has no words of its own; without its `needed` placeholders it is of no use."""

    title: Promise
    when: Promise
    given: Promise
    placeholders: tuple[str, ...]
    needed: tuple[str, ...] = ()


PLACEHOLDERS: dict[str, Promise] = {
    "request.reference": _("the reference of the request"),
    "desk.name": _("the name that customers see beside the address"),
    "answer.by": _("when the first answer is due"),
    "answers": _("a link for each answer that can be given"),
    "date": _("the date that is chosen"),
    "what": _("what was promised"),
    "before": _("when it was to be"),
    "after": _("when it is to be now"),
    "link": _("the link that confirms the address"),
}
"""Each with what stands in its place. Nothing that a customer or a stranger wrote (T5)."""
_REQUEST = ("request.reference", "desk.name")

TEXTS: dict[str, AutomaticText] = {
    "receipt": AutomaticText(
        title=_("Confirmation of receipt"),
        when=_("Who writes for the first time gets it at once."),
        given=_(
            "Good day,\n\nthank you for writing to us. Your request has arrived and has the reference "
            "{{request.reference}}: a person reads it.\n\nYou have their answer by {{answer.by}}.\n\nTo talk to a "
            "person or to add something, just reply to this message."
        ),
        placeholders=(*_REQUEST, "answer.by"),
    ),
    "reminder": AutomaticText(
        title=_("Reminder"),
        when=_("Twice, while a request waits for the customer."),
        given=_(
            "Good day,\n\nto go on with your request {{request.reference}} we need a word from you. You find what we "
            "asked in our last message.\n\nWhenever it suits you, just reply to this message. If it has been settled "
            "meanwhile, two words are enough, and thank you."
        ),
        placeholders=_REQUEST,
    ),
    "solved": AutomaticText(
        title=_("Solved after silence"),
        when=_("After the reminders, when the request is taken as solved."),
        given=_(
            "Good day,\n\nwe have not heard from you for a while, so we take it that your request "
            "{{request.reference}} is solved, and we are glad if it is.\n\nIf something is still missing, just "
            "reply to this message whenever it suits you: the request is open again at once."
        ),
        placeholders=_REQUEST,
    ),
    "helped": AutomaticText(
        title=_("Were you helped?"),
        when=_("Once a request is solved, after the hours that the desk sets."),
        given=_(
            "Good day,\n\nwe have marked your request {{request.reference}} as solved. What counts is what you say: "
            "were you helped?\n\n{{answers}}\n\nA page opens where you confirm your answer and can add a line. If "
            "something is missing, one of us takes it from there."
        ),
        placeholders=(*_REQUEST, "answers"),
        needed=("answers",),
    ),
    "follow_up": AutomaticText(
        title=_("Is it well now?"),
        when=_("After a failure of ours was put right."),
        given=_(
            "Good day,\n\nsomething had gone wrong with your request {{request.reference}}, and we have worked to put "
            "it right. What counts is what you say: is it well now?\n\n{{answers}}\n\nA page opens where you confirm "
            "your answer and can add a line. If something is missing, one of us takes it from there."
        ),
        placeholders=(*_REQUEST, "answers"),
        needed=("answers",),
    ),
    "choice": AutomaticText(
        title=_("What do you prefer?"),
        when=_("When we make a failure good and two ways are open."),
        given=_(
            "Good day,\n\nsomething had gone wrong with your request {{request.reference}}, and we would like to make "
            "it good. Which of the two do you prefer?\n\n{{answers}}\n\nA page opens where you confirm your choice. If "
            "neither suits you, answer this mail: one of us reads it. What the law gives you stays yours, whatever you "
            "choose."
        ),
        placeholders=(*_REQUEST, "answers"),
        needed=("answers",),
    ),
    "hold": AutomaticText(
        title=_("On hold until a date"),
        when=_("It stands ready to be read again when a request is put on hold."),
        given=_(
            "Good day,\n\nfor the next step on your request we need an answer from somebody else, and we have asked "
            "them. You will have news from us by {{date}}, whatever they say."
        ),
        placeholders=(*_REQUEST, "date"),
        needed=("date",),
    ),
    "moved": AutomaticText(
        title=_("Another time"),
        when=_("When a call or an appointment that stands in the customer's calendar has moved."),
        given=_(
            "Good day,\n\nthis has another time:\n\n- {{what}}\n  until now: {{before}}\n  from now on: {{after}}\n\n"
            "The enclosed file moves it in your calendar. If it does not suit you, just reply to this message."
        ),
        placeholders=(*_REQUEST, "what", "before", "after"),
        needed=("what", "after"),
    ),
    "called_off": AutomaticText(
        title=_("Called off"),
        when=_("When a call or an appointment that stands in the customer's calendar does not take place."),
        given=_(
            "Good day,\n\nthis no longer takes place:\n\n- {{what}} ({{before}})\n\nThe enclosed file takes it out of "
            "your calendar. If you still need it, just reply to this message."
        ),
        placeholders=(*_REQUEST, "what", "before"),
        needed=("what",),
    ),
    "done_early": AutomaticText(
        title=_("Done before its time"),
        when=_(
            "When a call or an appointment that stands in the customer's calendar was kept before its time."
        ),
        given=_(
            "Good day,\n\nwe have done this already, before the time that we had told you:\n\n- {{what}} ({{before}})"
            "\n\nThe enclosed file takes it out of your calendar. If something is still missing, just reply to this "
            "message."
        ),
        placeholders=(*_REQUEST, "what", "before"),
        needed=("what",),
    ),
    "address": AutomaticText(
        title=_("Is this your address?"),
        when=_("When somebody here asks whether an address is the customer's."),
        given=_(
            "Good day,\n\nis this address yours? One click tells us that our answers reach the right person:\n\n"
            "{{link}}\n\nIf you don't know what this is about, leave it alone: nothing happens."
        ),
        placeholders=("desk.name", "link"),
        needed=("link",),
    ),
}


def text_of(desk: Desk, kind: str, language: str, values: Mapping[str, str]) -> str:
    """What the customer reads. A paragraph whose placeholder has no value is left out; `desk.name` is known."""
    known = {"desk.name": desk.sender_name, **values}
    paragraphs = _PARAGRAPHS.split(own(desk, kind, language) or given(kind, language))
    said = [part for part in paragraphs if all(known.get(name, name) for name in named_in(part))]
    return "\n\n".join(filled(part, known) for part in said)


def about(ticket: Ticket, kind: str, **values: str) -> str:
    """The text about a request, in its customer's language."""
    language = ticket.language or ticket.desk.language
    return text_of(ticket.desk, kind, language, {"request.reference": ticket.reference, **values})


def own(desk: Desk, kind: str, language: str) -> str:
    """The desk's own words; empty where it has none."""
    texts = desk.texts.get(_known(language), {})
    return str(texts.get(kind, ""))


def given(kind: str, language: str) -> str:
    """What is said otherwise."""
    with translation.override(_known(language)):
        return str(TEXTS[kind].given)


def _known(language: str) -> str:
    """A language that texts are kept in."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
