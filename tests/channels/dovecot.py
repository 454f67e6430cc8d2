"""A real IMAP server of our own: private folders, a free port, thrown away at the end."""

import base64
import grp
import hashlib
import hmac
import imaplib
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "aiuto@lumen.example", "segreta"
KEY = b"a key for tests only"
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
mail_location = maildir:{home}/mail/%u
mailbox_idle_check_interval = 1 secs
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""
OAUTH2 = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={home}/keys/
username_attribute = sub
"""


@dataclass
class Dovecot:
    """A running server; `certificate` is what a client has to trust."""

    program: str
    home: Path
    port: int
    tls_port: int
    certificate: Path

    def start(self) -> None:
        subprocess.run([self.program, "-c", str(self.home / "dovecot.conf")], check=True)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.05)
        raise RuntimeError((self.home / "dovecot.log").read_text())

    def stop(self) -> None:
        """All at once: its own way of stopping waits for clients that do not listen."""
        master = int((self.home / "run/master.pid").read_text())
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        for process in (master, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
        deadline = time.monotonic() + 20
        while Path(f"/proc/{master}").exists() and time.monotonic() < deadline:
            time.sleep(0.02)

    @contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        """Somebody else who uses the mailbox at the same time."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        client.login(USER, PASSWORD)
        try:
            yield client
        finally:
            client.logout()

    def deliver(self, raw: bytes, *, folder: str = "INBOX", flags: str = "", at: float | None = None) -> None:
        with self.client() as client:
            date = imaplib.Time2Internaldate(at or time.time())
            status, answer = client.append(folder, flags, date, raw)
        assert status == "OK", answer

    def flags(self, folder: str = "INBOX") -> list[bytes]:
        """The flags of each mail, but for the server's own `Recent`."""
        with self.client() as client:
            client.select(folder, readonly=True)
            found = client.fetch("1:*", "(FLAGS)")[1]
        return [
            line.partition(b"FLAGS (")[2].replace(b"\\Recent", b"").strip(b" )") for line in found if line
        ]

    def damage(self, folder: str) -> None:
        """The newest mail cannot be read any more, not even by the server."""
        kept = [
            file
            for part in ("new", "cur")
            for file in (self.home / "mail" / USER / f".{folder}" / part).iterdir()
        ]
        max(kept, key=lambda file: file.stat().st_mtime_ns).write_bytes(b"")

    def renumber(self, folder: str) -> list[bytes]:
        """Give the folder another UIDVALIDITY and its mails new UIDs, as after a move to another server."""
        with self.client() as client:
            client.select(folder, readonly=True)
            numbers = client.search(None, "ALL")[1][0].split()
            mails = [client.fetch(number.decode(), "(BODY.PEEK[])")[1][0][1] for number in numbers]
            client.close()
            client.delete(folder)
            client.create(folder)
            for raw in mails:
                client.append(folder, "", imaplib.Time2Internaldate(time.time()), raw)
        return mails


def token(user: str = USER) -> str:
    """A token that this server's OAuth2 accepts: a JWT signed with its key."""
    parts = [_b64({"alg": "HS256", "typ": "JWT"}), _b64({"sub": user, "exp": int(time.time()) + 600})]
    signature = hmac.new(KEY, ".".join(parts).encode(), hashlib.sha256).digest()
    return ".".join([*parts, base64.urlsafe_b64encode(signature).rstrip(b"=").decode()])


def _b64(value: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@contextmanager
def running(program: str, certificate: tuple[Path, Path]) -> Iterator[Dovecot]:
    """A server until the end of the block."""
    home = Path(tempfile.mkdtemp(prefix="aiuto-dovecot-"))
    home.chmod(0o755)
    server = Dovecot(program, home, _free_port(), _free_port(), certificate[0])
    try:
        _settle(server, certificate)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


def _settle(server: Dovecot, certificate: tuple[Path, Path]) -> None:
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    internal, login = ("dovecot", "dovenull") if os.geteuid() == 0 else (owner.pw_name, owner.pw_name)
    for name in ("mail", "run", "state", "keys/default/HS256"):
        (server.home / name).mkdir(parents=True)
    shutil.copy(certificate[0], server.home / "cert.pem")
    shutil.copy(certificate[1], server.home / "key.pem")
    (server.home / "keys/default/HS256/default").write_bytes(base64.b64encode(KEY))
    (server.home / "oauth2.conf").write_text(OAUTH2.format(home=server.home))
    group = grp.getgrgid(pwd.getpwnam(internal).pw_gid).gr_name
    values = {"uid": owner.pw_uid, "gid": owner.pw_gid, "internal": internal, "login": login, "group": group}
    values |= {"home": server.home, "port": server.port, "tls_port": server.tls_port, "password": PASSWORD}
    (server.home / "dovecot.conf").write_text(CONFIG.format(**values))
    os.chown(server.home / "mail", owner.pw_uid, owner.pw_gid)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
