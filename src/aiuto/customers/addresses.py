"""Addresses as they are stored, compared and looked up while somebody types."""

import re

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_NAMED_PHONE = re.compile(
    r"\b(?:tel|telefono|telefonic\w|cell|cellulare|recapito|mio numero|(?:ri)?chiam\w+|whatsapp"
    r"|phone|mobile|my number|call|ring|reach)\b[^\n\d+]{0,25}(\+?\d[\d ().-]{6,18}\d)",
    re.IGNORECASE,
)
"""A number beside a word that says what it is for: an order has one too."""


def normal_email(text: str) -> str | None:
    """The address in lower case, or None when it is none."""
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return None
    return address if len(address) <= 254 else None


def normal_phone(text: str) -> str | None:
    """The number in E.164, or None when it is none. Without a prefix it is a number of the installation's country."""
    try:
        number = phonenumbers.parse(text[:60], settings.ENVIRONMENT.aiuto_phone_region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_in(text: str) -> str:
    """The first telephone number, in E.164, that a text names as one; empty without."""
    for named in _NAMED_PHONE.finditer(text):
        number = normal_phone(named[1])
        if number and phonenumbers.is_valid_number(phonenumbers.parse(number)):
            return number
    return ""


def phone_beginning(text: str) -> str:
    """What a number in E.164 begins with, from the part of it that was typed so far."""
    digits = _digits(text)
    if text.strip().startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    country = phonenumbers.country_code_for_region(settings.ENVIRONMENT.aiuto_phone_region)
    return f"+{country}{digits}"


def backwards(text: str) -> str:
    """The digits of a number (or of its end) from the last to the first, as `ContactPoint.backwards` keeps them."""
    return _digits(text)[::-1][:20]


def shown_phone(value: str) -> str:
    """A number in E.164 with the blanks that people read it by."""
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _digits(text: str) -> str:
    return "".join(re.findall(r"[0-9]", text[:60]))
