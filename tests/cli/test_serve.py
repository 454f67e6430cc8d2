"""`aiuto serve`: one tree of processes that starts whole, mends itself and leaves nobody behind."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import command, environment, run_in

PATIENCE = 90.0


def until(true: Callable[[], bool], *, what: str) -> None:
    """Wait for something that is sure to come."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def alive(pid: int) -> bool:
    """Neither gone nor only waiting to be counted."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def _command_line(child: str) -> list[bytes]:
    """Its words; none of one that has ended meanwhile."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
    return []


class Served:
    """A running `aiuto serve`."""

    def __init__(self, home: Path, *options: str) -> None:
        self.port, self.smtp = free_port(), free_port()
        listen = {"PORT": str(self.port), "AIUTO_SMTP_LISTEN": f"127.0.0.1:{self.smtp}"}
        self.process = subprocess.Popen(
            command("serve", *options), env=environment(home, **listen), cwd=home.parent, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def children(self) -> dict[str, int]:
        """Process ids by the name of what they do."""
        pid = self.process.pid
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        words = {int(child): _command_line(child) for child in listed}
        return {
            line[-2].decode(): child for child, line in words.items() if b"aiuto.config.processes" in line
        }

    def answers(self, host: str = "127.0.0.1") -> bool:
        with suppress(OSError), urllib.request.urlopen(f"http://{host}:{self.port}/account/login/") as page:
            return page.status == 200
        return False

    def takes_mail(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.smtp)) as line:
            return line.recv(3) == b"220"
        return False

    def wait_until_up(self) -> dict[str, int]:
        until(lambda: self.answers() and self.takes_mail(), what="pages and mail")
        return self.children()


@pytest.fixture
def serve(home) -> Iterator[Callable[..., Served]]:
    running: list[Served] = []

    def start(*options: str) -> Served:
        running.append(Served(home, *options))
        return running[-1]

    yield start
    for served in running:
        with suppress(ProcessLookupError):
            os.killpg(served.process.pid, signal.SIGKILL)
        served.process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_all(serve, number):
    served = serve()
    children = served.wait_until_up()
    assert children.keys() == {"web", "worker", "intake"}
    assert served.answers("localhost")
    served.process.send_signal(number)
    assert served.process.wait(PATIENCE) == 0
    assert not any(map(alive, children.values()))
    assert b"Traceback" not in served.process.stdout.read()


def test_child_that_dies_is_started_again(serve):
    served = serve()
    children = served.wait_until_up()
    os.kill(children["web"], signal.SIGKILL)
    until(
        lambda: served.children().get("web", children["web"]) != children["web"], what="another web process"
    )
    served.wait_until_up()
    assert served.children() == children | {"web": served.children()["web"]}


def test_children_of_a_killed_parent_end(serve):
    served = serve()
    children = served.wait_until_up()
    served.process.kill()
    until(lambda: not any(map(alive, children.values())), what="the end of the children")


def test_web_only_leaves_work_and_mail_to_others(serve):
    served = serve("--web-only")
    until(served.answers, what="pages")
    assert served.children().keys() == {"web"}


@pytest.mark.parametrize("name", ["PORT", "AIUTO_SMTP_LISTEN"])
def test_taken_address_is_told_before_anything_starts(home, name):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        value = str(port) if name == "PORT" else f"127.0.0.1:{port}"
        done = run_in(home, "serve", **{"PORT": str(free_port()), name: value})
    assert done.returncode == 1
    assert str(port) in done.stderr.decode() and f"{name}=" in done.stderr.decode()
    assert b"answers" not in done.stdout and b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["serve", "worker"])
def test_database_that_is_not_up_to_date_is_told(tmp_path, name):
    done = run_in(tmp_path / "var", name, PORT=str(free_port()))
    assert done.returncode == 1 and b"aiuto migrate" in done.stderr


def test_worker_alone_needs_no_terminal_and_no_parent(home):
    """As a service manager starts it: without standard input."""
    worker = subprocess.Popen(
        command("worker"),
        env=environment(home),
        cwd=home.parent,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    for line in worker.stderr:
        if b"worker.started" in line:
            break
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(1)
    worker.terminate()
    assert b"worker.stopped" in worker.communicate()[1] and worker.returncode == 0


@pytest.mark.parametrize("name", ["serve", "worker"])
def test_secret_of_another_key_is_told_before_anything_starts(aiuto, name):
    aiuto("connect-mailbox", "ciao@lumen.example", "--password-stdin", given=b"lanterna\n")
    done = aiuto(name, AIUTO_SECRET_KEY="k" * 50, PORT=str(free_port()))
    assert done.returncode == 1
    told = done.stderr.decode()
    assert "ciao@lumen.example" in told and "AIUTO_SECRET_KEY" in told and "Traceback" not in told
