"""Writes docs/reliability.md from what `make torture` and `make fuzz` left in build/torture: numbers from runs only.

`python packaging/reliability.py` writes it; parts that were not run are said to be missing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RUNS = ROOT / "build" / "torture"
PAGE = ROOT / "docs" / "reliability.md"

Run = Mapping[str, Any]

INTRODUCTION = """# Reliability, as measured

Made by `packaging/reliability.py` from runs of `make torture` and `make fuzz`; nothing here is written by hand but the
sentences. A trial counts as *survived* only if all of this holds afterwards: exactly one of the old and the new secret
opens the vault (the new one if the operation had reported success); everything that was reported as kept is there;
everything that was there before is there; `vault check` finds nothing; no planted word can be read in any file (UTF-8,
UTF-16 of both orders, base64, hexadecimal, backwards); an ordinary piece of work and reopening succeed; nothing is left
lying about; and a program that failed said so in one sentence with its own exit code.
"""

NOT_SHOWN = """## What this does not show

* Kills keep what is in the system's cache; only the power cuts exercise the order of syncs, and they do so on a model:
  synced data and names are safe, everything else may be lost, torn or reordered (names in order within one folder).
  A disk that lies about syncing is outside of it.
* Faults are injected one at a time, or for one kind of call from some moment on; combinations of faults are not tried.
* Linux only. On Windows and macOS nothing of this was run.
* Damage that leaves the file well-formed for its owner's keys, such as an older copy put back whole, can only be
  noticed by comparing with something kept elsewhere; the tables say how often it was.
* The window's session is driven by keyboard; what a desktop's own services record of it is not searched.
"""


def main() -> int:
    runs = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(RUNS.glob("*.json"))}
    if not runs:
        print("there are no runs in build/torture: make torture fuzz", file=sys.stderr)
        return 1
    PAGE.write_text("\n".join(page(runs)).rstrip() + "\n", encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return 0


def page(runs: Mapping[str, Run]) -> Iterator[str]:
    yield INTRODUCTION
    for part, (title, lines) in SECTIONS.items():
        yield f"## {title}\n"
        if part not in runs:
            yield "Not run.\n"
            continue
        yield from lines(runs[part])
        yield _provenance(runs[part])
        yield from _findings(runs[part])
    yield NOT_SHOWN


def _provenance(run: Run) -> str:
    machine = run.get("machine")
    where = f" on {machine['system']}, Python {machine['python']}, SQLite {machine['sqlite']}" if machine else ""
    extent = "" if run["complete"] else " **A sample, not a full run.**"
    return f"\n`{run['command'].strip()}`, {run['day']}, {run['seconds']} s{where}.{extent}\n"


def _findings(run: Run) -> Iterator[str]:
    found = [sentence for result in run["results"] for sentence in result.get("findings", [])]
    if found:
        yield f"**{len(found)} findings are open:**\n"
        yield from (f"* {sentence.splitlines()[0][:200]}" for sentence in found[:20])
        yield ""


def _table(*heads: str) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def faults(run: Run) -> Iterator[str]:
    yield (
        "The process is killed before, or the disk reports an error (EIO, ENOSPC, and ENOSPC from then on for writes) "
        "at, every system call that touches the folder (of a long row of writes to one file: the first and last eight "
        "and every twelfth between).\n"
    )
    yield from _table("Operation", "Calls", "Trials", "Killed", "Ended with an error", "Done all the same", "Survived")
    for one in run["results"]:
        yield _row(
            *(one["operation"], one["points"], one["trials"], one["killed"], one["refused"], one["done"]),
            f"{one['survived']}/{one['trials']}",
        )
    yield _row("**all**", *(_sum(run, name) for name in ("points", "trials", "killed", "refused", "done")), _all(run))


def power(run: Run) -> Iterator[str]:
    yield (
        "After every call the power fails, and the disk holds: everything; nothing that was not synced; zeros or torn "
        "writes in its place; no names that were not synced; and random mixtures of these. Equal states count once.\n"
    )
    yield from _table("Operation", "Calls", "States", "Survived")
    for one in run["results"]:
        yield _row(one["operation"], one["moments"], one["states"], f"{one['survived']}/{one['states']}")
    yield _row("**all**", _sum(run, "moments"), _sum(run, "states"), _all(run, "states"))


def kills(run: Run) -> Iterator[str]:
    yield "Kill -9 at a random moment of unending work, then everything that had been reported is looked for.\n"
    yield from _table("Work", "Kills", "Reports checked", "Survived")
    for one in run["results"]:
        yield _row(one["habit"], one["rounds"], one["reports"], f"{one['survived']}/{one['rounds']}")
    yield _row("**all**", _sum(run, "rounds"), _sum(run, "reports"), _all(run, "rounds"))


def damage(run: Run) -> Iterator[str]:
    yield "What is noticed by opening and `vault check`, and under which error code or area of the check.\n"
    yield from _table("File", "Damage", "Noticed", "Called")
    for one in run["results"]:
        called = ", ".join(f"{name} {count}" for name, count in sorted(one["called"].items()))
        yield _row(one["victim"], one["kind"], f"{one['noticed']}/{one['tried']}", called)


def window(run: Run) -> Iterator[str]:
    yield "A real window under Xvfb, used by keyboard; every write call of the whole session is searched.\n"
    yield from _table("Session", "Writes to files", "Readable ones", "Readable files", "Network sockets")
    for one in run["results"]:
        yield _row(
            *(one["session"], one["writes"], one["readable"], one["files_readable"], one["network_sockets"]),
        )


def fuzz(run: Run) -> Iterator[str]:
    yield "Only declared errors may come out, within a second and 300 MiB for each input.\n"
    yield from _table("What is read", "Inputs", "Lines reached", "Slowest (ms)", "Memory grown (MiB)", "Findings")
    for one in run["results"]:
        yield _row(
            *(one["target"], one["runs"], one["lines"], one["slowest_ms"], one["peak_mib"], len(one["findings"])),
        )


def _sum(run: Run, name: str) -> int:
    return sum(int(one[name]) for one in run["results"])


def _all(run: Run, tried: str = "trials") -> str:
    return f"{_sum(run, 'survived')}/{_sum(run, tried)}"


SECTIONS = {
    "faults": ("A fault at every call", faults),
    "power": ("Power cuts", power),
    "kills": ("Random kills", kills),
    "damage": ("Damage and tampering", damage),
    "window": ("Nothing readable is ever written", window),
    "fuzz": ("Hostile input", fuzz),
}

if __name__ == "__main__":
    sys.exit(main())
