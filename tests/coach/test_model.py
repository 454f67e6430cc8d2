"""The data the coach runs on is what its rules say."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.coach_model import check_rules, compile_rules

ROOT = Path(__file__).resolve().parents[2]
COACH = ROOT / "src" / "aiuto" / "coach"
RULE = {
    "id": "it.x", "kind": "cold", "why": "…", "better": ["…"],
    "patterns": ["x"], "hits": ["a", "b", "c"], "misses": ["d", "e", "f"],
}  # fmt: skip


@pytest.mark.parametrize("language", ["it", "en"])
def test_model_is_as_old_as_its_rules(language):
    written = (COACH / "model" / f"{language}.json").read_text(encoding="utf-8")
    assert compile_rules(COACH / "rules" / f"{language}.yaml") == written


@pytest.mark.parametrize("lacking", [
    {"hits": ["a", "b"]}, {"misses": []}, {"kind": "rude"}, {"why": ""}, {"better": []},
])  # fmt: skip
def test_rule_without_its_examples_does_not_load(lacking):
    with pytest.raises(ValueError, match=r"it\.x"):
        check_rules({"rules": [RULE | lacking]})


def test_rules_have_names_of_their_own():
    with pytest.raises(ValueError, match="two rules"):
        check_rules({"rules": [RULE, RULE]})


def test_coach_reads_no_yaml_at_run_time():
    code = "import sys, aiuto.coach; aiuto.coach.check('Grazie.', context='reply'); sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT / "src", check=False).returncode == 0
