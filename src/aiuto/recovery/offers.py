"""What is offered to make it good, and whether that can stand: two fair things, or no more than what the law owes."""

from dataclasses import dataclass, replace
from decimal import Decimal

from aiuto.recovery.amounts import LEAST_SHARE, MOST_SHARE, guidance, is_amount, rounded
from aiuto.recovery.errors import (
    BadAmount,
    MoreThanOwed,
    NoChoice,
    NotFair,
    NothingToChoose,
    NotOwed,
    TooMuch,
)
from aiuto.recovery.models import Good

BY_LAW = frozenset({Good.REFUND, Good.PARTIAL_REFUND, Good.REPLACEMENT, Good.REPAIR})
"""What the law knows: the money back, a lower price, another one, a repair. All else is a gift."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the customer chose, and what they were offered beside it; `line` is the id of a line of the recovery.

    Without `other_amount` both are worth the same. `fair_why`: why the two are fair although one is below the range.
    `by_page`: they have not chosen, and do so by a page that is mailed to them.
    """

    kind: str
    amount: Decimal
    why: str
    other: str = ""
    other_amount: Decimal | None = None
    fair_why: str = ""
    owed: bool = False
    line: int | None = None
    by_page: bool = False

    @property
    def kinds(self) -> set[str]:
        return {self.kind, self.other} - {""}

    @property
    def amounts(self) -> list[Decimal]:
        return [self.amount, self.amount if self.other_amount is None else self.other_amount]

    def dearer_first(self) -> "Offer":
        """Until they have chosen, authority and budget are asked for the dearer one."""
        if not self.by_page or self.other_amount is None or self.other_amount <= self.amount:
            return self
        return replace(
            self, kind=self.other, amount=self.other_amount, other=self.kind, other_amount=self.amount
        )


def check(offer: Offer, price: Decimal | None, *, goods: str, owed: Decimal, currency: str) -> None:
    """`price` is what the articles cost together, where that is known; `goods` whether they were kept; `owed` what the
    law's part of it is already worth, in this currency.

    Raises BadAmount, NotOwed, MoreThanOwed, NoChoice, NothingToChoose, TooMuch, NotFair.
    """
    if not all(map(is_amount, offer.amounts)):
        raise BadAmount
    if offer.owed:
        _check_owed(offer, price, currency)
        return
    _check_two(offer)
    if price is not None and max(offer.amounts) > price * MOST_SHARE:
        raise TooMuch
    least = _least(offer, price, goods=goods, owed=owed)
    if min(offer.amounts) < least and not offer.fair_why.strip():
        raise NotFair(least, currency)


def _check_owed(offer: Offer, price: Decimal | None, currency: str) -> None:
    if offer.by_page:
        raise NothingToChoose
    if not offer.kinds <= BY_LAW:
        raise NotOwed
    if price is not None and max(offer.amounts) > rounded(price):
        raise MoreThanOwed(rounded(price), currency)


def _check_two(offer: Offer) -> None:
    if not offer.other or offer.other == offer.kind:
        raise NoChoice
    if offer.by_page and offer.other_amount is None:
        raise NothingToChoose


def _least(offer: Offer, price: Decimal | None, *, goods: str, owed: Decimal) -> Decimal:
    """From what on a choice is fair: by the range for the price, less what the law owes; else beside the other one."""
    low = Decimal() if price is None else guidance(price, goods).low - owed
    return low if low > 0 else rounded(max(offer.amounts) * LEAST_SHARE)
