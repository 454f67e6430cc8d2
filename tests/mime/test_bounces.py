"""Returned mail is told from mail about returned mail."""

import pytest

from aiuto import mime

REPORT = """From: MAILER-DAEMON@mx.example
Subject: Undelivered
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

{recipient}
--b
Content-Type: text/rfc822-headers

Message-ID: <ours@lucciola.example>
--b--
"""


def bounce(recipient: str) -> mime.Bounce | None:
    return mime.read(REPORT.format(recipient=recipient).encode()).bounce


@pytest.mark.parametrize(
    ("status", "action", "permanent"),
    [
        ("5.1.1", "failed", True),
        ("4.2.2", "failed", False),
        ("4.4.1", "delayed", False),
        ("5.0.0", "Failed (giving up)", True),
    ],
)
def test_report_tells_whether_it_is_final(status, action, permanent):
    found = bounce(f"Final-Recipient: rfc822; a@x.example\nAction: {action}\nStatus: {status}")
    assert found is not None
    assert found.permanent is permanent
    assert found.message_id == "ours@lucciola.example"
    assert [recipient.address for recipient in found.recipients] == ["a@x.example"]


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_report_of_success_is_no_bounce(action):
    assert bounce(f"Final-Recipient: rfc822; a@x.example\nAction: {action}\nStatus: 2.0.0") is None


def test_report_prefers_the_address_that_we_wrote_to():
    found = bounce(
        "Original-Recipient: rfc822;a@x.example\nFinal-Recipient: rfc822;b@y.example\nAction: failed\nStatus: 5.1.1"
    )
    assert found is not None
    assert found.recipients[0].address == "a@x.example"


def test_report_without_an_address_is_no_bounce():
    assert bounce("Final-Recipient: x400; /C=IT/\nAction: failed\nStatus: 5.1.1") is None


@pytest.mark.parametrize(
    "words",
    [
        "Il pacco non è stato consegnato, scrivetemi a altra@posta.example.",
        "550 5.1.1 is the code on my lamp, see x@y.example",
    ],
)
def test_a_customer_who_tells_of_a_failure_is_no_bounce(words):
    raw = f"From: ada@posta.example\nSubject: Mancata consegna\n\n{words}".encode()
    assert mime.read(raw).bounce is None


def test_an_own_address_is_no_failed_recipient():
    raw = (
        b"From: Mail Delivery <mailer-daemon@mx.example>\nTo: aiuto@lucciola.example\nSubject: failure notice\n\n"
        b"Mail from aiuto@lucciola.example to <persa@x.example> failed permanently: 550 5.1.1 user unknown\n"
    )
    found = mime.read(raw).bounce
    assert found is not None
    assert [recipient.address for recipient in found.recipients] == ["persa@x.example"]
    assert found.recipients[0].status == "5.1.1"
