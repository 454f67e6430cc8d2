"""Reading in a process of its own: what kills or outlasts it is held, and the next mail goes on."""

import os
import signal
import threading

import pytest

from aiuto import mime
from aiuto.flows.receive_message import receive_message
from aiuto.intake.models import RawMail
from aiuto.intake.parsing import Parser, Unreadable
from aiuto.jobs.reasons import sentence
from tests.mails import mail


@pytest.fixture
def parser():
    parser = Parser(seconds=20)
    yield parser
    parser.close()


def child_of(parser: Parser) -> int:
    parser.read(mail())
    assert parser._child
    return parser._child._process.pid


def numbered(count: int) -> list[tuple[int, bytes]]:
    return [(number, mail(message_id=f"<{number}@customer.example>")) for number in range(count)]


def test_mail_is_read_as_in_this_process(parser):
    assert parser.read(mail()) == mime.read(mail())


def test_one_process_reads_many(parser):
    first = child_of(parser)
    assert child_of(parser) == first


def test_mail_over_a_limit_never_reaches_the_process(parser):
    with pytest.raises(Unreadable) as refusal:
        parser.read(mail() + b"x" * 30_000_000)
    assert refusal.value.reason == "too-large"
    assert parser._child is None


def test_mail_that_kills_the_process_is_named_and_the_next_is_read(parser):
    pid = child_of(parser)
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(0.1, os.kill, (pid, signal.SIGKILL)).start()
    with pytest.raises(Unreadable) as refusal:
        parser.read(mail())
    assert refusal.value.reason == "parser-died"
    assert child_of(parser) != pid


def test_mail_that_outlasts_the_limit_is_named_and_the_next_is_read():
    parser = Parser(seconds=20)
    pid = child_of(parser)
    parser._seconds = 0.1
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(Unreadable) as refusal:
        parser.read(mail())
    parser._seconds = 20
    assert refusal.value.reason == "parser-timeout"
    assert child_of(parser) != pid
    parser.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_process_that_died_while_it_rested_costs_no_mail(parser):
    pid = child_of(parser)
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert parser.read(mail()).subject


def test_process_has_a_limit_of_memory(parser):
    with open(f"/proc/{child_of(parser)}/limits") as limits:  # noqa: PTH123
        [line] = [line for line in limits if line.startswith("Max address space")]
    assert line.split()[3] == str(2 * 1024**3)


def test_threads_get_each_their_own_answer(parser):
    found: dict[int, str | None] = {}

    def read(number, raw):
        found[number] = parser.read(raw).message_id

    threads = [threading.Thread(target=read, args=pair) for pair in numbered(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: f"{number}@customer.example" for number in range(12)}


def test_read_ahead_gives_each_mail_its_letter_in_order(parser):
    ids = [(n, letter.message_id) for n, _raw, letter in parser.read_ahead(numbered(5))]
    assert ids == [(n, f"{n}@customer.example") for n in range(5)]
    assert list(parser.read_ahead([])) == []


def test_read_ahead_goes_on_after_what_cannot_be_read(parser):
    mails = numbered(4)
    mails[1] = (1, mails[1][1] + b"x" * 30_000_000)
    found = [letter for _n, _raw, letter in parser.read_ahead(mails)]
    assert isinstance(found[1], Unreadable)
    assert [letter.message_id for letter in found if isinstance(letter, mime.Letter)] == [
        f"{n}@customer.example" for n in (0, 2, 3)
    ]


def test_read_ahead_goes_on_after_the_process_was_killed(parser):
    def mails():
        for number, raw in numbered(5):
            if number == 2:
                child = child_of_running(parser)
                os.kill(child, signal.SIGKILL)
                os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
            yield number, raw

    found = {n: letter for n, _raw, letter in parser.read_ahead(mails())}
    assert list(found) == [0, 1, 2, 3, 4]
    assert [n for n, letter in found.items() if isinstance(letter, Unreadable)] in ([], [1])


def child_of_running(parser: Parser) -> int:
    assert parser._child
    return parser._child._process.pid


def test_reason_reads_as_one(parser):
    assert sentence(Unreadable("too-large"))


@pytest.mark.django_db
def test_mail_that_stalls_is_quarantined_whole_and_the_next_becomes_a_request(now, monkeypatch):
    parser = Parser(seconds=20)
    monkeypatch.setattr("aiuto.flows.receive_message.parser", parser)
    os.kill(child_of(parser), signal.SIGSTOP)
    parser._seconds = 0.1
    held = receive_message(mail(), via="pipe", now=now)
    parser._seconds = 20
    after = receive_message(mail(message_id="<two@customer.example>"), via="pipe", now=now)
    parser.close()

    assert (held.outcome, held.reason) == ("quarantined", "parser-timeout")
    kept = RawMail.objects.get(outcome="quarantined")
    assert bytes(kept.blob.data) == mail()
    assert (after.outcome, after.reason) == ("stored", None)
