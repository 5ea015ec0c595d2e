"""Torture the vault: `python -m tests.torture` tries everything and writes what it found as JSON.

`packaging/reliability.py` makes docs/reliability.md from these files.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2

from fieldnotes import clock
from tests.helpers.vaults import ROOT
from tests.torture import damage, faults, kills, powerloss, window
from tests.torture.operations import named
from tests.torture.strace import available

Result = dict[str, Any]
Report = Iterator[Result]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (default: all)")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="an operation, habit or victim")
    parser.add_argument("--sample", type=int, metavar="N", help="about N faults and N states of each operation")
    parser.add_argument("--rounds", type=int, default=200, metavar="N", help="kills of each habit (default: 200)")
    parser.add_argument("--bits", type=int, default=200, metavar="N", help="bits turned in each file (default: 200)")
    parser.add_argument("--resume", action="store_true", help="go on with a run that was stopped")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes at a time (default: 2)")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "torture", metavar="FOLDER")
    options = parser.parse_args()
    if not available():
        parser.error("strace is needed; it is in packaging/debian-test-packages.txt")
    options.out.mkdir(parents=True, exist_ok=True)
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    findings = sum(_run(part, options) for part in options.parts or PARTS)
    print(f"{findings} findings")
    return 1 if findings else 0


def _run(part: str, options: argparse.Namespace) -> int:
    """Do one part, write its JSON after every result, return how many findings there are.

    A full run takes hours; `--resume` goes on after the last operation that was finished.
    """
    path = options.out / f"{part}.json"
    before = _unfinished(path) if options.resume else Result(results=[], seconds=0)
    began, results = time.monotonic(), list[Result](before["results"])
    options.finished = {str(next(iter(result.values()))) for result in results}  # its first field is its name

    def write(*, complete: bool) -> None:
        document = {
            "part": part,
            "day": clock.today().isoformat(),
            "command": _command(part, options),
            "seconds": before["seconds"] + round(time.monotonic() - began),
            "complete": complete,
            "machine": _machine(),
            "results": results,
        }
        path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    for result in PARTS[part](options):
        results.append(result)
        write(complete=False)
        shown = {key: value for key, value in result.items() if key != "findings"}
        print(f"{part}: {', '.join(f'{key} {value}' for key, value in shown.items())}", flush=True)
        for finding in result.get("findings", []):
            print(f"    {finding}", flush=True)
    write(complete=options.sample is None and not options.only)
    return sum(len(result.get("findings", [])) for result in results)


def _unfinished(path: Path) -> Result:
    """What a run that was stopped had written; nothing where there is none, or where it had come to its end."""
    if path.exists():
        written: Result = json.loads(path.read_text(encoding="utf-8"))
        if not written["complete"]:
            return written
    return Result(results=[], seconds=0)


def _command(part: str, options: argparse.Namespace) -> str:
    """What to type to do this part again."""
    words = ["python -m tests.torture", part, *(f"--only '{name}'" for name in options.only)]
    words += [f"--sample {options.sample}"] if options.sample is not None else []
    return " ".join([*words, f"--rounds {options.rounds} --bits {options.bits}"])


def _machine() -> dict[str, str]:
    """What kind of machine this is; nothing that tells which one."""
    version = subprocess.run(["strace", "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]
    return {
        "system": f"{platform.system()} {platform.release().split('-')[0]}, {platform.machine()}",
        "python": platform.python_version(),
        "sqlite": sqlcipher3.dbapi2.sqlite_version,
        "strace": version.rpartition(" ")[2],
    }


def scratch() -> Path:
    """A folder in memory where there is one: syncs are counted and refused there all the same, and cost nothing."""
    shared = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="torture", dir=shared if shared.is_dir() else None))


def _each(names: list[str], options: argparse.Namespace, one: Callable[[str, Path], Any]) -> Report:
    folder = scratch()
    try:
        for name in names:
            if (options.only and name not in options.only) or name in options.finished:
                continue
            found = one(name, folder)
            for result in found if isinstance(found, list) else [found]:
                yield asdict(result)
    finally:
        shutil.rmtree(folder)


def _faults(options: argparse.Namespace) -> Report:
    def one(name: str, folder: Path) -> faults.Sweep:
        return faults.sweep(named(name)[0], folder, sample=options.sample, workers=options.workers)

    return _each([operation.name for operation in named()], options, one)


def _power(options: argparse.Namespace) -> Report:
    def one(name: str, folder: Path) -> powerloss.Blackout:
        return powerloss.blackout(named(name)[0], folder, sample=options.sample, workers=options.workers)

    return _each([operation.name for operation in named()], options, one)


def _kills(options: argparse.Namespace) -> Report:
    habits = {habit.name: habit for habit in kills.HABITS}

    def one(name: str, folder: Path) -> kills.Rounds:
        return kills.rounds(habits[name], folder, count=options.rounds, workers=options.workers)

    return _each(list(habits), options, one)


def _damage(options: argparse.Namespace) -> Report:
    victims = {victim.name: victim for victim in damage.VICTIMS}

    def one(name: str, folder: Path) -> list[damage.Noticed]:
        return damage.damage(victims[name], folder, count=options.bits, workers=options.workers)

    return _each(list(victims), options, one)


def _window(options: argparse.Namespace) -> Report:
    return _each([session.name for session in window.SESSIONS], options, window.watched)


PARTS: dict[str, Callable[[argparse.Namespace], Report]] = {
    "faults": _faults,
    "power": _power,
    "kills": _kills,
    "damage": _damage,
    "window": _window,
}

if __name__ == "__main__":
    sys.exit(main())
