"""The sample company's desks, people and orders."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.resources import files

from aiuto.cli.demo.playing import ADDRESSES, play
from aiuto.cli.demo.reading import Colleague, Company, read_company
from aiuto.cli.demo.replies import keep_replies
from aiuto.cli.demo.telephone import ring
from aiuto.flows.change_desk import Front, change_desk
from aiuto.flows.connect_mailbox import connect_mailbox
from aiuto.flows.create_desk import create_desk
from aiuto.flows.create_user import create_user
from aiuto.flows.finish_welcome import finish_welcome
from aiuto.flows.import_orders import import_orders
from aiuto.flows.keep_house_rule import keep_house_rule
from aiuto.flows.keep_reason import keep_reason
from aiuto.flows.mute_rule import mute_rule
from aiuto.people.queries import User, default_desk

PASSWORD = "una-luce-in-cucina"  # noqa: S105 - the demo's, printed for everybody
DAYS = 31
REASONS = (
    "Consegna in ritardo",
    "Arrivata danneggiata",
    "Non funziona",
    "Reso",
    "Fattura",
    "Domanda sul prodotto",
    "Ricambio",
    "Complimento",
)
AVOIDED = {
    "language": "it",
    "avoid": "purtroppo\nsiamo spiacenti di comunicarle",
    "say": "Ecco che cosa possiamo fare: …",
    "why": "Prima ciò che si può: il resto si capisce da sé.",
}
MUTED = ("it.jargon", "Chi rivende le nostre lampade usa le stesse parole: SKU, DDT, evasione.")
SIGNATURE = "Lumiera · lampade fatte a mano\nVia dei Vetrai 12, Murello · www.lumiera.example"


def furnish(now: datetime) -> Company:
    """Load everything, as if the month up to `now` had just been lived."""
    company = read_company(now)
    begun = now - timedelta(days=DAYS + 14)
    desks = _desks(begun)
    finish_welcome(now=begun)
    people = {key: _account(colleague, begun) for key, colleague in company.colleagues.items()}
    for name in REASONS:
        keep_reason(None, name=name, by=people["irene"], now=begun)
    keep_house_rule(None, **AVOIDED, user=people["emma"], now=begun)
    mute_rule(MUTED[0], muted=True, reason=MUTED[1], user=people["emma"], now=begun)
    keep_replies(people["emma"], now=begun)
    import_orders(_orders(now), source="Negozio", now=begun)
    play(company, people=people, desks=desks, until=now)
    ring(people["anna"], name="Nadia Conti", number="+39 02 5550 0133", now=now)
    return company


def _desks(now: datetime) -> dict[str, int]:
    """Ids of the customers' desk, which every installation begins with, and the colleagues'."""
    customers = change_desk(
        default_desk(),
        Front(
            name="Assistenza clienti", from_name="Assistenza Lumiera", signature=SIGNATURE, acknowledge=True
        ),
        now=now,
    )
    connect_mailbox(customers, address=ADDRESSES["customers"], now=now)
    colleagues = create_desk(
        name="Aiuto interno",
        kind="colleagues",
        language="it",
        teams=["Aiuto interno"],
        address=ADDRESSES["colleagues"],
        now=now,
    )
    return {"customers": customers.pk, "colleagues": colleagues.pk}


def _account(colleague: Colleague, now: datetime) -> User:
    return create_user(
        email=colleague.email,
        name=colleague.name,
        role=colleague.role,
        password=PASSWORD,
        teams=colleague.teams,
        language=colleague.language,
        now=now,
    )


def _orders(now: datetime) -> Iterator[bytes]:
    """`orders.csv` with its days, which count back from now, turned into dates."""
    rows = csv.DictReader((files(__package__) / "orders.csv").read_text(encoding="utf-8").splitlines())
    written = io.StringIO()
    writer = csv.DictWriter(written, rows.fieldnames or ())
    writer.writeheader()
    for row in rows:
        dates = {name: _date(row[name], now) for name in ("date", "promised", "delivered")}
        writer.writerow(row | dates)
    return iter(written.getvalue().encode().splitlines(keepends=True))


def _date(days: str, now: datetime) -> str:
    return (now - timedelta(days=int(days))).date().isoformat() if days else ""
