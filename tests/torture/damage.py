"""Damage and tampering: single bits turned, ends cut off, old pages put back. Is it noticed, and what is it called?"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from fieldnotes.errors import FieldNotesError
from fieldnotes.model.record import Body, Card
from fieldnotes.services import backup, check, people, receive, write
from tests.helpers.vaults import OPEN_RECORD, PAGE
from tests.torture import copies, exchanges, faults, judging, world
from tests.torture.world import OUTSIDE, VAULT

UNNOTICED = "not noticed"
PUT_RIGHT = "put right by opening"
"""The end of the ledger's file stands in the database too until it is synced, and is written again from there."""
CUTS = (0, 1, 15, 16, 4095, 4096, 8192)
"""Lengths to which a file is cut, besides half of it, all but two bytes and all but a page."""


@dataclass(frozen=True, slots=True)
class Victim:
    """A file that is damaged, and how its owner would notice: an error's code, or an area that `vault check` names."""

    name: str
    file: str
    notice: Callable[[Path], list[str]]
    paged: bool = False
    """Whether single pages of it can be put back from an older copy."""
    text: bool = False
    """White space around it means nothing, and is not counted as damage."""


@dataclass(slots=True)
class Noticed:
    """The result for one victim and one kind of damage: how often it was called what."""

    victim: str
    kind: str
    tried: int = 0
    noticed: int = 0
    called: dict[str, int] = field(default_factory=dict)


def notice_in_vault(folder: Path) -> list[str]:
    """Open everything and examine it, as `vault check` does."""
    try:
        session = world.opened(folder)
    except FieldNotesError as error:
        return [error.code]
    try:
        session.vault.verify_header()
        return sorted({line.partition(":")[0] for line in check.verify(session)})
    except FieldNotesError as error:
        return [error.code]
    finally:
        session.lock()


def notice_in_bundle(folder: Path) -> list[str]:
    inputs = folder / OUTSIDE
    try:
        receive.open_bundle(folder / exchanges.BUNDLE, identity=inputs / "editor.identity")
    except FieldNotesError as error:
        return [error.code]
    return []


def notice_in_card(folder: Path) -> list[str]:
    try:
        people.read_card(folder / OUTSIDE / "editor.card")
    except FieldNotesError as error:
        return [error.code]
    return []


def notice_in_backup(folder: Path) -> list[str]:
    (path,) = (folder / copies.BACKUPS).iterdir()
    try:
        problems = backup.drill(path, world.OLD, sealed=world.SEALED).problems
    except FieldNotesError as error:
        return [error.code]
    return sorted({problem.partition(":")[0] for problem in problems})


def notice_in_package(folder: Path) -> list[str]:
    try:
        copies.trip(folder).read()
    except FieldNotesError as error:
        return [error.code]
    return []


VICTIMS = (
    Victim("ledger", f"{VAULT}/audit.fnl", notice_in_vault, paged=True),
    Victim("backup: header", f"{copies.BACKUPS}/one.fnbackup/header.fnv", notice_in_backup),
    Victim("backup: database", f"{copies.BACKUPS}/one.fnbackup/vault.db", notice_in_backup),
    Victim("backup: ledger", f"{copies.BACKUPS}/one.fnbackup/audit.fnl", notice_in_backup),
    Victim("backup: list of files", f"{copies.BACKUPS}/one.fnbackup/backup.json", notice_in_backup),
    Victim("travel package", copies.PACKAGE, notice_in_package),
    Victim("header", f"{VAULT}/header.fnv", notice_in_vault),
    Victim("database", f"{VAULT}/vault.db", notice_in_vault, paged=True),
    Victim("bundle", exchanges.BUNDLE, notice_in_bundle),
    Victim("contact card", f"{OUTSIDE}/editor.card", notice_in_card, text=True),
)


