"""Names nobody can guess: ticket references, reply tokens, Message-IDs."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 8
TOKEN_LENGTH = 26


def new_reference() -> str:
    """Eight characters of Crockford's base 32: what customers read out on the telephone."""
    return "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_LENGTH))


def normal_reference(text: str) -> str:
    """The reference as stored, from what a person typed (Crockford: O is 0, I and L are 1)."""
    return text.replace("\0", "").strip().upper().translate(str.maketrans("OIL", "011"))


def new_token() -> str:
    """130 random bits in 26 lower-case characters, fit for the local part of an address."""
    return "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH)).lower()


def new_message_id(domain: str) -> str:
    """A Message-ID without angle brackets."""
    return f"{new_token()}@{domain}"


def tokens_in(addresses: tuple[str, ...], *, limit: int = 20) -> list[str]:
    """What could be a reply token in `local+token@domain`, in the order given."""
    parts = (address.partition("@")[0].rpartition("+")[2].lower() for address in addresses[:limit])
    return [part for part in parts if len(part) == TOKEN_LENGTH and set(part.upper()) <= set(ALPHABET)]
