"""Who changes something: the `by` of every write."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "customer", "rule", "import", "system"]
KINDS: tuple[Kind, ...] = ("person", "customer", "rule", "import", "system")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (user id), a customer (customer id), a rule, an import or the system itself."""

    kind: Kind
    id: int | None = None


SYSTEM = Actor("system")
IMPORT = Actor("import")
RULE = Actor("rule")


def person(user_id: int) -> Actor:
    """The colleague with this user id."""
    return Actor("person", user_id)


def customer(customer_id: int | None) -> Actor:
    """The customer with this id; None where nobody knows which one it is."""
    return Actor("customer", customer_id)
