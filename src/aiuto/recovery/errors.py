"""What recoveries say when something cannot be done, in words for the person who tried."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aiuto.tickets.errors import TicketError


class RecoveryError(Exception):
    """`str(error)` is a sentence to show; nothing was changed."""

    sentence: str | Promise = _("This could not be done. Everything is as it was.")

    def __str__(self) -> str:
        return str(self.sentence)


class NotFound(RecoveryError):
    sentence = _("There is no such recovery, or it is not among yours.")


class WrongState(RecoveryError):
    sentence = _("The recovery has moved on in the meantime. Please look at it once more.")


class TooLate(RecoveryError):
    sentence = _("It cannot be taken back any more: carry it to its end, or ask a lead to leave steps out.")


class UnderWay(RecoveryError):
    sentence = _("A recovery is open here already.")


class NothingSaid(RecoveryError):
    sentence = _("Say in a few words what happened, or what was done.")


class NoProof(RecoveryError):
    sentence = _(
        "Show that it was done: a tracking number or a link, a photo or a file, or the request of colleagues."
    )


class NoSuchMessage(RecoveryError):
    sentence = _("What you chose is not here any more. Choose again where they said it.")


class BySentMessage(RecoveryError):
    sentence = _("This step is done by an answer in which the customer reads a real apology.")


class StepsMissing(RecoveryError):
    sentence = _("A step is still missing. Do it, or ask a lead to agree that it is left out.")


class NoCause(RecoveryError):
    sentence = _("Say first what caused it: that is how it does not happen to the next customer.")


class Unsaid(TicketError):
    """Something would be put off while a recovery stands still and nobody has said why."""

    sentence = _("A recovery stands still here past its time. Say first what blocks it, then put it off.")


class NoSuchDesk(RecoveryError):
    sentence = _("Choose who can remove it: a colleague of this desk, or a desk for colleagues.")


class StillMending(TicketError):
    """A request is to be closed while something is to be made good there."""

    sentence = _(
        "Something is still to be made good here. Carry the recovery to its end, then close the request."
    )


class NotAsked(RecoveryError):
    sentence = _("Ask the customer after the fix: first say what was done.")


class NobodyAsked(RecoveryError):
    sentence = _("Ask the customer first, or note that you did: no answer counts from then.")


class TooEarly(RecoveryError):
    sentence = _("Give the customer some days to answer before noting that there is no answer.")


class AskedBefore(RecoveryError):
    sentence = _("The customer was asked already. What they answer is noted here.")


class NoSuchColleague(RecoveryError):
    sentence = _("Choose a colleague who works at this desk.")


class NoSuchLine(RecoveryError):
    sentence = _("This order has changed in the meantime. Please choose its articles once more.")


class GivenForLine(RecoveryError):
    sentence = _("Something was given for this article: it stays among what the recovery is about.")


class BadCurrency(RecoveryError):
    sentence = _("Write the three capital letters of a currency, such as EUR.")


class BadDuty(RecoveryError):
    sentence = _("Write how long it holds: at most a year of days, or ten years of months.")


class BadAmount(RecoveryError):
    sentence = _(
        "Write an amount such as 12.50: more than nothing, at most two decimals, no thousands separator."
    )


class TooMuch(RecoveryError):
    sentence = _(
        "Beyond one and a half times the price nothing is won any more. Choose less, or another kind."
    )


class Bound(RecoveryError):
    """What something is worth lies beyond `amount`."""

    def __init__(self, amount: Decimal, currency: str) -> None:
        self.amount, self.currency = amount, currency
        super().__init__(amount, currency)

    def __str__(self) -> str:
        amount = number_format(self.amount, 2, use_l10n=True)
        return str(self.sentence) % {"amount": amount, "currency": self.currency}


class NotFair(Bound):
    """One of two choices is worth less than `amount`, and nobody has said why that is fair all the same."""

    sentence = _(
        "Each of the two is to be fair: here that begins at %(amount)s %(currency)s. Offer more, or say why it is fair"
        " all the same."
    )


class NotOwed(RecoveryError):
    """A kind that no law knows."""

    sentence = _(
        "The law owes a refund, a lower price, another article or a repair. What else you give is a gift of ours: offer"
        " it beside that, with a second choice."
    )


class MoreThanOwed(Bound):
    """`amount` is what it was bought for."""

    sentence = _(
        "The law owes what was paid, here %(amount)s %(currency)s: note that as owed. What you give beyond it comes"
        " beside it, with a second choice, on budget and authority. Was the delivery paid, too? Add its line to the"
        " recovery."
    )


class NoChoice(RecoveryError):
    """What is not owed is a choice of the customer's."""

    sentence = _("Offer a second choice that is fair, too: what they choose means more to them.")


