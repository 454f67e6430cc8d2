"""Old mail comes in: kept with its dates, answered by nobody."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from aiuto.flows.receive_message import Receipt, receive_message
from aiuto.intake.parsing import parser
from aiuto.intake.queries import own_addresses
from aiuto.journal.actors import IMPORT
from aiuto.people.models import Desk


def import_history(
    mails: Iterable[tuple[str, bytes]], *, desk: Desk, now: datetime
) -> Iterator[tuple[str, Receipt]]:
    """Keep each mail in a transaction of its own, reading the next meanwhile; yields (path, receipt).

    Run again, it finds everything that was kept before as a duplicate.
    """
    ours = own_addresses()
    for path, raw, letter in parser.read_ahead(mails):
        receipt = receive_message(
            raw, via="import", now=now, desk=desk, letter=letter, history=True, ours=ours, by=IMPORT
        )
        yield path, receipt
