"""A throw-away PostgreSQL for tests and measurements: `python tools/postgres.py run [--durable] -- COMMAND…`.

The command finds it in `DATABASE_URL`; it is gone when the command ends, however it ends.
"""

import argparse
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.system_packages import find_postgresql

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum_naptime=10s")
COMMON = ("max_connections=200", "shared_buffers=128MB", "log_min_messages=warning", "timezone=UTC")
PATIENCE = 60


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """Yield the URL of a superuser's own database on a new server that ends with the block."""
    folder = find_postgresql()
    if folder is None:
        raise FileNotFoundError("PostgreSQL is missing: sudo apt-get install -y postgresql")
    home = Path(tempfile.mkdtemp(prefix="aiuto-postgres-"))
    try:
        yield from _serve(Path(folder), home, durable=durable)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _serve(folder: Path, home: Path, *, durable: bool) -> Iterator[str]:
    password, port, account = secrets.token_urlsafe(18), _free_port(), _account()
    _initialise(folder, home, password, account)
    server = _start(folder, home, port, account, durable=durable)
    try:
        _wait(server, home)
        yield f"postgresql://aiuto:{password}@127.0.0.1:{port}/postgres"
    finally:
        _stop(server)


def _account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: root lends it the account `postgres`."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _initialise(folder: Path, home: Path, password: str, account: dict[str, Any]) -> None:
    secret = home / "password"
    secret.write_text(password)
    for path in (home, secret) if account else ():
        os.chown(path, account["user"], account["group"])
    options = ["--username=aiuto", "--no-sync", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
    command = [str(folder / "initdb"), "-D", str(home / "data"), f"--pwfile={secret}", *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=home, env=_environment(), **account)
    secret.unlink()


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}


def _start(
    folder: Path, home: Path, port: int, account: dict[str, Any], *, durable: bool
) -> subprocess.Popen[bytes]:
    """In a session of its own, so that a Ctrl-C reaches the command only; killed with us, if need be."""
    options = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={home}", *COMMON]
    options += [] if durable else FAST
    server = [str(folder / "postgres"), "-D", str(home / "data"), *(f"--{option}" for option in options)]
    guard = ["setpriv", "--pdeathsig", "INT"] if shutil.which("setpriv") else []
    surroundings: dict[str, Any] = {"cwd": home, "env": _environment(), "start_new_session": True, **account}
    with (home / "log").open("wb") as log:
        return subprocess.Popen([*guard, *server], stdout=log, stderr=log, **surroundings)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(server: subprocess.Popen[bytes], home: Path) -> None:
    _until(lambda: server.poll() is not None or _is_ready(home))
    if not _is_ready(home):
        raise RuntimeError(f"PostgreSQL did not start:\n{(home / 'log').read_text(errors='replace')}")


def _is_ready(home: Path) -> bool:
    """The eighth line of its own note says so, which is what `pg_ctl` waits for too."""
    with suppress(FileNotFoundError):
        return (home / "data" / "postmaster.pid").read_text().splitlines()[7:8] == ["ready   "]
    return False


def _until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done() and time.monotonic() < deadline:
        time.sleep(0.05)


def _stop(server: subprocess.Popen[bytes]) -> None:
    for request in (signal.SIGINT, signal.SIGQUIT):
        server.send_signal(request)
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=10)
            return
    server.kill()


def run(command: list[str], *, durable: bool) -> int:
    """Run the command beside a server that outlives it, whatever signal comes; return its exit code."""
    with cluster(durable=durable) as url:
        process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url})
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        while True:
            with suppress(KeyboardInterrupt):  # the terminal has sent it to the command too
                return process.wait()


def main() -> None:
    cut = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=["run"])
    parser.add_argument("--durable", action="store_true", help="keep fsync on, as a real installation does")
    parser.add_argument(
        "--if-present", action="store_true", help="say so where PostgreSQL is missing, and succeed"
    )
    options, command = parser.parse_args(sys.argv[1:cut]), sys.argv[cut + 1 :]
    if not command:
        parser.error("no command after --")
    if options.if_present and find_postgresql() is None and os.environ.get("CI") != "true":
        print("SKIPPED the PostgreSQL pass: PostgreSQL is missing. Type: sudo apt-get install -y postgresql")
        return
    sys.exit(run(command, durable=options.durable))


if __name__ == "__main__":
    main()
