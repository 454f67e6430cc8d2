"""Volume data for measuring: any number of invented requests, the same for the same seed."""

from collections.abc import Callable

from django.db import transaction

from aiuto.flows.volume.rows import SPAN, Maker, tables
from aiuto.flows.volume.texts import Writer
from aiuto.flows.volume.writing import Table, go_on_from_here, large_memory
from aiuto.people.models import Desk, User

BATCH = 5_000


def seed(tickets: int, *, seed: int = 1, report: Callable[[int], None] = lambda _: None) -> None:
    """Add so many requests, noted by hand, over three years up to a fixed day; `report` hears how many are there.

    They belong to the desks and colleagues that exist. No mail was read and none leaves, so every balance stays.
    """
    written = tables()
    maker = Maker(
        Writer(seed),
        ids={name: table.next_id() for name, table in written.items() if name != "entry"},
        desks=list(Desk.objects.filter(private=False).order_by("pk").values_list("pk", flat=True)),
        users=list(User.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True)),
        step=SPAN / max(1, tickets),
    )
    with large_memory():
        for done in range(0, tickets, BATCH):
            size = min(BATCH, tickets - done)
            for _ in range(size):
                maker.ticket()
            _write(written, maker)
            report(done + size)


@transaction.atomic
def _write(written: dict[str, Table], maker: Maker) -> None:
    for name, table in written.items():
        table.write(maker.rows.pop(name, []))
    go_on_from_here([table.model for name, table in written.items() if name != "entry"])
