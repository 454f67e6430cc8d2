"""Real conversations with a mail server that answers as real ones do."""

import socket
import ssl
import sys
from email import message_from_bytes
from email.policy import default

import pytest
from django.conf import settings
from pydantic import SecretStr

from aiuto.channels.email import tokens
from aiuto.channels.email.outbound import send
from aiuto.files.storing import store
from aiuto.intake.models import Mailbox, Security
from aiuto.intake.secrets import conceal
from aiuto.outbox.errors import HeldBack, SendFailed
from aiuto.outbox.parts import File, Parts, Person
from aiuto.people.models import Desk
from tests.channels import certificates
from tests.channels.conftest import auth

pytestmark = pytest.mark.django_db


def parts(**changes) -> Parts:
    given = {
        "sender": Person("assistenza@lumen.example", "Lumen"), "to": (Person("anna@cliente.example", "Anna"),),
        "subject": "La sua lampada", "text": "È partita.\n.\nA presto\n", "message_id": "abc@lumen.example",
    }  # fmt: skip
    return Parts(**given | changes)


@pytest.fixture
def mailbox(sink):
    desk = Desk.objects.create(name="Lampade")
    return Mailbox.objects.create(
        desk=desk, address="assistenza@lumen.example", smtp_host="127.0.0.1", smtp_port=sink.port,
        smtp_security=Security.NONE,
    )  # fmt: skip


def refused(**changes) -> SendFailed:
    mailbox, recipient = changes.pop("mailbox"), changes.pop("recipient", "anna@cliente.example")
    with pytest.raises(SendFailed) as failure:
        send(parts(**changes), recipient=recipient, mailbox=mailbox.pk)
    return failure.value


def test_mailbox_that_sends_nothing_yet_lets_only_its_own_test_leave(sink, mailbox):
    mailbox.sends = False
    mailbox.save()
    with pytest.raises(HeldBack, match="switched on"):
        send(parts(), recipient="anna@cliente.example", mailbox=mailbox.pk)
    assert sink.mails == []
    send(parts(), recipient="assistenza+test-1@lumen.example", mailbox=mailbox.pk)
    assert [mail.rcpt_tos for mail in sink.mails] == [["assistenza+test-1@lumen.example"]]


def test_send_hands_over_one_recipient_whatever_to_and_cc_show(sink, mailbox):
    cc = (Person("bruno@cliente.example"), Person("carla@cliente.example"))
    send(parts(cc=cc), recipient="bruno@cliente.example", mailbox=mailbox.pk)
    (mail,) = sink.mails
    assert (mail.mail_from, mail.rcpt_tos) == ("assistenza@lumen.example", ["bruno@cliente.example"])
    read = message_from_bytes(mail.content, policy=default)
    assert [address.addr_spec for address in read["Cc"].addresses] == [person.email for person in cc]
    assert read.get_content().replace("\r\n", "\n") == "È partita.\n.\nA presto\n"


def test_send_of_an_automatic_mail_has_the_null_sender(sink, mailbox):
    send(
        parts(envelope_from="", auto_submitted="auto-replied"),
        recipient="anna@cliente.example",
        mailbox=mailbox.pk,
    )
    assert sink.mails[0].mail_from in ("", "<>")


def test_send_takes_files_from_the_store(sink, mailbox, now):
    (sha256,) = store([b"una fattura"], now=now)
    files = (File(sha256, "fattura.txt", "application/pdf"),)
    send(parts(files=files), recipient="anna@cliente.example", mailbox=mailbox.pk)
    (attached,) = message_from_bytes(sink.mails[0].content, policy=default).iter_attachments()
    assert attached.get_content() == b"una fattura"


