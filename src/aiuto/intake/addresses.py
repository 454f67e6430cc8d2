"""Addresses derived from a mailbox's own: `local+token@domain` brings an answer back to whoever it was given to."""

TEST = "test-"


def with_token(address: str, token: str) -> str:
    """The mailbox's address with a token that the mail server carries along."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}"


def without_token(address: str) -> str:
    """What may be the mailbox's own address: one `+…` less. An address without one stays as it is."""
    local, _, domain = address.rpartition("@")
    return f"{local.rpartition('+')[0] or local}@{domain}"


def self_test_address(address: str, token: str) -> str:
    """Where a mailbox's test mail to itself goes."""
    return with_token(address, TEST + token)
