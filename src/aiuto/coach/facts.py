"""What is known around a draft; all of it may be missing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from aiuto.coach.dates import monday_to_friday


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`known`: what the customer need not be asked for, by name ("order", "address", "phone", "email", "photo",
    "serial", "purchase"…).

    `attachments`: how many go along, None where that is not known. `outside`: recipients who are not of the request.
    `promises`: when the open ones are due, None where nobody keeps them. `points`: what the customer raised.
    `works`: which days are worked.
    """

    customer_text: str = ""
    customer_name: str = ""
    known: Mapping[str, str] = field(default_factory=dict)
    recovery: bool = False
    promises: Sequence[date | datetime] | None = None
    address: str = ""
    language: str = ""
    attachments: int | None = None
    outside: Sequence[str] = ()
    points: Sequence[str] = ()
    works: Callable[[date], bool] = monday_to_friday


NO_FACTS = Facts()
