"""Finding old mail on disk."""

import mailbox
from pathlib import Path

from aiuto.cli.mail_sources import find_mails
from tests.mails import mail


def dated(day: int, **parts) -> bytes:
    return mail(message_id=f"<{day}@customer.example>", **parts).replace(
        b"02 Mar 2026", b"%02d Mar 2026" % day
    )


def test_oldest_comes_first_wherever_it_lies(tmp_path):
    (tmp_path / "late.eml").write_bytes(dated(9))
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "no-ending").write_bytes(dated(3))
    assert [Path(source.path).name for source in find_mails([tmp_path])] == ["no-ending", "late.eml"]


def test_mail_without_a_date_comes_last(tmp_path):
    (tmp_path / "a.eml").write_bytes(b"Subject: no date\r\n\r\nhello")
    (tmp_path / "b.eml").write_bytes(dated(9))
    assert [Path(source.path).name for source in find_mails([tmp_path])] == ["b.eml", "a.eml"]


def test_mbox_gives_each_mail_as_it_was(tmp_path):
    written = [dated(3), dated(4, text="From here on\nit is escaped")]
    box = mailbox.mbox(tmp_path / "old.mbox")
    for raw in written:
        box.add(raw.replace(b"\r\n", b"\n"))
    box.close()
    found = find_mails([tmp_path / "old.mbox"])
    assert [source.read().count(b"Message-ID") for source in found] == [1, 1]
    assert b"\nFrom here on\n" in found[1].read()
    assert found[0].read().startswith(b"From: Giulia") and found[0].name.startswith(
        str(tmp_path / "old.mbox:")
    )


def test_maildir_leaves_out_what_was_never_delivered_and_its_servers_notes(tmp_path):
    box = mailbox.Maildir(tmp_path / "Maildir")
    box.add(dated(3))
    (tmp_path / "Maildir" / "tmp" / "half").write_bytes(dated(4))
    (tmp_path / "Maildir" / "dovecot-uidlist").write_bytes(b"3 V1 N5 G1")
    assert len(find_mails([tmp_path / "Maildir"])) == 1


def test_empty_file_is_a_mail_too(tmp_path):
    (tmp_path / "empty.eml").touch()
    assert [source.read() for source in find_mails([tmp_path])] == [b""]


def test_mbox_is_cut_at_from_lines_and_not_at_sentences(tmp_path):
    """Programs write that line in many ways, and not all of them escape the sentences that begin like it."""
    box = tmp_path / "old.mbox"
    box.write_bytes(
        b"From giulia@customer.example Mon Mar  2 10:00:00 2026\nSubject: one\n\nFrom here on it is text.\n\n"
        b"From Milan with love\nTel: 02\n>From the garden\n>>From afar\n\n"
        b"From MAILER-DAEMON\nReceived: from here\nSubject: two\n\nshort\n"
        b"From - Mon Mar 02 11:00:00 2026\r\n\r\nno header at all\r\n\r\n"
    )
    assert [source.read() for source in find_mails([box])] == [
        b"Subject: one\n\nFrom here on it is text.\n\nFrom Milan with love\nTel: 02\nFrom the garden\n>From afar\n",
        b"Received: from here\nSubject: two\n\nshort\n",
        b"\r\nno header at all\r\n",
    ]
