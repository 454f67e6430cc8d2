"""Addresses as they are stored and compared."""

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email


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
