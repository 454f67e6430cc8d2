"""Secrets that must be read again: kept encrypted with a key made from SECRET_KEY."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def conceal(secret: str, *, purpose: str) -> str:
    """The form to keep. Each purpose has its own key, so that one can't be read as another."""
    return _box(purpose).encrypt(secret.encode()).decode()


def reveal(kept: str, *, purpose: str) -> str:
    """What `conceal` was given. Raises cryptography's InvalidToken when the key was changed since."""
    return _box(purpose).decrypt(kept.encode()).decode()


def _box(purpose: str) -> MultiFernet:
    """Older keys still read, the present one writes."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(str(key), purpose)) for key in keys])


def _key(secret_key: str, purpose: str) -> bytes:
    derived = HKDF(SHA256(), length=32, salt=None, info=f"aiuto: {purpose}".encode())
    return urlsafe_b64encode(derived.derive(secret_key.encode()))
