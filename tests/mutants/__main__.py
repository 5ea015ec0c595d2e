"""Break every check of the audit and all that measures for it, one small way at a time: does a test notice?

`python -m tests.mutants [ID…] [--out FILE]`. First the tests must pass with every check whole. Then each broken form
meets the tests of its check in a process of its own. What no test notices is printed, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import signal
import sys
import time
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from pkgutil import iter_modules
from types import FunctionType, ModuleType

import pytest

from fieldnotes.audit import advisories, check, history, packed, policy, probes, report
from fieldnotes.audit.checks import CHECKS
from tests.mutants.breaking import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests" / "unit" / "audit"
_PARTS = (check, history, policy, packed, advisories, report)
"""What judges or measures for several checks; besides them every probe."""
_EQUIVALENT = {
    ("D02", "Gt becomes GtE"): "a version equal to the least of a branch is of that branch: a policy must say it so",
    ("vault_files", "LtE becomes Lt"): "of exactly as many pages as are sampled, all are either way",
}
"""What changes nothing, and why: no test could notice it."""
_PATIENCE_S = 120
_QUIET = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID", help="only these checks, or parts such as storage")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the figures in JSON")
    options = parser.parse_args(argv)
    chosen = {name: module for name, module in _targets().items() if not options.ids or name in options.ids}
    tests = {name: _tests_of(name, module) for name, module in chosen.items()}
    # Run in this process, which every broken form is a copy of: what it has imported they need not import again.
    if pytest.main([*_QUIET, *sorted({file for files in tests.values() for file in files})]):
        print("the tests fail with every check whole, so they would prove nothing")
        return 2
    began, tried, equivalent = time.monotonic(), 0, 0
    survived: dict[str, list[str]] = {}
    for name, module in chosen.items():
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for mutant in mutants(source):
            if (name, mutant.what.partition(": ")[2]) in _EQUIVALENT:
                equivalent += 1
                continue
            tried += 1
            if _passes(module, mutant, tests[name]):
                survived.setdefault(name, []).append(mutant.what)
                print(f"{name} not noticed: {mutant.what}", flush=True)
    left = sum(map(len, survived.values()))
    print(f"{tried} ways to break a check, {tried - left} noticed, {left} not, in {time.monotonic() - began:.0f} s")
    print(f"{equivalent} more change nothing")
    if options.out is not None:
        figures = {"tried": tried, "equivalent": equivalent, "survived": survived}
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 1 if left else 0


def _targets() -> dict[str, ModuleType]:
    """Checks by their identifier, the rest by the last part of its name."""
    found = {one.ID: sys.modules[one.__name__] for one in CHECKS}  # type: ignore[attr-defined]
    measuring = [importlib.import_module(f"{probes.__name__}.{one.name}") for one in iter_modules(probes.__path__)]
    return found | {module.__name__.rpartition(".")[2]: module for module in (*_PARTS, *measuring)}


def _tests_of(identifier: str, module: ModuleType) -> list[str]:
    """Test files that name the check or the part, those that name it most often first; for a part then all others."""
    name = module.__name__.rpartition(".")[2]
    told = {
        path: len(re.findall(rf"\b{name}\b|\"{identifier}\"", path.read_text("utf-8")))
        for path in TESTS.glob("test_*.py")
    }
    ordered = sorted(told, key=lambda path: -told[path])
    is_check = any(identifier == one.ID for one in CHECKS)
    return [str(path) for path in ordered if told[path] or not is_check]


def _break(module: ModuleType, mutant: Mutant) -> None:
    """Put the broken functions and methods into the place of the whole ones, also where these were imported by name."""
    whole = dict(vars(module))
    exec(compile(mutant.source, str(module.__file__), "exec"), module.__dict__)
    functions: dict[int, object] = {}
    for name, old in whole.items():
        new = vars(module).get(name)
        if isinstance(old, FunctionType):
            functions[id(old)] = new
        elif isinstance(old, type) and isinstance(new, type):
            for attribute, value in vars(new).items():
                if isinstance(value, (FunctionType, property, classmethod, cached_property)):
                    setattr(old, attribute, value)
            setattr(module, name, old)
    for other in tuple(sys.modules.values()):
        for name, value in tuple(vars(other).items()):
            if id(value) in functions:
                setattr(other, name, functions[id(value)])


def _passes(module: ModuleType, mutant: Mutant, files: list[str]) -> bool:
    """Whether the tests pass all the same. A run that never ends counts as noticed."""
    child = os.fork()
    if child == 0:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        signal.alarm(_PATIENCE_S)
        _break(module, mutant)
        os._exit(int(pytest.main([*_QUIET, *files])))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


if __name__ == "__main__":
    sys.exit(main())
