"""Passwords of mailboxes: kept encrypted with a key made from SECRET_KEY, shown to nobody."""

from cryptography.fernet import InvalidToken

from aiuto.intake.errors import SecretUnreadable
from aiuto.people import secrets

PURPOSE = "secrets of mailboxes, 1"


def conceal(secret: str) -> str:
    """The form kept in `Mailbox.secret`; nothing stays nothing."""
    return secrets.conceal(secret, purpose=PURPOSE) if secret else ""


def reveal(kept: str) -> str:
    """The secret that `conceal` was given. Raises SecretUnreadable when the key was changed since."""
    try:
        return secrets.reveal(kept, purpose=PURPOSE) if kept else ""
    except InvalidToken:
        raise SecretUnreadable from None
