"""What tickets say when something cannot be done, in words for the person who tried."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TicketError(Exception):
    """`str(error)` is a sentence to show; nothing was changed."""

    sentence: str | Promise = _("This could not be done. What you wrote is kept.")

    def __str__(self) -> str:
        return str(self.sentence)


class NotFound(TicketError):
    sentence = _("There is no such request, or it is not among yours.")


class NotAllowed(TicketError):
    sentence = _("Your role does not include this. A lead can do it.")


class LeadsOnly(NotAllowed):
    """A limit: colleagues are protected from a customer."""

    sentence = _(
        "For now a lead looks after this customer, so that it does not weigh on you. Ask one to take this."
    )


class WrongState(TicketError):
    sentence = _(
        "The request has moved on in the meantime, so this no longer fits. Please look at it once more."
    )


class Merged(WrongState):
    sentence = _("This request was merged into another one in the meantime.")


class TakenSince(TicketError):
    sentence = _("A colleague took this a moment before you. It is theirs now.")


class NewerMessage(TicketError):
    """Somebody wrote since the writer last looked."""

    sentence = _("There is a newer message. Please read it, then send or change your answer.")


class NewerDraft(TicketError):
    """The writer went on somewhere else since this page was opened."""

    sentence = _("You wrote more of this on another page or device. Choose which text to keep.")


class Planned(TicketError):
    """An answer of this writer waits for its moment."""

    sentence = _("An answer of yours waits to be sent. Take it back first, then change it.")


class LeftToFill(TicketError):
    sentence = _("Something is still to be filled in. Please look at what stands in braces.")


class OtherRecipients(NewerMessage):
    """An answer would reach somebody whom its writer has not seen."""

    sentence = _("Answers go to somebody else than when you began. Look at who gets it, then send it.")


class OtherAddress(TicketError):
    """After the change answers reach somebody else, and nobody has said that this is meant."""

    sentence = _("From then on answers reach somebody else. Look at both, then change it.")


class Locked(TicketError):
    sentence = _("This request has no usable address yet. Set the customer's address, then answer.")


class NoMailbox(TicketError):
    sentence = _("This desk has no mailbox to write from yet. An administrator can connect one.")


class Empty(TicketError):
    sentence = _("Write a few words first.")


class Incomplete(TicketError):
    """A first message lacks whom it is for, or what it is about."""

    sentence = _("Say to whom it goes, and about what.")


class TooLong(TicketError):
    sentence = _("This is longer than a message can be. Please shorten it or attach it as a file.")


class TooLate(TicketError):
    sentence = _("It has left already, so it can no longer be taken back.")


class BadAddress(TicketError):
    sentence = _("This does not look like an e-mail address.")


class BadDate(TicketError):
    sentence = _("Choose a moment in the future.")


class FarDate(BadDate):
    sentence = _("Choose a moment within the next five years.")


class BadMoment(TicketError):
    sentence = _("A call or a visit is noted after it took place: choose a moment of the past year.")


class BadTag(TicketError):
    sentence = _("A tag is one to forty letters, digits or hyphens.")


class BadReason(TicketError):
    sentence = _("This reason is not in use any more. Choose another one.")


class BadReasonName(TicketError):
    sentence = _("A reason is one to sixty letters that no other reason has.")


class BadCause(TicketError):
    sentence = _("This cause is not in use any more. Choose another one.")


class BadCauseName(TicketError):
    sentence = _("A cause is one to sixty letters that no other cause has.")


class BadView(TicketError):
    sentence = _("A view needs a name of at most sixty letters and something to filter by.")


class TooManyViews(TicketError):
    sentence = _("That is a full shelf of views. Delete one that is no longer used, then save this one.")


class BadFile(TicketError):
    sentence = _("This file cannot be taken: it is empty, or larger than 20 MB.")


class TooManyFiles(TicketError):
    sentence = _("A message carries at most thirty files. Please pack some of them together.")


class TooManyUploads(TicketError):
    sentence = _("That was a great many files in one hour. What you have is kept; go on in a while.")


class SameTicket(TicketError):
    sentence = _("A request cannot be merged into itself.")


class Already(TicketError):
    """There was nothing to change."""

    sentence = _("It was so already.")


class OtherCustomer(TicketError):
    sentence = _(
        "It is another customer's. Requests of two customers are merged one by one, from their page."
    )


class TooFew(TicketError):
    sentence = _("Choose two requests or more of the same customer, and they become one.")


class TooMany(TicketError):
    sentence = _("Choose at most a hundred requests at once.")


class UndoneAlready(TicketError):
    sentence = _("This was taken back already.")


class ChangedSince(TicketError):
    sentence = _("Somebody went on with this request in the meantime, so it stays as it is.")


class LinkedToItself(TicketError):
    sentence = _("A request always has to do with itself. Name another one.")


class WaitsNoMore(TicketError):
    sentence = _("A colleague was quicker, or they hung up: nobody waits there any more.")


class BadText(TicketError):
    """`problems`: one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(*problems)
        self.problems = list(problems)

    def __str__(self) -> str:
        return " ".join(self.problems)


class BadAnswer(TicketError):
    sentence = _("Please choose one of the three answers.")


class NotAsked(TicketError):
    sentence = _("It is not solved any more as it was then.")


class BadReceiver(TicketError):
    sentence = _("Choose a colleague or a team that works at this desk.")


class Unanswered(TicketError):
    sentence = _(
        "Something the customer asked has no answer yet. Answer it, or solve the request all the same."
    )


class Insulting(TicketError):
    sentence = _(
        "The customer may ask to read this note (GDPR, art. 15). Keep what happened; leave out the word that hurts."
    )
