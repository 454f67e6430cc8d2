"""One measurement in a process of its own: `python -m benchmarks.measure NAME [--quick]` prints rows as JSON lines."""

import argparse
import importlib
import json
import os
import sys
from dataclasses import asdict


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    import django  # noqa: PLC0415 - after the settings are named

    django.setup()
    measured = importlib.import_module(f"benchmarks.{options.name}").rows(quick=options.quick)
    for row in measured:
        print(json.dumps(asdict(row)), file=sys.stdout)


if __name__ == "__main__":
    main()