@pytest.mark.parametrize(
    ("command", "answer", "permanent"),
    [
        ("RCPT", "550 5.1.1 Nobody here", True),
        ("RCPT", "450 4.2.0 Greylisted", False),
        ("RCPT", "421 4.3.2 Closing", False),
        ("MAIL", "553 5.7.1 Not your address", True),
        ("MAIL", "530 5.7.0 Sign in first", False),
        ("MAIL", "452 4.3.1 Full", False),
        ("DATA", "554 5.7.1 Rejected", True),
        ("DATA", "451 4.3.0 Try later", False),
    ],
)
def test_send_maps_the_answer_to_permanent_or_not(sink, mailbox, command, answer, permanent):
    sink.answers[command] = answer
    failure = refused(mailbox=mailbox)
    assert (failure.permanent, failure.code) == (permanent, int(answer[:3]))
    assert str(failure) == answer


def test_send_when_the_line_breaks_after_data_is_tried_again(sink, mailbox):
    sink.answers["DATA"] = "drop"
    assert not refused(mailbox=mailbox).permanent


def test_send_when_nobody_listens_is_tried_again(mailbox):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        Mailbox.objects.update(smtp_port=free.getsockname()[1])
        assert not refused(mailbox=mailbox).permanent


def test_send_to_what_is_no_address_is_given_up_before_any_connection(sink, mailbox):
    for address in ("anna", "a@b.example>\r\nRCPT TO:<evil@c.example", "a@b.example,c@d.example"):
        with pytest.raises(SendFailed) as failure:
            send(parts(), recipient=address, mailbox=mailbox.pk)
        assert failure.value.permanent
    assert not sink.mails


def test_send_to_an_international_address_uses_smtputf8(sink, mailbox):
    send(parts(to=(Person("用户@例子.example"),)), recipient="用户@例子.example", mailbox=mailbox.pk)
    assert sink.mails[0].rcpt_tos == ["用户@xn--fsqu00a.example"]
    assert "SMTPUTF8" in sink.mails[0].mail_options


def test_send_to_an_international_address_without_smtputf8_says_so(sink, mailbox):
    sink.options["enable_SMTPUTF8"] = False
    failure = refused(mailbox=mailbox, recipient="用户@例子.example")
    assert failure.permanent


def test_send_without_a_server_says_what_to_set(mailbox):
    Mailbox.objects.update(smtp_host="")
    failure = refused(mailbox=mailbox)
    assert "AIUTO_SMTP_URL" in str(failure)
    assert not failure.permanent


def test_send_uses_the_installations_server_where_the_mailbox_has_none(sink, mailbox, monkeypatch):
    environment = settings.ENVIRONMENT.model_copy(
        update={"aiuto_smtp_url": SecretStr(f"smtp://127.0.0.1:{sink.port}")}
    )
    monkeypatch.setattr(settings, "ENVIRONMENT", environment)
    Mailbox.objects.update(smtp_host="")
    send(parts(), recipient="anna@cliente.example", mailbox=mailbox.pk)
    send(parts(), recipient="anna@cliente.example", mailbox=None)
    assert len(sink.mails) == 2


def test_send_never_uses_an_open_line_to_another_machine(mailbox):
    Mailbox.objects.update(smtp_host="smtp.lumen.example")
    assert "TLS" in str(refused(mailbox=mailbox))


def test_send_without_the_starttls_that_is_set_leaves_nothing(sink, mailbox):
    Mailbox.objects.update(smtp_security=Security.STARTTLS)
    failure = refused(mailbox=mailbox)
    assert "STARTTLS" in str(failure)
    assert not sink.mails


def test_send_signs_in_with_the_mailbox_password(sink, mailbox):
    sink.options["authenticator"] = auth
    Mailbox.objects.update(username="assistenza", secret=conceal("segretaè"))
    send(parts(), recipient="anna@cliente.example", mailbox=mailbox.pk)
    Mailbox.objects.update(secret=conceal("segreta"))
    send(parts(), recipient="anna@cliente.example", mailbox=mailbox.pk)
    assert (len(sink.mails), sink.sign_ins) == (2, ["assistenza", "assistenza"])


def test_send_with_a_wrong_password_is_tried_again_and_does_not_tell_it(sink, mailbox):
    sink.options["authenticator"] = auth
    Mailbox.objects.update(username="assistenza", secret=conceal("sbagliata"))
    failure = refused(mailbox=mailbox)
    assert not failure.permanent
    assert "sbagliata" not in str(failure)


