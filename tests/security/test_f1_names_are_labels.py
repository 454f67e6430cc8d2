"""F1: what a stranger calls a file is a label, cleaned after it was normalised; on disk its name is its hash."""

import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings

from aiuto.files.models import Blob
from aiuto.files.names import safe_name
from aiuto.flows.receive_message import receive_message
from aiuto.mime import read
from aiuto.tickets.models import Attachment

NAMES = [
    "../../../etc/cron.d/x",
    "..\\..\\windows\\system32\\x.dll",
    "/etc/passwd",
    "C:\\x.exe",
    ".htaccess",
    "a\u200b.php",
    ".\u200bhtaccess",
    "\u2024\u2024／x",
    "foto\u202egpj.exe",
    "a\x00.png",
    "a\r\nX-Evil: 1.png",
    "x" * 5000 + ".pdf",
    "\ufeff",
    "con",
    "<script>alert(1)</script>.svg",
]


def mail_with(name: str, size: int = 10) -> bytes:
    named = f"attachment; filename*=utf-8''{quote(name.encode('utf-8'), safe='')}"
    head = "From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    part = f"--x\r\nContent-Type: application/octet-stream\r\nContent-Disposition: {named}\r\n\r\n"
    return (head + part + "z" * size + "\r\n--x--\r\n").encode()


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_name_of_a_received_file_is_a_harmless_label(db, now, name):
    receive_message(mail_with(name), via="pipe", now=now)
    label = Attachment.objects.get().name
    assert 0 < len(label) <= 255
    assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in label), label
    assert not set(label) & set("/\\"), label
    assert not label.startswith("."), label


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_label_from_a_mail_is_one_for_an_upload_too(name):
    [file] = read(mail_with(name)).attachments
    assert safe_name(file.name) == file.name


def test_file_on_disk_is_named_by_its_hash_and_can_run_nothing(db, now):
    receive_message(
        mail_with("../../x.php", settings.ENVIRONMENT.aiuto_inline_bytes + 1), via="pipe", now=now
    )
    root = Path(settings.FILES_ROOT)
    for blob in Blob.objects.filter(data__isnull=True):
        path = root / blob.sha256[:2] / blob.sha256
        assert path.is_file()
        assert not path.stat().st_mode & 0o111
    assert [path for path in root.rglob("*") if ".php" in path.name] == []


def test_files_lie_outside_what_is_served():
    assert not Path(settings.FILES_ROOT).resolve().is_relative_to(Path(settings.STATIC_ROOT).resolve())
