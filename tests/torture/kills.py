"""Kill -9 at a random moment, again and again: whatever a program had reported as kept is there when it comes back."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from select import select

from fieldnotes.errors import FieldNotesError
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Draft, Kind
from fieldnotes.services import backup, receive, write
from fieldnotes.services.session import Session
from tests.helpers import journeys
from tests.helpers.vaults import CASE, OPEN_RECORD
from tests.torture import copies, exchanges, faults, judging, world
from tests.torture.plaintext import readable_files
from tests.torture.strace import say
from tests.torture.world import MARKERS, NAME, OUTSIDE, STORY, VAULT

MOST_LINES = 6
"""A round is killed during the work that follows its first to sixth report."""
LONGEST_S = 60.0
FIRST_PACE_S = 0.02

Said = list[str]


@dataclass(frozen=True, slots=True)
class Habit:
    """Something a person does over and over. `once` does it and reports; `judge` says what is missing."""

    name: str
    once: Callable[[Path, Session, int], None]
    judge: Callable[[Path, Session, Sequence[str]], list[str]]
    prepare: Callable[[Path], None] = lambda _: None
    lost: Callable[[Session], list[str]] = world.lost


@dataclass(slots=True)
class Rounds:
    """The result of many kills."""

    habit: str
    rounds: int = 0
    reports: int = 0
    survived: int = 0
    findings: list[str] = field(default_factory=list)


# --- habits -------------------------------------------------------------------------------------------------------


def typing(folder: Path, session: Session, number: int) -> None:
    text = Body.of(f"{STORY} {number} " * (number % 40 + 1))
    write.autosave(session, Draft("typing", OPEN_RECORD, CASE, Kind.TESTIMONY, Level.INTERNAL, NAME, text, number))
    say(f"{number}")


def typed(folder: Path, session: Session, said: Sequence[str]) -> list[str]:
    kept = max(map(int, said), default=0)
    there = [draft for draft in session.vault.drafts() if draft.id == "typing"]
    if not there:
        return [f"the draft that was kept {kept} times is gone"] if said else []
    whole = there[0].body.text.endswith(f"{STORY} {there[0].cursor} ")
    return [] if there[0].cursor >= kept and whole else [f"typing {kept} was kept, {there[0].cursor} is there"]


def saving(folder: Path, session: Session, number: int) -> None:
    if number % 2:
        text = Body.of(f"{STORY} {number}")
        write.save(session, OPEN_RECORD, card=Card(title="Birinci söhbət"), body=text)
        say(f"saved {number}")
    else:
        text = Body.of(f"{STORY} yeni {number} " * 20)
        say(f"added {write.new_record(session, CASE, kind=Kind.TESTIMONY, card=Card(title='yeni'), body=text).code}")


def saved(folder: Path, session: Session, said: Sequence[str]) -> list[str]:
    numbers = [int(line.split()[1]) for line in said if line.startswith("saved")]
    added = {line.split()[1] for line in said if line.startswith("added")}
    missing = sorted(added - {row.code for row in session.vault.rows()})
    wrong = [f"{code} was reported as kept and is gone" for code in missing]
    texts = {session.vault.revision(OPEN_RECORD, one.version).body.text for one in session.vault.revisions(OPEN_RECORD)}
    return wrong + [f"version {number} is gone" for number in numbers if f"{STORY} {number}" not in texts]


def exporting(folder: Path, session: Session, number: int) -> None:
    out = folder / f"out{number}.age"
    exchanges.export_to(out, folder, session)
    say(out.name)


def exported(folder: Path, session: Session, said: Sequence[str]) -> list[str]:
    wrong = [f"{name} was reported as written and is gone" for name in said if not (folder / name).exists()]
    bundles = sorted(folder.glob("*.age"))
    for path in bundles:
        try:
            receive.open_bundle(path, identity=folder / OUTSIDE / "editor.identity")
        except FieldNotesError as error:
            wrong.append(f"{path.name} is not whole: {error.code}")
    written_down = len(session.vault.releases())
    return wrong if written_down >= len(bundles) else [*wrong, f"{len(bundles)} bundles, {written_down} written down"]


def changing_levels(folder: Path, session: Session, number: int) -> None:
    level = Level.INTERNAL if session.vault.row("T-003").level is Level.SEALED else Level.SEALED
    write.set_level(session, "T-003", level, reason="agreed")
    say(level.name)


def levels_changed(folder: Path, session: Session, said: Sequence[str]) -> list[str]:
    known = len(session.vault.level_changes("T-003"))
    return [] if known >= len(said) else [f"{len(said)} changes were reported, {known} are known"]


def rotating(folder: Path, session: Session, number: int) -> None:
    if number % 2:
        session.vault.rekeying.rotate_levels((Level.INTERNAL, Level.SEALED))
    else:
        session.vault.rekeying.rewrite_database()
    say("rotated")


def rotated(folder: Path, session: Session, said: Sequence[str]) -> list[str]:
    return []


def backing_up(folder: Path, session: Session, number: int) -> None:
    write.save(session, OPEN_RECORD, card=Card(title="Birinci söhbət"), body=Body.of(f"{STORY} {number}"))
    place = folder / f"backups{number}"
    place.mkdir()
    say(f"{place.name}/{backup.make(session, place).backup.name}")


def backed_up(folder: Path, session: Session, said: Sequence[str]) -> list[str]:
    """What has a backup's name opens and is whole."""
    wrong = [f"{name} was reported as made and is gone" for name in said if not (folder / name).exists()]
    for path in sorted(folder.glob("backups*/*.fnbackup"))[-2:]:
        wrong += [f"{path.name}: {problem}" for problem in backup.drill(path, world.OLD, sealed=world.SEALED).problems]
    return wrong