def test_send_with_a_password_of_another_key_says_so(sink, mailbox):
    Mailbox.objects.update(username="assistenza", secret="gAAAAA-of-another-key")
    assert not refused(mailbox=mailbox).permanent


@pytest.fixture
def token_file(tmp_path, monkeypatch, mailbox, sink):
    """The administrator's command prints the file's first line and moves on to the next."""
    monkeypatch.setattr(tokens, "_known", {})
    file = tmp_path / "tokens"
    program = (
        "import sys,pathlib; p=pathlib.Path(sys.argv[1]); "
        "a,_,b=p.read_text().partition(chr(10)); p.write_text(b); print(a)"
    )
    command = f"{sys.executable} -c '{program}' {file}"
    Mailbox.objects.update(username="assistenza@lumen.example", token_command=command)
    return file


def test_send_with_a_token_command_keeps_the_token(sink, mailbox, token_file):
    sink.tokens = {"good"}
    token_file.write_text("good\nnever\n")
    send(parts(), recipient="anna@cliente.example", mailbox=mailbox.pk)
    send(parts(), recipient="anna@cliente.example", mailbox=mailbox.pk)
    assert len(sink.mails) == 2
    assert token_file.read_text() == "never\n"


def test_send_with_an_old_token_asks_once_for_a_new_one(sink, mailbox, token_file):
    sink.tokens = {"new"}
    token_file.write_text("old\nnew\n")
    send(parts(), recipient="anna@cliente.example", mailbox=mailbox.pk)
    assert len(sink.mails) == 1
    assert len(sink.sign_ins) == 2


def test_send_with_refused_tokens_fails_for_now_and_tells_none(sink, mailbox, token_file):
    token_file.write_text("one\ntwo\nthree\n")
    failure = refused(mailbox=mailbox)
    assert not failure.permanent
    assert "one" not in str(failure)
    assert token_file.read_text() == "three\n"


@pytest.mark.parametrize("command", ["false", "/nowhere/to/be/found", "true", "'"])
def test_send_with_a_failing_token_command_says_so(sink, mailbox, monkeypatch, command):
    monkeypatch.setattr(tokens, "_known", {})
    Mailbox.objects.update(username="assistenza", token_command=command)
    failure = refused(mailbox=mailbox)
    assert "token command" in str(failure)
    assert not failure.permanent


@pytest.fixture
def secure_sink(sink, mailbox, certificate):
    """The server asks for STARTTLS before anything else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    sink.options |= {"tls_context": context, "require_starttls": True}
    Mailbox.objects.update(smtp_security=Security.STARTTLS)
    return sink


def test_send_by_starttls_to_a_trusted_server(secure_sink, mailbox, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    secure_sink.options["authenticator"] = auth
    Mailbox.objects.update(username="assistenza", secret=conceal("segreta"))
    send(parts(), recipient="anna@cliente.example", mailbox=mailbox.pk)
    assert (len(secure_sink.mails), secure_sink.sign_ins) == (1, ["assistenza"])


def test_send_by_starttls_to_a_server_nobody_vouches_for_leaves_nothing(secure_sink, mailbox):
    Mailbox.objects.update(username="assistenza", secret=conceal("segreta"))
    failure = refused(mailbox=mailbox)
    assert "certificate" in str(failure)
    assert not failure.permanent
    assert not secure_sink.mails
    assert not secure_sink.sign_ins


def test_send_by_starttls_to_a_server_of_another_name_leaves_nothing(
    secure_sink, mailbox, tmp_path, monkeypatch
):
    other = certificates.make(tmp_path, "other.example")
    secure_sink.options["tls_context"].load_cert_chain(*other)
    monkeypatch.setenv("SSL_CERT_FILE", str(other[0]))
    assert "certificate" in str(refused(mailbox=mailbox))
    assert not secure_sink.mails
