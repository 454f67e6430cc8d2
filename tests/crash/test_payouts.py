"""kill −9 between the approval and the payout: what was agreed to is paid, and paid once.

A lead agrees and the webhook is asked, by one process that is killed again and again; now and then the webhook itself
hangs up after it has paid. It pays by key, as whoever pays for us is asked to.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.channels import certificates
from tests.crash.installation import Installation, new_database
from tests.webhook import HANG_UP, SECRET, Webhook

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "20"))
WAITING = 5
"""So many wait for a lead when a round begins."""
FEWEST = ROUNDS // 5
WATCH = 3.0
AGREED = "SELECT count(*) FROM recovery_compensation WHERE state = 'approved'"
UNDONE = "SELECT count(*) FROM recovery_compensation WHERE state <> 'sent'"
GIVEN = """
    SELECT c.id, c.amount, c.state, c.proof, d.rfc_id, d.state,
        (SELECT count(*) FROM journal_event e
         WHERE e.kind = 'compensation.sent' AND CAST(e.data ->> 'compensation' AS integer) = c.id)
    FROM recovery_compensation c LEFT JOIN outbox_delivery d ON d.id = c.delivery_id
"""
LEFT_OVER = "SELECT count(*) FROM jobs_job WHERE task LIKE '%sending.send'"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        request.getfixturevalue("django_db_setup")
        return ""
    return new_database(request.getfixturevalue("postgres_server"), "payouts")


@pytest.mark.timeout(240 + 20 * ROUNDS)
def test_what_was_agreed_to_is_paid_once(database, tmp_path, record_property):
    certificate = certificates.make(tmp_path, "localhost")
    with Webhook().running(certificate) as webhook:
        installation = Installation(tmp_path, database, 0, **asking(webhook, certificate[0]))
        try:
            hit = besiege(installation, webhook, random.Random(20260302))
            webhook.next = []
            pay(installation, hours=4 * ROUNDS + 2)
            given = installation.rows(GIVEN)
            left_over = installation.rows(LEFT_OVER)
        finally:
            installation.end()
    where = database.partition(":")[0] or "sqlite"
    record_property(
        "figures",
        f"payouts, {hit['kills']} kills -9 on {where}, {len(given)} given, {len(webhook.asked)} asked: {told(hit)}",
    )
    assert left_over == [(0,)]
    assert {(state, delivery, sent) for *_, state, _, _, delivery, sent in given} == {("sent", "sent", 1)}
    by_key = {key: (given_id, f"{amount:.2f}") for given_id, amount, _, _, key, *_ in given}
    assert by_key == {key: (one["compensation"], one["amount"]) for key, one in webhook.told.items()}
    assert all(proof == f"LUM-{key[:8]}" for _, _, _, proof, key, *_ in given)
    assert not few(hit)


def asking(webhook: Webhook, certificate: Path) -> dict[str, str]:
    """The environment of an installation that is paid out by this webhook."""
    return {
        "AIUTO_PAYOUT_URL": f"https://localhost:{webhook.port}/payouts",
        "AIUTO_PAYOUT_SECRET": SECRET,
        "AIUTO_PAYOUT_NETWORKS": "127.0.0.0/8,::1/128",
        "SSL_CERT_FILE": str(certificate),
    }


def besiege(installation: Installation, webhook: Webhook, chance: random.Random) -> Counter[str]:
    """Kill whoever agrees and pays, again and again; what the kills met."""
    installation.ask(do="give", number=WAITING)
    longest = pay(installation, hours=1)
    hit: Counter[str] = Counter()
    while hit["kills"] < ROUNDS or (few(hit) and hit["kills"] < 3 * ROUNDS):
        installation.ask(do="give", number=WAITING - installation.number(UNDONE))
        webhook.next = [HANG_UP] if chance.random() < 0.2 else []
        hit["kills"] += 1
        asked = len(webhook.asked)
        installation.start("payer", hours=hit["kills"] + 1)
        seen = (
            lambda: False,
            lambda asked=asked: len(webhook.asked) > asked,
            lambda: installation.number(AGREED) > 0,
        )
        instant = hit["kills"] % 3
        wait_for(seen[instant], patience=WATCH if instant else chance.random() * longest)
        installation.kill("payer")
        note(hit, installation, webhook)
    return hit


def wait_for(seen: Callable[[], bool], *, patience: float) -> None:
    """Any instant; or the webhook was asked; or something was agreed to. What is not seen in time is any instant."""
    deadline = time.monotonic() + patience
    while not seen() and time.monotonic() < deadline:
        time.sleep(0.0002)


def note(hit: Counter[str], installation: Installation, webhook: Webhook) -> None:
    """What the kill left behind: something agreed to and unpaid, something paid of which we do not know."""
    hit["undone"] += installation.number(UNDONE) > 0
    agreed = {row[4] for row in installation.rows(GIVEN) if row[2] == "approved"}
    hit["unpaid"] += bool(agreed - webhook.paid.keys())
    hit["unknown"] += bool(agreed & webhook.paid.keys())


def few(hit: Counter[str]) -> bool:
    """Whether too few kills met work to prove anything: on a busy machine most come before it begins."""
    return hit["undone"] < FEWEST or hit["unpaid"] + hit["unknown"] < FEWEST


def pay(installation: Installation, *, hours: int) -> float:
    """All that waits is agreed to and paid, and how many seconds that takes here."""
    began = time.monotonic()
    installation.ask(do="reap", pid=installation.ask(do="fork", role="payer", hours=hours)["pid"])
    return time.monotonic() - began


def told(hit: Counter[str]) -> str:
    return (
        f"{hit['undone']} left work undone, {hit['unpaid']} something agreed to and unpaid,"
        f" {hit['unknown']} something paid and not yet known"
    )
