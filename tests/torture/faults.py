"""A fault at every call that touches the folder: the process is killed there, or the disk fails, once or for good."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from tests.torture import judging, strace, stretching, world
from tests.torture.operation import Operation
from tests.torture.operations import named
from tests.torture.strace import Call

KILL = "signal=KILL"
ERRORS = ("error=EIO", "error=ENOSPC")
WRITERS = frozenset({"write", "pwrite64"})
ENDS, EVERY = 8, 12
"""Of a row of writes to one file these many at each end are tried, and every twelfth between."""
ONLY_KILLED = frozenset({"close"})
"""An error that closing reports comes after the file is closed; injected, it would leave it open, which cannot be."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault: what happens to the `number`-th call named `call`."""

    operation: str
    call: str
    number: int
    how: str
    onward: bool = False
    """Every later call of this name fails too, as on a disk that stays full."""

    @property
    def word(self) -> str:
        return f"{self.call}:{self.how}:when={self.number}{'+' if self.onward else ''}"


@dataclass(slots=True)
class Sweep:
    """The result of one operation's trials."""

    operation: str
    points: int = 0
    trials: int = 0
    survived: int = 0
    killed: int = 0
    refused: int = 0
    """How often the operation ended with an error of its own."""
    done: int = 0
    findings: list[str] = field(default_factory=list)


def points(operation: Operation, template: Path, folder: Path) -> list[Call]:
    """The calls of one undisturbed run that touch its folder."""
    world.copy(template, folder)
    log = folder.with_name(folder.name + ".strace")
    outcome = strace.run(operation.work, folder, log=log, record=True)
    assert outcome.done, outcome.complaint
    found = list(strace.calls(log))
    log.unlink()
    inside = [call for call in found if any(path.startswith(str(folder)) for path in call.paths)]
    assert not [call.name for call in inside if call.name in strace.UNEXPECTED]
    return [call for call in inside if call.name in strace.CALLS]


def telling(calls: Sequence[Call]) -> list[bool]:
    """Which calls are worth a trial: all, but of a long row of writes to one file the first, the last and some."""
    told = [True] * len(calls)
    start = 0
    for place in range(1, len(calls) + 1):
        here = (calls[start].name, calls[start].paths)
        if place < len(calls) and here[0] in WRITERS and (calls[place].name, calls[place].paths) == here:
            continue
        for inner in range(start + ENDS, place - ENDS):
            told[inner] = (inner - start) % EVERY == 0
        start = place
    return told


def trials(operation: Operation, calls: Sequence[Call]) -> Iterator[Trial]:
    """Every fault that can be tried on the telling ones of these calls."""
    for call, tells in zip(calls, telling(calls), strict=True):
        if not tells:
            continue
        yield Trial(operation.name, call.name, call.number, KILL)
        if call.name in ONLY_KILLED:
            continue
        for error in ERRORS:
            yield Trial(operation.name, call.name, call.number, error)
        if call.name in WRITERS:
            yield Trial(operation.name, call.name, call.number, "error=ENOSPC", onward=True)


def attempt(operation: Operation, trial: Trial, template: Path, folder: Path) -> tuple[str, list[str]]:
    """Run one trial: how it ended (killed, refused, done) and what is wrong afterwards."""
    world.copy(template, folder)
    log = folder.with_name(folder.name + ".strace")
    outcome = strace.run(operation.work, folder, log=log, inject=[trial.word])
    found = judging.wrong(operation, folder, outcome, killed=trial.how == KILL)
    ending = "killed" if outcome.code is None else "done" if outcome.done else "refused"
    return ending, found


def sweep(operation: Operation, scratch: Path, *, sample: int | None = None, workers: int = 1) -> Sweep:
    """Try every fault of an operation, or a random `sample` of them."""
    template = prepared(operation, scratch)
    calls = points(operation, template, scratch / "study")
    chosen = list(trials(operation, calls))
    if sample is not None:
        chosen = secrets.SystemRandom().sample(chosen, min(sample, len(chosen)))
    result = Sweep(operation.name, points=len(calls))
    for part in in_parallel(chosen, operation, template, scratch, workers):
        for trial, ending, found in part:
            result.trials += 1
            result.survived += not found
            setattr(result, ending, getattr(result, ending) + 1)
            result.findings += [f"{trial.word}: {sentence}" for sentence in found]
    return result


def prepared(operation: Operation, scratch: Path) -> Path:
    """The world as the operation needs it, made once in `scratch`."""
    return world_with(scratch, operation.name, operation.prepare)


def world_with(scratch: Path, name: str, prepare: Callable[[Path], None]) -> Path:
    """The invented world, made once in `scratch`, and a copy of it that `prepare` went over."""
    base, template = scratch / "world", scratch / f"template {name}"
    stretching.cheapen()
    if not base.exists():
        apart(world.build, base)
    if not template.exists():
        stretching.learn(base / world.VAULT, *world.SECRETS)
        world.copy(base, template)
        apart(prepare, template)
    stretching.learn(template / world.VAULT, *world.SECRETS)
    return template


def apart(make: Callable[[Path], None], folder: Path) -> None:
    """Make something in a child, so that this process stays as it was and can be copied for every trial."""

    def made() -> list[str]:
        make(folder)
        return []

    problems = judging.apart(made)
    assert not problems, problems


Part = list[tuple[Trial, str, list[str]]]


def in_parallel(
    chosen: Sequence[Trial], operation: Operation, template: Path, scratch: Path, workers: int
) -> Iterator[Part]:
    """Share the trials among processes; each has a folder of its own."""
    if workers == 1:
        yield share(chosen, operation.name, template, scratch / "work0" / "study")
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        jobs = [
            pool.submit(share, chosen[index::workers], operation.name, template, scratch / f"work{index}" / "study")
            for index in range(workers)
        ]
        yield from (job.result() for job in jobs)


def share(chosen: Sequence[Trial], name: str, template: Path, folder: Path) -> Part:
    (operation,) = named(name)
    folder.parent.mkdir(exist_ok=True)
    return [(trial, *attempt(operation, trial, template, folder)) for trial in chosen]
