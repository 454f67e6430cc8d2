"""Single values of an order as people and programs write them: dates, amounts, words. Each raises WrongValue."""

import re
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from aiuto.customers.addresses import normal_email, normal_phone

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_ITALIAN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")
_AMOUNT = re.compile(r"-?\d+(?:[.,' ]\d+)*")
_CONFUSED = re.compile(r".*(?:,.*\..*\.|\..*,.*,|,.*\..*,|\..*,.*\.).*")
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "CHF": "CHF"}


class WrongValue(ValueError):
    """`str(error)` is a sentence for whoever made the file."""


def text(value: str, *, name: str, longest: int) -> str:
    """Words on one line."""
    words = " ".join(value.replace("\0", " ").split())
    if len(words) > longest:
        raise WrongValue(
            _("%(name)s has %(length)s characters, at most %(longest)s fit.")
            % {"name": name, "length": len(words), "longest": longest}
        )
    return words


def needed(value: str, *, name: str, longest: int) -> str:
    words = text(value, name=name, longest=longest)
    if not words:
        raise WrongValue(_("%(name)s is missing.") % {"name": name})
    return words


def day(value: str, *, name: str) -> date | None:
    """2026-03-31, also with a time behind it, or 31/03/2026; None where nothing is written."""
    written = value.strip()
    if not written:
        return None
    if found := _ISO.fullmatch(written):
        year, month, number = map(int, found.groups())
    elif found := _ITALIAN.fullmatch(written):
        number, month, year = map(int, found.groups())
    else:
        raise WrongValue(_not_a_day(written, name))
    try:
        return date(year, month, number)
    except ValueError:
        raise WrongValue(_not_a_day(written, name)) from None


def amount(value: str, *, name: str, decimal_comma: bool, places: int, digits: int = 12) -> Decimal:
    """1234.5, 1.234,50 or € 12: where one sign alone could be either, `decimal_comma` decides."""
    bare = value.strip().strip("€$£ ")
    if not _AMOUNT.fullmatch(bare) or _CONFUSED.fullmatch(bare):
        raise WrongValue(_("%(name)s: “%(value)s” is not a number.") % {"name": name, "value": value[:40]})
    number = Decimal(_plain(re.sub(r"[' ]", "", bare), decimal_comma=decimal_comma))
    if abs(number) >= 10 ** (digits - places):
        raise WrongValue(_("%(name)s: %(value)s is too large.") % {"name": name, "value": value[:40]})
    return round(number, places)


def currency(value: str) -> str:
    """Three letters; euro where nothing is written."""
    code = value.strip().upper() or "EUR"
    code = _SYMBOLS.get(code, code)
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise WrongValue(_("“%(value)s” is not a currency: write EUR, CHF…") % {"value": value[:20]})
    return code


def email(value: str) -> str:
    """The normalised address, or nothing."""
    found = normal_email(value)
    if value.strip() and found is None:
        raise WrongValue(_("“%(value)s” is not an e-mail address.") % {"value": value[:80]})
    return found or ""


def phone(value: str) -> str:
    """The number in E.164, or nothing."""
    found = normal_phone(value)
    if value.strip() and found is None:
        raise WrongValue(_("“%(value)s” is not a telephone number.") % {"value": value[:40]})
    return found or ""


def _not_a_day(written: str, name: str) -> str:
    sentence = _("%(name)s: “%(value)s” is not a date: write 2026-03-31 or 31/03/2026.")
    return sentence % {"name": name, "value": written[:40]}


def _plain(number: str, *, decimal_comma: bool) -> str:
    """Thousands without their sign, decimals behind a point."""
    last = max(number.rfind(","), number.rfind("."))
    sign = number[last] if last >= 0 else ""
    lone = number.count(sign) == 1 if sign else False
    both = "," in number and "." in number
    grouped = lone and not both and len(number) - last == 4 and (sign == ",") is not decimal_comma
    if not lone or grouped:
        return number.replace(",", "").replace(".", "")
    whole, _sign, decimals = number.rpartition(sign)
    return f"{whole.replace(',', '').replace('.', '')}.{decimals or '0'}"
