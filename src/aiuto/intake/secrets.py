"""Passwords of mailboxes: kept encrypted with a key made from SECRET_KEY, shown to nobody."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from aiuto.intake.errors import SecretUnreadable

PURPOSE = b"aiuto: secrets of mailboxes, 1"


def conceal(secret: str) -> str:
    """The form kept in `Mailbox.secret`; nothing stays nothing."""
    return _box().encrypt(secret.encode()).decode() if secret else ""


def reveal(kept: str) -> str:
    """The secret that `conceal` was given. Raises SecretUnreadable when the key was changed since."""
    try:
        return _box().decrypt(kept.encode()).decode() if kept else ""
    except InvalidToken:
        raise SecretUnreadable from None


def _box() -> MultiFernet:
    """Older keys still read, the present one writes."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(key))) for key in keys])


def _key(secret_key: str) -> bytes:
    return urlsafe_b64encode(HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret_key.encode()))