def travelling(folder: Path, session: Session, number: int) -> None:
    """Leave and come back, and write something each time."""
    trip = copies.trip(folder)
    if session.vault.journey.away is None:
        trip.file.unlink(missing_ok=True)
        journeys.pack(session.vault, trip.file, *copies.LEVELS)
        session.vault.journey.leave(trip.words())
    added = journeys.add(session.vault, Level.SEALED, "Yolda", STORY)
    journeys.come_back(session.vault, trip)
    say(added)


def travelled(folder: Path, session: Session, said: Sequence[str]) -> list[str]:
    """Whatever is still away comes back first."""
    if session.vault.journey.away is not None:
        journeys.come_back(session.vault, copies.trip(folder))
    found = {row.code for row in session.vault.rows()}
    wrong = [f"{code} was written on the way and is gone" for code in said if code not in found]
    return wrong + [f"{what} did not come back" for what in world.lost(session)]


HABITS = (
    Habit("typing", typing, typed),
    Habit("saving", saving, saved),
    Habit("changing levels", changing_levels, levels_changed),
    Habit("exporting", exporting, exported, exchanges.decide_everything),
    Habit("rotating", rotating, rotated),
    Habit("backing up", backing_up, backed_up),
    Habit("travelling", travelling, travelled, lost=copies.nothing_here),
)


# --- rounds -------------------------------------------------------------------------------------------------------


def rounds(habit: Habit, scratch: Path, *, count: int, workers: int = 1) -> Rounds:
    """Kill `count` times."""
    template = faults.world_with(scratch, habit.name, habit.prepare)
    jobs = [(habit.name, template, scratch / f"kill{index}", count // workers, index) for index in range(workers)]
    result = Rounds(habit.name)
    if workers == 1:
        parts = [_share(*jobs[0])]
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            parts = [job.result() for job in [pool.submit(_share, *job) for job in jobs]]
    for part in parts:
        result.rounds += part.rounds
        result.reports += part.reports
        result.survived += part.survived
        result.findings += part.findings
    return result


def _share(name: str, template: Path, folder: Path, count: int, seed: int) -> Rounds:
    """The same vault is killed again and again; what one round reported must outlive the next ones too."""
    (habit,) = [habit for habit in HABITS if habit.name == name]
    dice, result, said = random.Random(), Rounds(name), list[str]()
    world.copy(template, folder)
    pace_s = FIRST_PACE_S
    for number in range(count):
        if number % 20 == 0:  # exports and versions pile up and would make every later round slower
            world.copy(template, folder)
            said = []
        first = 1000 * (number + 1)
        before = len(said)
        wait_for = dice.randrange(MOST_LINES)
        pace_s = _killed(habit, folder, first, said, wait_for=wait_for, pause_s=dice.random() * pace_s)
        found = judging.apart(partial(_wrong, habit, folder, tuple(said)))
        result.rounds += 1
        result.reports += len(said) - before
        result.survived += not found
        result.findings += [f"round {number}: {sentence}" for sentence in found]
    return result


def _killed(habit: Habit, folder: Path, first: int, said: Said, *, wait_for: int, pause_s: float) -> float:
    """Let a child work; kill it `pause_s` after its report number `wait_for`. Returns what one report took it."""
    read, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _work(habit, folder, first, write_end)
    os.close(write_end)
    data, began = b"", 0.0
    try:
        while data.count(b"\n") < wait_for + 1 and select([read], [], [], LONGEST_S)[0]:
            part = os.read(read, 65536)
            if not part:
                break
            began = began or time.monotonic()
            data += part
        took_s = (time.monotonic() - began) / max(1, wait_for)
        time.sleep(pause_s)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with os.fdopen(read, "rb") as pipe:
        data += pipe.read()
    lines = data.decode().splitlines()
    assert lines, "the child ended before it was ready"
    said += lines[1:]
    return took_s if wait_for else max(pause_s, FIRST_PACE_S)


def _work(habit: Habit, folder: Path, first: int, said: int) -> None:
    try:
        os.dup2(said, 1)
        session = world.opened(folder)
        say("ready")
        number = first
        while True:
            habit.once(folder, session, number)
            number += 1
    finally:
        os._exit(99)


def _wrong(habit: Habit, folder: Path, said: Sequence[str]) -> list[str]:
    found = [f"plain words can be read in {name}" for name in readable_files(folder / VAULT, MARKERS)]
    session = world.opened(folder)
    try:
        found += [f"{what} is lost" for what in habit.lost(session)]
        found += habit.judge(folder, session, said)
        found += [f"check: {problem.area.value} {problem.subject}" for problem in session.vault.check()]
        world.goes_on(session)
    finally:
        session.lock()
    inside = {path.name for path in (folder / VAULT).iterdir()} - judging.ALLOWED_FILES
    return found + [f"{name} was left behind" for name in sorted(inside)]
