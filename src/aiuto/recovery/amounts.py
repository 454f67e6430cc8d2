"""Money: read as people write it, rounded to the cent, and how much is fair, with the reason."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aiuto.recovery.errors import BadAmount
from aiuto.recovery.models import Good, Goods

CENT = Decimal("0.01")
MOST = Decimal(1_000_000)
MOST_SHARE = Decimal("1.5")
"""Of the price: beyond it no customer is won back (Haesevoets and others, 2017)."""
LEAST_SHARE = Decimal("0.5")
"""Of the dearer of two choices, where no price says what is fair: below it, the other one is no choice."""
_WRITTEN = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Guidance:
    """What is fair for a price, from and to, what is usual, and why."""

    low: Decimal
    usual: Decimal
    high: Decimal
    why: str | Promise


def read_amount(text: str) -> Decimal:
    """An amount with a comma or a point before the cents. Raises BadAmount for nothing, too much and "1.250"."""
    if not _WRITTEN.fullmatch(text.strip()):
        raise BadAmount
    amount = rounded(Decimal(text.strip().replace(",", ".")))
    if not is_amount(amount):
        raise BadAmount
    return amount


def is_amount(amount: Decimal) -> bool:
    """Something, not more than `MOST`, in whole cents."""
    return amount.is_finite() and 0 < amount <= MOST and amount == rounded(amount)


def rounded(amount: Decimal) -> Decimal:
    """To the cent, half up."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def said(kind: str, amount: Decimal, currency: str) -> str:
    """ "voucher, 20.00 EUR", as the reader's language writes it."""
    return f"{Good(kind).label}, {number_format(rounded(amount), 2, use_l10n=True)} {currency}"


def guidance(price: Decimal, goods: str) -> Guidance:
    """Shares of the price, by whether the goods were kept (Gelbrich, Gäthke and Grégoire, 2015)."""
    if goods == Goods.REJECTED:
        shares = ("0.6", "1", "1.2")
        why: str | Promise = _("The goods are not theirs: about the whole price is what mends it.")
    else:
        shares = ("0.05", "0.15", "0.3")
        why = _("The goods stay with them: the first euros mean the most.")
    low, usual, high = (rounded(price * Decimal(share)) for share in shares)
    return Guidance(low, usual, high, why)