class NothingToChoose(RecoveryError):
    sentence = _(
        "To let them choose, say what both are worth. What the law owes is no choice: note what they want."
    )


class CannotAsk(RecoveryError):
    sentence = _(
        "They cannot be asked by mail: their address is not proved, or nobody has answered them yet. Ask them on the"
        " telephone and note what they chose."
    )


class ChosenAlready(RecoveryError):
    sentence = _("They have chosen already, or something else was decided in the meantime.")


class NotOffered(RecoveryError):
    sentence = _("Choose one of the two that were offered.")


class NotChosen(RecoveryError):
    sentence = _("The customer has not chosen yet. Wait for their answer, or ask them and note it.")


class OnItsWay(RecoveryError):
    sentence = _("The payment system is paying this out. Wait for its answer, so that it is not paid twice.")


class BadWebhook(RecoveryError):
    sentence = _("Write an address that begins with https://, and a secret of 16 characters at least.")


class SecretUnreadable(RecoveryError):
    sentence = _(
        "The secret of this desk's payment system cannot be read any more. Type it anew in its settings."
    )


class GivenAlready(RecoveryError):
    sentence = _("Something is proposed or given here already. Say first what became of it.")


class NotPaid(RecoveryError):
    """Something would end over money that is under way."""

    sentence = _(
        "Something is proposed or agreed to here and not paid out yet. Pay it out and note its proof, or wait for"
        " whoever decides about it; then go on. Do they not want it any more? A lead calls it off."
    )


class NotToCallOff(RecoveryError):
    sentence = _("What was agreed to is called off by a lead who did not propose it. Ask one.")


class NotYours(RecoveryError):
    """Neither the owner's nor a lead's."""

    sentence = _("Whoever carries this recovery decides it, or a lead.")


class NotSaid(RecoveryError):
    sentence = _("Say both the facts and how this customer is served well.")


class Unkind(RecoveryError):
    """The coach finds words that would hurt; `words` are their sentences."""

    sentence = _("This can be said more kindly: %(words)s Say what we can do, in other words.")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = list(words)
        super().__init__(*self.words)

    def __str__(self) -> str:
        return str(self.sentence) % {"words": " ".join(f"“{each}”" for each in self.words)}


class WrongNumber(RecoveryError):
    sentence = _("Ask two to five colleagues of this desk, and not yourself.")


class AskingAlready(RecoveryError):
    sentence = _("The team is asked already. Close that asking first.")


class GivenBefore(RecoveryError):
    sentence = _("You have given your view. What the others said stands beside it.")


class NoVerdict(RecoveryError):
    sentence = _("Say what you think, and in a few words why.")


class NotYet(RecoveryError):
    sentence = _("An attempt is noted once it was made: its moment is not over yet.")


class TooFew(RecoveryError):
    sentence = _("Note first what was offered and what they answered: more attempts are needed for this.")


class WroteSince(RecoveryError):
    """A last message would leave over words that its writer has not read."""

    sentence = _(
        "Somebody has written since this was proposed. Decline it with this reason: it is read first and proposed anew."
    )


class LastWord(TicketError):
    """A message is to be taken back on which a lead agreed to close."""

    sentence = _(
        "The recovery is closed with this message, and a lead agreed to it. Write another one instead."
    )
