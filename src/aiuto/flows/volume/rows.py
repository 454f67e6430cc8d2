"""The rows of invented requests: customers, tickets, messages, what is found of them, and what happened."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiuto.customers.models import ContactPoint, Customer
from aiuto.flows.volume.texts import Writer
from aiuto.flows.volume.writing import Row, Table
from aiuto.journal.models import Event
from aiuto.tickets.models import Message, Participant, SearchEntry, Ticket
from aiuto.tickets.references import ALPHABET, REFERENCE_LENGTH

LAST = datetime(2026, 6, 30, 12)  # noqa: DTZ001 - the database takes naive UTC here
SPAN = timedelta(days=3 * 365)
CEILING = timedelta(hours=4)
AGAIN = 0.6
LONG_THREAD = 200
LONG = 20
_SCRAMBLE = 0x9E3779B97F4A7C15F39CC0605D
_STATES = (
    ("closed", 0.90),
    ("solved", 0.94),
    ("new", 0.955),
    ("open", 0.975),
    ("waiting", 0.99),
    ("hold", 1.0),
)


def tables() -> dict[str, Table]:
    """In the order in which rows may be written."""
    said = (
        "id",
        "ticket",
        "direction",
        "channel",
        "author",
        "contact_point",
        "shown_from",
        "sender",
        "from_name",
    )
    times = ("created_at", "last_message_at", "waiting_since", "turn_at", "hold_until", "solved_at")
    opened = (
        "id",
        "reference",
        "desk",
        "owner",
        "customer",
        "subject",
        "excerpt",
        "language",
        "state",
        "channel",
    )
    return {
        "customer": Table(Customer, "id", "name", "name_key", "family_key", "language", "created_at"),
        "contact_point": Table(ContactPoint, "id", "customer", "kind", "value", "created_at"),
        "ticket": Table(Ticket, *opened, *times),
        "participant": Table(Participant, "id", "ticket", "contact_point", "token", "sees_from"),
        "message": Table(Message, *said, "subject", "text", "reply_text", "at", "stored_at"),
        "entry": Table(SearchEntry, "message", "ticket", "stems"),
        "event": Table(
            Event, "id", "at", "kind", "actor_kind", "actor_id", "origin", "ticket", "customer", "data"
        ),
    }


@dataclass(slots=True)
class Maker:
    """Makes tickets one after the other; `ids` is the next id of each table, `step` the time between two tickets."""

    writer: Writer
    ids: dict[str, int]
    desks: list[int]
    users: list[int]
    step: timedelta
    at: datetime = LAST - SPAN
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    _people: list[tuple[int, int, str, str]] = field(default_factory=list)

    def ticket(self) -> None:
        """One request with its customer, messages, index entries and events."""
        self.at += self.step
        customer, point, name, email = self._person()
        ticket, state = self._next("ticket"), self._state()
        count = LONG if ticket % LONG_THREAD == 0 else 1 + int(self.writer.random.expovariate(0.9))
        first = self._message(ticket, 0, point, name, email)
        for n in range(1, count):
            self._message(ticket, n, point, name, email)
        last = self.at + timedelta(minutes=7 * (count - 1))
        self._ticket(ticket, state, customer, first, last)
        token = f"{ticket * _SCRAMBLE % (1 << 104):026x}"
        self.rows["participant"].append((self._next("participant"), ticket, point, token, str(self.at)))
        self._event("ticket.opened", self.at, ticket, customer, '{"channel": "web"}')
        if state in {"solved", "closed"}:
            self._event("ticket.solved", last, ticket, customer, '{"was": "open", "state": "solved"}')

    def _ticket(self, ticket: int, state: str, customer: int, first: tuple[str, str], last: datetime) -> None:
        words, language = first
        waits = state in {"new", "open"}
        owner = self.writer.random.choice(self.users) if self.users and state != "new" else None
        desk = self.writer.random.choice(self.desks)
        self.rows["ticket"].append(
            (
                *(
                    ticket,
                    reference(ticket),
                    desk,
                    owner,
                    customer,
                    words[:60],
                    words[:160],
                    language,
                    state,
                    "web",
                ),
                *(
                    str(self.at),
                    str(last),
                    str(self.at) if waits else None,
                    str(self.at + CEILING) if waits else None,
                ),
                str(LAST + timedelta(days=30)) if state == "hold" else None,
                str(last) if state in {"solved", "closed"} else None,
            )
        )

    def _message(self, ticket: int, n: int, point: int, name: str, email: str) -> tuple[str, str]:
        """By turns from the customer and noted by us: no mail was read and none has to leave."""
        message, at = self._next("message"), self.at + timedelta(minutes=7 * n)
        text = self.writer.text(message)
        answer = n % 2 == 1
        author = self.writer.random.choice(self.users) if self.users and answer else None
        said = ("note", author, None, "", "", "") if answer else ("in", None, point, name, email, name)
        self.rows["message"].append(
            (
                message,
                ticket,
                said[0],
                "web",
                *said[1:],
                text.words[:60],
                text.words,
                text.words,
                str(at),
                str(at),
            )
        )
        self.rows["entry"].append((message, ticket, text.stems))
        if n:
            self._event(
                "note.added" if answer else "message.received", at, ticket, None, f'{{"message": {message}}}'
            )
        return text.words, text.language

    def _event(self, kind: str, at: datetime, ticket: int, customer: int | None, data: str) -> None:
        self.rows["event"].append(
            (self._next("event"), str(at), kind, "import", None, "import", ticket, customer, data)
        )

    def _person(self) -> tuple[int, int, str, str]:
        """Somebody new, or one of the last few hundred who wrote."""
        if self._people and self.writer.random.random() < AGAIN:
            return self.writer.random.choice(self._people)
        customer, point = self._next("customer"), self._next("contact_point")
        name, keys = self.writer.name()
        email = f"{name.lower().replace(' ', '.')}.{customer}@posta.example"
        self.rows["customer"].append((customer, name, *keys, "it", str(self.at)))
        self.rows["contact_point"].append((point, customer, "email", email, str(self.at)))
        person = (customer, point, name, email)
        if len(self._people) < 500:
            self._people.append(person)
        else:
            self._people[self.writer.random.randrange(500)] = person
        return person

    def _state(self) -> str:
        chance = self.writer.random.random()
        return next(state for state, upto in _STATES if chance < upto)

    def _next(self, table: str) -> int:
        found = self.ids[table]
        self.ids[table] = found + 1
        return found


def reference(ticket: int) -> str:
    """Spread over all references as random ones are, and never the same twice."""
    scrambled = ticket * _SCRAMBLE % (1 << 5 * REFERENCE_LENGTH)
    return "".join(ALPHABET[scrambled >> 5 * n & 31] for n in range(REFERENCE_LENGTH))
