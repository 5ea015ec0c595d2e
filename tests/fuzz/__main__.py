"""Fuzz what reads bytes from outside: `python -m tests.fuzz --seconds 60`; `--keep` adds to the corpus."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from fieldnotes import clock
from tests.fuzz.engine import fuzz, keep, load
from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
OUT = Path(__file__).parents[2] / "build" / "torture"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", help=", ".join(target.name for target in TARGETS))
    parser.add_argument("--seconds", type=float, default=60.0, help="for each target (default: 60)")
    parser.add_argument("--keep", action="store_true", help="add inputs that reach new lines to the corpus")
    options = parser.parse_args()
    results = []
    for target in TARGETS:
        if options.targets and target.name not in options.targets:
            continue
        result = fuzz(target, seconds=options.seconds, corpus=load(CORPUS / target.name))
        shown = asdict(result)
        culprits, found = shown.pop("culprits"), shown.pop("found")
        results.append(shown)
        print(", ".join(f"{key} {value}" for key, value in shown.items()), flush=True)
        if options.keep:
            keep(CORPUS / target.name, found)
        keep(OUT / "fuzz-findings" / target.name, culprits)
    document = {
        "part": "fuzz",
        "day": clock.today().isoformat(),
        "command": "python -m tests.fuzz " + " ".join(sys.argv[1:]),
        "seconds": round(options.seconds * len(results)),
        "complete": not options.targets,
        "results": results,
    }
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "fuzz.json").write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if any(result["findings"] for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
