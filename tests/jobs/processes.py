"""Real processes beside the test's own, forked from it and therefore quick."""

import multiprocessing
import signal
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from django.db import connection

PATIENCE = 30
_fork = multiprocessing.get_context("fork")


class Other:
    """A process that runs `target(pipe, *args)`."""

    def __init__(self, target, *args):
        self.pipe, there = _fork.Pipe()
        hang_up()
        self.process: BaseProcess = _fork.Process(target=_child, args=(target, there, args))
        self.process.start()
        there.close()

    def receive(self):
        assert self.pipe.poll(PATIENCE), "The other process said nothing."
        return self.pipe.recv()

    def send(self, word):
        self.pipe.send(word)

    def kill(self):
        self.process.kill()
        self.end()

    def end(self):
        self.process.join(PATIENCE)
        code = self.process.exitcode
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()
        return code


def hang_up():
    """A connection must not be shared over a fork."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()


def _child(target, pipe: Connection, args):
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    target(pipe, *args)
    hang_up()


@contextmanager
def forked(target, *args):
    """The other process, which must have ended well when the block is left."""
    other = Other(target, *args)
    try:
        yield other
    except BaseException:
        other.kill()
        raise
    assert other.end() == 0
