"""What must hold after any operation met any fault: one secret opens, nothing is lost, nothing is readable, work goes
on. Runs in a process of its own, because the process under test may have left anything behind in its memory."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable
from pathlib import Path

from fieldnotes.errors import FieldNotesError
from tests.torture import world
from tests.torture.operation import Operation
from tests.torture.plaintext import readable_files
from tests.torture.strace import CRASH
from tests.torture.world import MARKERS, OUTSIDE, VAULT, Outcome

ALLOWED_FILES = frozenset({"header.fnv", "vault.db", "lock", "audit.fnl"})
BUG = 90


def wrong(operation: Operation, folder: Path, outcome: Outcome, *, killed: bool) -> list[str]:
    """Everything that is wrong in `folder` after the operation; empty when all invariants hold."""
    return apart(lambda: _wrong(operation, folder, outcome, killed=killed))


def apart(examine: Callable[[], list[str]]) -> list[str]:
    """Run `examine` in a child and bring back what it found; that it fails is a finding."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            found = examine()
        except FieldNotesError as error:
            found = [f"the vault does not go on: {error.code} {error.params.get('what', '')}"]
        except BaseException:  # noqa: BLE001 - whatever it is, it is a finding
            found = [f"the examination failed: {traceback.format_exc()}"]
        os.write(write, json.dumps(found).encode()[:60000])
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        data = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status or not data:
        return [f"the examination ended with {status}"]
    found_there: list[str] = json.loads(data)
    return found_there


def _wrong(operation: Operation, folder: Path, outcome: Outcome, *, killed: bool) -> list[str]:
    found = [*outcome.faults, *_manners(outcome, killed=killed)]
    found += [f"plain words can be read in {name}" for name in _readable(folder)]
    secrets = tuple(dict.fromkeys((operation.before, operation.after)))
    opening = [words for words in secrets if world.can_open(folder, words)]
    if len(opening) != 1 or (outcome.done and opening[0] != operation.after):
        return [*found, f"{len(opening)} of {len(secrets)} secrets open the vault (reported as done: {outcome.done})"]
    session = world.opened(folder, opening[0])
    try:
        found += [f"{what} is lost" for what in operation.lost(session)]
        found += operation.judge(folder, session, outcome)
        found += [f"check: {problem.area.value} {problem.subject}" for problem in session.vault.check()]
        session.vault.verify_header()
        world.goes_on(session)
    finally:
        session.lock()
    world.opened(folder, opening[0]).lock()
    return found + _leftovers(operation, folder)


def _manners(outcome: Outcome, *, killed: bool) -> list[str]:
    """A program that fails says so in one sentence; it never shows its insides."""
    if outcome.code is None:
        return [] if killed else ["it was killed by something else"]
    if outcome.code in (BUG, CRASH) or "Traceback" in outcome.complaint:
        return [f"it failed with {outcome.code}: {outcome.complaint[-600:]}"]
    if outcome.code and not outcome.complaint.strip():
        return [f"it ended with {outcome.code} and said nothing"]
    return [] if bool(outcome.code) != outcome.done else [f"it ended with {outcome.code}, done: {outcome.done}"]


def _readable(folder: Path) -> list[str]:
    names = []
    for path in folder.iterdir():
        if path.name == OUTSIDE:
            continue
        names += readable_files(path, MARKERS) if path.is_dir() else readable_files_of(path)
    return names


def readable_files_of(path: Path) -> list[str]:
    """The name of `path` if one of the markers can be read in it."""
    return [name for name in readable_files(path.parent, MARKERS) if name == path.name]


def _leftovers(operation: Operation, folder: Path) -> list[str]:
    inside = {path.name for path in (folder / VAULT).iterdir()} - ALLOWED_FILES
    beside = {path.name for path in folder.iterdir()} - {VAULT, OUTSIDE}
    return [f"{name} was left behind" for name in sorted((inside | beside) - operation.leftovers)]
