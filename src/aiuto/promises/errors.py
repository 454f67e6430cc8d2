"""What promises say when something cannot be done, in words for the person who tried."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aiuto.tickets.errors import TicketError


class PromiseError(Exception):
    """`str(error)` is a sentence to show; nothing was changed."""

    sentence: str | Promise = _("This could not be done. Everything is as it was.")

    def __str__(self) -> str:
        return str(self.sentence)


class NotFound(PromiseError):
    sentence = _("There is no such promise, or it is not among yours.")


class WrongState(PromiseError):
    sentence = _("This promise has come to its end in the meantime. Please look at it once more.")


class TooLate(PromiseError):
    """It is due already."""

    sentence = _("It was due already, so it can no longer be moved. Keep it now, and promise the rest anew.")


class BadDue(PromiseError):
    sentence = _("Choose a moment in the future, within the next five years.")


class BadWindow(PromiseError):
    sentence = _("An appointment ends after it begins, on the same day or the next.")


class AfterTheirDate(PromiseError):
    """The customer needs it sooner, and nobody has said that this is known."""

    sentence = _("The customer needs it sooner. Choose another time, or promise it all the same.")


class NothingPromised(PromiseError):
    sentence = _("Say in a few words what is promised.")


class BadKind(PromiseError):
    sentence = _("Give the kind a name in both languages, which no other kind has.")


class BadClaim(PromiseError):
    sentence = _(
        "A claim says something, of one kind of promise, within one minute to ninety days, with a floor from 1 to 100."
    )


class NoReason(PromiseError):
    sentence = _("Say in a few words why.")


class BadRule(PromiseError):
    sentence = _(
        "A rule is for a reason, a customer or a desk, with a time between one minute and ninety days."
    )


class NotTheirs(PromiseError):
    """A colleague was promised it."""

    sentence = _("It was promised to a colleague, so it is theirs to let go, or a lead's. Ask them.")


class OfStep(PromiseError):
    """A step of a recovery ends it: by its evidence, or left out by a second person."""

    sentence = _("A step of the recovery keeps this: do the step, or ask a lead to leave it out.")


class OfItself(PromiseError):
    """A reminder to the customer is sent by itself, or not at all."""

    sentence = _(
        "This is sent by itself. If it is not wanted, say on its request that they are not reminded."
    )


class LaterThanWanted(TicketError):
    """An answer is to leave that promises something for a day when the customer no longer needs it."""

    sentence = _("The customer needs it sooner than this promises. Change the day, or send it all the same.")


class PastWhenItLeaves(TicketError):
    """The time of something that an answer promises is over by the moment at which it is to leave."""

    sentence = _(
        "When this leaves, the time that it names is past. Change one of the two, or send it as it stands."
    )


class StillOwed(TicketError):
    """A request is to end while something that somebody promised is open."""

    sentence = _("Something was promised here. Say first what became of it.")
