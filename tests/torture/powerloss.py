"""The power fails after every single call of an operation, and the disk keeps what it must and as little else as it
may. Kills cannot show this: a killed program's writes are all still in the cache."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from tests.torture import faults, judging, strace, world
from tests.torture.disk import Disk, Lost, put
from tests.torture.operation import Operation
from tests.torture.operations import named
from tests.torture.strace import Call
from tests.torture.world import Outcome

RANDOM_STATES = 3
"""Besides the extremes, for every moment."""


@dataclass(frozen=True, slots=True)
class State:
    """One way the disk may be found."""

    moment: int
    """How many calls had happened."""
    what: str
    files: dict[str, bytes]
    said: tuple[str, ...]


@dataclass(slots=True)
class Blackout:
    """The result of one operation."""

    operation: str
    moments: int = 0
    states: int = 0
    survived: int = 0
    findings: list[str] = field(default_factory=list)


def states(root: Path, calls: list[Call], *, seed: int = 0) -> Iterator[State]:
    """Every different state, from the folder as it was before and the calls that followed."""
    disk, said, seen = Disk(root), list[str](), set[bytes]()
    dice = random.Random(seed)
    for moment, (call, tells) in enumerate(zip(calls, faults.telling(calls), strict=True)):
        if call.name == "writev" and call.paths[0].startswith("pipe:"):
            said += call.data.decode().splitlines()
        elif disk.holds(call):
            disk.apply(call)
        else:
            continue
        for what, files in _ways(disk, dice) if tells else ():
            print_of = _fingerprint(files, said)
            if print_of not in seen:
                seen.add(print_of)
                yield State(moment, what, files, tuple(said))


def _ways(disk: Disk, dice: random.Random) -> Iterator[tuple[str, dict[str, bytes]]]:
    yield "everything", disk.remains()
    yield "no unsafe data", disk.remains(data=lambda _: False)
    yield "no unsafe data, zeros in its place", disk.remains(data=lambda _: False, lost=Lost.LEFT_ROOM)
    yield "torn writes", disk.remains(data=lambda _: False, lost=Lost.TORN)
    yield "no unsafe names", disk.remains(names={})
    yield "nothing unsafe", disk.remains(names={}, data=lambda _: False)
    yield "only the last data", disk.remains(data=lambda number: number > 0)
    for number in range(RANDOM_STATES):
        names = {folder: dice.randint(0, count) for folder, count in disk.unsafe_folders().items()}
        lost = dice.choice(list(Lost))
        yield f"at random {number}", disk.remains(names=names, data=lambda _: dice.random() < 0.5, lost=lost)


def _fingerprint(files: dict[str, bytes], said: list[str]) -> bytes:
    digest = hashlib.sha256(repr(said).encode())
    for path in sorted(files):
        digest.update(hashlib.sha256(path.encode()).digest() + hashlib.sha256(files[path]).digest())
    return digest.digest()


def blackout(operation: Operation, scratch: Path, *, sample: int | None = None, workers: int = 1) -> Blackout:
    """Try every state of an operation, or about `sample` of them, spread evenly."""
    template = faults.prepared(operation, scratch)
    study, log = scratch / "study", scratch / "blackout.strace"
    world.copy(template, study)
    before = scratch / "before"
    shutil.rmtree(before, ignore_errors=True)
    outcome = strace.run(operation.work, study, log=log, record=True, before=before)
    assert outcome.done, outcome.complaint
    world.copy(before, study)  # the calls name this folder, and the disk starts from what was in it
    total = sum(1 for _ in states(study, list(strace.calls(log))))
    step = 1 if sample is None else max(1, total // sample)
    result = Blackout(operation.name, moments=_moments(study, log))
    jobs = [
        (operation.name, study, log, scratch / f"blackout{index}", index, step, workers) for index in range(workers)
    ]
    if workers == 1:
        parts = [_share(*jobs[0])]
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            parts = [job.result() for job in [pool.submit(_share, *one) for one in jobs]]
    for tried, findings in parts:
        result.states += tried
        result.survived += tried - len({finding.partition(":")[0] for finding in findings})
        result.findings += findings
    return result


def _moments(study: Path, log: Path) -> int:
    disk = Disk(study)
    return sum(disk.holds(call) for call in strace.calls(log))


def _share(
    name: str, study: Path, log: Path, folder: Path, index: int, step: int, workers: int
) -> tuple[int, list[str]]:
    """Judge every `step`-th state whose turn it is."""
    (operation,) = named(name)
    tried, findings = 0, []
    for number, state in enumerate(states(study, list(strace.calls(log)))):
        if number % step or number // step % workers != index:
            continue
        shutil.rmtree(folder, ignore_errors=True)
        place = folder / study.name
        put(state.files, place)
        tried += 1
        wrong = judging.wrong(operation, place, Outcome(None, state.said), killed=True)
        findings += [f"state {number} (call {state.moment}, {state.what}): {sentence}" for sentence in wrong]
    return tried, findings
