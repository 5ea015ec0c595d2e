"""Break every check of the audit, one small way at a time, and see whether a test notices.

`python -m tests.mutants [ID…] [--out FILE]`. First the tests must pass with every check whole. Then each broken form
meets the tests of its check in a process of its own. What no test notices is printed, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from fieldnotes.audit.checks import CHECKS
from tests.mutants.breaking import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests" / "unit" / "audit"
_PATIENCE_S = 120
_QUIET = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID", help="only these checks")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the figures in JSON")
    options = parser.parse_args(argv)
    chosen = {
        check.ID: sys.modules[check.__name__]  # type: ignore[attr-defined]
        for check in CHECKS
        if not options.ids or check.ID in options.ids
    }
    tests = {name: _tests_of(name, module) for name, module in chosen.items()}
    # Run in this process, which every broken form is a copy of: what it has imported they need not import again.
    if pytest.main([*_QUIET, *sorted({file for files in tests.values() for file in files})]):
        print("the tests fail with every check whole, so they would prove nothing")
        return 2
    began, tried = time.monotonic(), 0
    survived: dict[str, list[str]] = {}
    for name, module in chosen.items():
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for mutant in mutants(source):
            tried += 1
            if _passes(module, mutant, tests[name]):
                survived.setdefault(name, []).append(mutant.what)
                print(f"{name} not noticed: {mutant.what}", flush=True)
    left = sum(map(len, survived.values()))
    print(f"{tried} ways to break a check, {tried - left} noticed, {left} not, in {time.monotonic() - began:.0f} s")
    if options.out is not None:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps({"tried": tried, "survived": survived}, indent=2) + "\n", encoding="utf-8")
    return 1 if left else 0


def _tests_of(identifier: str, module: ModuleType) -> list[str]:
    """Test files that name the check, those that name it most often first."""
    name = module.__name__.rpartition(".")[2]
    told = {
        path: len(re.findall(rf"\b{name}\b|\"{identifier}\"", path.read_text("utf-8")))
        for path in TESTS.glob("test_*.py")
    }
    return [str(path) for path, count in sorted(told.items(), key=lambda item: -item[1]) if count] or [str(TESTS)]


def _passes(module: ModuleType, mutant: Mutant, files: list[str]) -> bool:
    """Whether the tests pass all the same. A run that never ends counts as noticed."""
    child = os.fork()
    if child == 0:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        signal.alarm(_PATIENCE_S)
        exec(compile(mutant.source, str(module.__file__), "exec"), module.__dict__)
        os._exit(int(pytest.main([*_QUIET, *files])))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


if __name__ == "__main__":
    sys.exit(main())
