"""The webhook's wire: signed, one key, no redirects, our own networks only where they are named."""

import hashlib
import hmac
import json

import pytest
from django.test import override_settings
from pydantic import HttpUrl, SecretStr, ValidationError

from aiuto.channels.webhook.kept import keep
from aiuto.channels.webhook.outbound import send
from aiuto.config.environment import Environment
from aiuto.outbox.errors import SendFailed
from aiuto.outbox.parts import Parts, Person, Receipt
from tests.webhook import HANG_UP, SECRET, paying

PARTS = Parts(
    sender=Person("", "Lumiera"),
    to=(),
    subject="voucher · 20.00 EUR",
    text='{"amount": "20.00", "name": "Zoë"}',
    message_id="0b9c",
)


@pytest.fixture
def webhook(db, certificate, monkeypatch, settings):
    with paying(certificate, monkeypatch, settings) as webhook:
        yield webhook


def hand_over() -> Receipt:
    return send(PARTS, recipient="localhost", mailbox=None)


def refused() -> SendFailed:
    with pytest.raises(SendFailed) as failure:
        hand_over()
    return failure.value


def test_request_is_signed_with_its_time_and_carries_its_key(webhook):
    assert hand_over() == Receipt("LUM-0b9c")
    [(headers, body)] = webhook.asked
    assert (body.decode(), headers["Idempotency-Key"]) == (PARTS.text, "0b9c")
    at, proof = (part.partition("=")[2] for part in headers["Aiuto-Signature"].split(","))
    told = hmac.new(SECRET.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(proof, told)


def test_asked_again_after_a_lost_answer_it_has_paid_once(webhook):
    webhook.next = [HANG_UP]
    assert not refused().permanent
    assert hand_over().reference == "LUM-0b9c"
    assert webhook.paid == {"0b9c": 1}
    assert webhook.asked[0][1] == webhook.asked[1][1]


def test_what_is_done_with_it_is_told(webhook):
    webhook.done = True
    assert hand_over().done


@pytest.mark.parametrize("status", [400, 404, 422, 302, 307])
def test_final_answer_is_final_and_in_its_words(webhook, status):
    webhook.next = [status]
    failure = refused()
    assert failure.permanent
    assert str(failure) == f"{status} no such account"
    assert len(webhook.asked) == 1


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_answer_for_now_is_asked_again(webhook, status):
    webhook.next = [status]
    assert not refused().permanent


@pytest.mark.parametrize("words", ["", "ok", "[1]", '{"reference": ""}', '{"reference": null}'])
def test_yes_without_a_reference_proves_nothing(webhook, words):
    webhook.next, webhook.words = [201], words
    failure = refused()
    assert failure.permanent
    assert "without a reference" in str(failure)


def test_our_own_network_is_asked_only_where_it_is_named(webhook, settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"aiuto_payout_networks": "10.0.0.0/8"})
    assert "not on the public internet" in str(refused())
    assert not webhook.asked


def test_other_host_than_the_one_asked_first_is_not_asked(webhook):
    with pytest.raises(SendFailed, match=r"Look at pay\.example first") as failure:
        send(PARTS, recipient="pay.example", mailbox=None)
    assert failure.value.permanent and not webhook.asked


def test_webhook_that_is_gone_is_for_a_person(webhook, settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"aiuto_payout_url": None})
    assert refused().permanent


@pytest.mark.parametrize(
    "given",
    [
        {"aiuto_payout_url": "http://pay.example/"},
        {"aiuto_payout_secret": "short"},
        {"aiuto_payout_networks": "10.0.0.0/99"},
    ],
)
def test_settings_that_are_not_safe_stop_the_start(given):
    safe = {"aiuto_payout_url": "https://pay.example/", "aiuto_payout_secret": SECRET}
    assert Environment(**safe).aiuto_payout_url == HttpUrl("https://pay.example/")
    with pytest.raises(ValidationError):
        Environment(**safe | given)


def test_secret_is_not_shown():
    assert SECRET not in repr(Environment(aiuto_payout_secret=SecretStr(SECRET)))


def test_demo_keeps_what_it_would_hand_over(tmp_path):
    with override_settings(HOME=tmp_path):
        assert keep(PARTS, recipient="localhost", mailbox=None) == Receipt("0b9c")
    [file] = (tmp_path / "outgoing").iterdir()
    assert json.loads(file.read_text())["amount"] == "20.00"
