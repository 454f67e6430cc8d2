"""The process that reads mail, so that a hostile one can kill or stall nothing but this.

Run as `python -m aiuto.intake.parser_process`. It takes frames (8 bytes of length, then the mail) and answers
frames of a pickled `Letter`; a pickle is safe here, for its bytes are made by our own code alone.
"""

import pickle
import resource
import struct
import sys
from contextlib import suppress
from typing import BinaryIO

from aiuto import mime

HEADER = struct.Struct(">Q")
MEMORY = 2 * 1024**3


def serve(wanted: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the other side closes."""
    while header := wanted.read(HEADER.size):
        raw = wanted.read(HEADER.unpack(header)[0])
        answer = pickle.dumps(mime.read(raw), protocol=pickle.HIGHEST_PROTOCOL)
        answers.write(HEADER.pack(len(answer)) + answer)
        answers.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with suppress(BrokenPipeError):  # who asked has gone
        serve(sys.stdin.buffer, sys.stdout.buffer)
