"""Which mail waits in quarantine. What a login code looks like is proved under security, T1."""

from aiuto import mime
from aiuto.intake.parsing import Unreadable
from aiuto.intake.sorting import quarantine_reason
from tests.mails import mail

CODE = mime.read(mail(subject="Il tuo codice di verifica", text="Il codice è 482 913."))


def test_ordinary_mail_becomes_a_message():
    assert quarantine_reason(mime.read(mail()), history=False) == ""


def test_what_could_not_be_read_says_why_history_or_not():
    for history in (False, True):
        assert quarantine_reason(Unreadable("too-deep"), history=history) == "too-deep"
        assert quarantine_reason(mime.read(b"\x00\xff" * 50), history=history) == "not-mail"


def test_login_code_waits_unless_it_is_history():
    assert quarantine_reason(CODE, history=False) == "login-code"
    assert quarantine_reason(CODE, history=True) == ""


def test_bounce_and_automatic_reply_do_not_wait():
    for headers in ((("Auto-Submitted", "auto-replied"),), (("Precedence", "bulk"),)):
        assert quarantine_reason(mime.read(mail(headers=headers)), history=False) == ""
