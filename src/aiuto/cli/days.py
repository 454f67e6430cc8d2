"""A day as it is typed: `2026-01-31`, which begins at midnight in the installation's time zone."""

import argparse
from datetime import datetime

from django.utils import timezone


def day(text: str) -> datetime:
    """The moment that it begins; a moment stays what it is. Raises ArgumentTypeError."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a day: {text!r}; write 2026-01-31") from None
    return at if at.tzinfo else timezone.make_aware(at)
