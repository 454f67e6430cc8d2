"""Compile the coach's rules into the data it runs on: `coach_model.py` writes, `coach_model.py --check` compares."""

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from aiuto.coach.report import COLD, EVIDENCE, GOSSIP, TO_AVOID
from aiuto.coach.rulebook import compiled

ROOT = Path(__file__).resolve().parents[1]
COACH = ROOT / "src" / "aiuto" / "coach"
LEAST = 3
"""Sentences that must hit, and as many near ones that must not, without which a rule does not load."""
SHOWN = 5
"""Examples of each side that a page shows."""


def main() -> int:
    stale = []
    for path in sorted((COACH / "rules").glob("*.yaml")):
        for name, data in ((path.stem, compile_rules(path)), (f"examples_{path.stem}", examples(path))):
            target = COACH / "model" / f"{name}.json"
            if "--check" not in sys.argv:
                target.parent.mkdir(exist_ok=True)
                target.write_text(data, encoding="utf-8")
            elif not target.is_file() or target.read_text(encoding="utf-8") != data:
                stale.append(target.name)
    if stale:
        print(f"older than their rules: {', '.join(stale)}. `make coach-model` writes them anew.")
    return bool(stale)


def compile_rules(path: Path) -> str:
    source = yaml.safe_load(path.read_text(encoding="utf-8"))
    check_rules(source)
    return _written(compiled(source))


def examples(path: Path) -> str:
    """What each rule finds and lets pass, for the page of rules; apart, so that a check reads none."""
    rules = yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
    shown = [rule for rule in rules if rule["kind"] not in EVIDENCE]
    return _written({rule["id"]: {side: rule[side][:SHOWN] for side in ("hits", "misses")} for rule in shown})


def _written(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def check_rules(source: dict[str, Any]) -> None:
    """Every rule has a name of its own, a known kind and its examples. Raises ValueError."""
    names = [rule["id"] for rule in source["rules"]]
    if len(set(names)) != len(names):
        raise ValueError(f"two rules of one name: {sorted(name for name in names if names.count(name) > 1)}")
    for rule in source["rules"]:
        if rule["kind"] not in (*TO_AVOID, COLD, GOSSIP, *EVIDENCE):
            raise ValueError(f"{rule['id']}: no such kind: {rule['kind']}")
        if min(len(rule.get("hits", ())), len(rule.get("misses", ()))) < LEAST:
            raise ValueError(f"{rule['id']}: needs {LEAST} hits and {LEAST} misses")
        if rule["kind"] not in EVIDENCE and not (rule.get("why") and rule.get("better")):
            raise ValueError(f"{rule['id']}: says not why, or not how better")


if __name__ == "__main__":
    sys.exit(main())
