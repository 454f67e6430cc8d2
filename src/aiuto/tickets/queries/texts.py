"""What a desk says by itself: subject and text as they are given or in the desk's own words, placeholders filled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aiuto.people.models import Desk
from aiuto.tickets.models import Ticket
from aiuto.tickets.placeholders import PLACEHOLDER, filled, named_in
from aiuto.tickets.threading import bare_subject

_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class AutomaticText:
    """`given` is said where the desk has no words of its own; without its `needed` placeholders it is of no use.

    `subject` is the given one, with `in_subject` as its placeholders; empty where the text stands in another mail.
    """

    title: Promise
    when: Promise
    given: Promise
    placeholders: tuple[str, ...]
    needed: tuple[str, ...] = ()
    subject: str | Promise = ""
    in_subject: tuple[str, ...] = ()


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
    "promises": _("each promise, with the page where the customer says that it was not kept"),
    "promise.link": _("the page where the customer says that it was not kept"),
    "person.link": _("the page where one leaves a number to be called"),
    "request.subject": _("the subject of the request; with it, mail programs show both together"),
}
"""Each with what stands in its place. Nothing that a customer wrote leaves for an address that is not proved (T5)."""
_REQUEST = ("request.reference", "desk.name")
_IN_REPLY = "Re: {{request.subject}}"
_OF_REPLY = ("request.subject", *_REQUEST)

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
        subject=_("Your request {{request.reference}} has arrived"),
        in_subject=_REQUEST,
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
        subject=_IN_REPLY,
        in_subject=_OF_REPLY,
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
        subject=_IN_REPLY,
        in_subject=_OF_REPLY,
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
        subject=_("Were you helped? Your request {{request.reference}}"),
        in_subject=_REQUEST,
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
        subject=_("Is it well now? Your request {{request.reference}}"),
        in_subject=_REQUEST,
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
        subject=_("What do you prefer? Your request {{request.reference}}"),
        in_subject=_REQUEST,
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
        subject=_IN_REPLY,
        in_subject=_OF_REPLY,
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
        subject=_IN_REPLY,
        in_subject=_OF_REPLY,
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
        subject=_IN_REPLY,
        in_subject=_OF_REPLY,
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
        subject=_("Is this your address?"),
        in_subject=("desk.name",),
    ),
    "promised": AutomaticText(
        title=_("What we have promised"),
        when=_("It stands below our mails as long as what their reader was promised is open."),
        given=_("What we have promised you:\n{{promises}}"),
        placeholders=("desk.name", "promises"),
        needed=("promises",),
    ),
    "not_kept": AutomaticText(
        title=_("If it was not kept"),
        when=_(
            "It stands below each promise in our mails, and leads to where one says that it was not kept."
        ),
        given=_("If this was not kept, tell us here: {{promise.link}}"),
        placeholders=("desk.name", "promise.link"),
        needed=("promise.link",),
    ),
    "foot": AutomaticText(
        title=_("The foot"),
        when=_("It stands below every mail that the desk writes by itself, and leads to a person."),
        given=_(
            "Would you rather talk to a person? Leave a number, and one of us calls you:\n{{person.link}}"
        ),
        placeholders=("desk.name", "person.link"),
        needed=("person.link",),
    ),
}


def text_of(desk: Desk, kind: str, language: str, values: Mapping[str, str]) -> str:
    """What the customer reads. A paragraph whose placeholder has no value is left out; `desk.name` is known."""
    known = {"desk.name": desk.sender_name, **values}
    paragraphs = _PARAGRAPHS.split(own(desk, kind, language) or given(kind, language))
    said = [part for part in paragraphs if all(known.get(name, name) for name in named_in(part))]
    return "\n\n".join(filled(part, known) for part in said)


def subject_of(desk: Desk, kind: str, language: str, values: Mapping[str, str]) -> str:
    """What stands above it, in one line; a placeholder without a value is left out."""
    known = {"desk.name": desk.sender_name, **values}
    subject = own_subject(desk, kind, language) or given_subject(kind, language)
    return " ".join(PLACEHOLDER.sub(lambda found: known.get(found[1], ""), subject).split())


def about(ticket: Ticket, kind: str, **values: str) -> str:
    """The text about a request, in its customer's language."""
    language = ticket.language or ticket.desk.language
    return text_of(ticket.desk, kind, language, {"request.reference": ticket.reference, **values})


def subject_about(ticket: Ticket, kind: str) -> str:
    """The subject of that text."""
    known = {"request.reference": ticket.reference, "request.subject": bare_subject(ticket.subject)}
    return subject_of(ticket.desk, kind, ticket.language or ticket.desk.language, known)


def own(desk: Desk, kind: str, language: str) -> str:
    """The desk's own words; empty where it has none."""
    return _kept(desk.texts, kind, language)


def own_subject(desk: Desk, kind: str, language: str) -> str:
    """The subject in the desk's own words; empty where it has none."""
    return _kept(desk.subjects, kind, language)


def own_words(desk: Desk, kind: str, language: str) -> str:
    """Subject and text as far as they are the desk's own, as one text; empty where none is."""
    return "\n\n".join(filter(None, (own_subject(desk, kind, language), own(desk, kind, language))))


def given(kind: str, language: str) -> str:
    """What is said otherwise."""
    with translation.override(_known(language)):
        return str(TEXTS[kind].given)


def given_subject(kind: str, language: str) -> str:
    """What stands above it otherwise; empty where the text stands in another mail."""
    with translation.override(_known(language)):
        return str(TEXTS[kind].subject)


def _kept(texts: Mapping[str, Mapping[str, str]], kind: str, language: str) -> str:
    return str(texts.get(_known(language), {}).get(kind, ""))


def _known(language: str) -> str:
    """A language that texts are kept in."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
