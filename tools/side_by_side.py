"""Two commands at once, so that no core waits for the end of one: `python tools/side_by_side.py FIRST SECOND`.

The first speaks as it goes, the second when both are done. It fails where either fails. A Ctrl-C or
SIGTERM reaches both.
"""

import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress


def run(first: list[str], second: list[str]) -> int:
    """Return the exit code of the first that failed, of the two as given, or 0."""
    with tempfile.TemporaryFile() as said:
        beside = subprocess.Popen(second, stdout=said, stderr=subprocess.STDOUT)
        both = [subprocess.Popen(first), beside]
        signal.signal(signal.SIGTERM, lambda *_: [one.terminate() for one in both])
        codes = [_ended(one) for one in both]
        said.seek(0)
        shutil.copyfileobj(said, sys.stdout.buffer)
    return next(filter(None, codes), 0)


def _ended(process: subprocess.Popen[bytes]) -> int:
    while True:
        with suppress(KeyboardInterrupt):  # the terminal has sent it to the command too
            return process.wait()


if __name__ == "__main__":
    sys.exit(run(*map(shlex.split, sys.argv[1:])))
