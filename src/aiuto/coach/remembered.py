"""A memory: what a function says, asked once for each key."""

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(dict[Key, Value]):
    """Looked up like any mapping; what is not known yet is asked for and kept."""

    __slots__ = ("_ask",)

    def __init__(self, ask: Callable[[Key], Value]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, key: Key) -> Value:
        value = self[key] = self._ask(key)
        return value