def _with_everything(folder: Path) -> None:
    exchanges.make_bundle(folder)
    copies.with_backup(folder)
    (made,) = (folder / copies.BACKUPS).iterdir()
    made.rename(made.with_name("one.fnbackup"))
    copies.with_package(folder)


def _grown(folder: Path) -> None:
    """A little more history, so that there is an older copy of everything."""
    session = world.opened(folder)
    for number in range(3):
        write.save(session, OPEN_RECORD, card=Card(title="Birinci"), body=Body.of(f"{world.STORY} {number}"))
    session.lock()


def bits(victim: Victim, original: bytes, count: int, dice: random.Random) -> Iterator[bytes]:
    """`count` copies with one bit turned each."""
    for place in dice.sample(range(8 * len(original)), min(count, 8 * len(original))):
        data = bytearray(original)
        data[place // 8] ^= 1 << place % 8
        if not (victim.text and bytes(data).split() == original.split()):
            yield bytes(data)


def cuts(victim: Victim, original: bytes) -> Iterator[bytes]:
    """Copies that end too early, or have something after their end."""
    lengths = {*CUTS, len(original) // 2, len(original) - 2, len(original) - PAGE}
    yield from (original[:length] for length in sorted(lengths) if 0 <= length < len(original))
    yield original + b"x"
    yield original + bytes(PAGE)


def old_pages(victim: Victim, original: bytes, before: bytes) -> Iterator[bytes]:
    """Copies with one page as it was earlier, for every page that differs."""
    for start in range(0, min(len(original), len(before)), PAGE):
        end = start + PAGE
        if original[start:end] != before[start:end]:
            yield original[:start] + before[start:end] + original[end:]


def damage(victim: Victim, scratch: Path, *, count: int, workers: int = 1) -> list[Noticed]:
    """Every kind of damage to one file; `count` bits are turned."""
    earlier = faults.world_with(scratch, "with everything", _with_everything)
    template = scratch / "grown"
    if not template.exists():
        world.copy(earlier, template)
        faults.apart(_grown, template)
    original, before = (template / victim.file).read_bytes(), (earlier / victim.file).read_bytes()
    kinds = [
        ("a bit turned", list(bits(victim, original, count, random.Random()))),
        ("cut or extended", list(cuts(victim, original))),
    ]
    if victim.paged:
        kinds.append(("an old page put back", list(old_pages(victim, original, before))))
    if before != original:
        kinds.append(("all of it put back", [before]))
    return [_tried(victim, kind, damaged, template, scratch, workers) for kind, damaged in kinds]


def _tried(victim: Victim, kind: str, damaged: list[bytes], template: Path, scratch: Path, workers: int) -> Noticed:
    jobs = [(victim.name, damaged[index::workers], template, scratch / f"damage{index}") for index in range(workers)]
    if workers == 1:
        parts = [_share(*jobs[0])]
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            parts = [job.result() for job in [pool.submit(_share, *job) for job in jobs]]
    result = Noticed(victim.name, kind)
    for called in (called for part in parts for called in part):
        result.tried += 1
        result.noticed += called != UNNOTICED
        result.called[called] = result.called.get(called, 0) + 1
    return result


def _share(name: str, damaged: list[bytes], template: Path, folder: Path) -> list[str]:
    (victim,) = [victim for victim in VICTIMS if victim.name == name]
    found, original = [], (template / victim.file).read_bytes()
    for data in damaged:
        world.copy(template, folder)
        path = folder / victim.file
        path.write_bytes(data)
        noticed = judging.apart(partial(victim.notice, folder))
        found.append(" and ".join(noticed) or (PUT_RIGHT if _is_right(path, data, original) else UNNOTICED))
    return found


def _is_right(path: Path, damaged: bytes, original: bytes) -> bool:
    """Whether every byte that was changed is again what it was."""
    now = path.read_bytes()
    changed = [place for place, byte in enumerate(original) if damaged[place : place + 1] != bytes((byte,))]
    return len(now) >= len(original) and all(now[place] == original[place] for place in changed)
