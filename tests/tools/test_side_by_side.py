"""Two commands at once: both run, what they say stays apart, and no failure is lost."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = str(Path(__file__).resolve().parents[2] / "tools" / "side_by_side.py")
GREETS = """
import sys
print("first begins", flush=True)
open(sys.argv[1], "w").close()
print("first ends")
sys.exit(int(sys.argv[2]))
"""
IS_GREETED = """
import sys
print("second begins", flush=True)
open(sys.argv[1]).close()
print("second ends")
sys.exit(int(sys.argv[2]))
"""


@pytest.mark.parametrize(("codes", "code"), [((0, 0), 0), ((3, 0), 3), ((0, 4), 4)])
def test_both_run_at_once_and_fail_where_either_fails(tmp_path, codes, code):
    """Each waits at the pipe for the other."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    commands = [
        shlex.join([sys.executable, "-c", program, str(pipe), str(own)])
        for program, own in zip((GREETS, IS_GREETED), codes, strict=True)
    ]
    done = subprocess.run([sys.executable, SCRIPT, *commands], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["first begins", "first ends", "second begins", "second ends"]
    assert done.returncode == code
