"""Operations that make a second copy or remove what is here: backup, restore, purge, leaving for a journey, coming
back."""

from __future__ import annotations

import shutil
from pathlib import Path

from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.services import backup
from fieldnotes.services.session import Session
from fieldnotes.vault.travel.away import Plan
from tests.helpers import journeys
from tests.helpers.journeys import Trip
from tests.helpers.vaults import decrypted_pages
from tests.torture import world
from tests.torture.strace import Start, say
from tests.torture.world import NAME, OLD, SEALED, STORY, Outcome

BACKUPS = "backups"
RESTORED = "restored.fieldnotes"
PACKAGE = "package.fnr"
LEVELS = (Level.ANONYMOUS, Level.SEALED)


def with_place(folder: Path) -> None:
    (folder / BACKUPS).mkdir()


def make_backup(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    say(backup.make(session, folder / BACKUPS).backup.name)
    session.lock()


def judge_backup(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    """What has a backup's name opens and is whole; what was begun is cleared away by the next one."""
    wrong = []
    for path in (folder / BACKUPS).glob("*.fnbackup"):
        wrong += [f"backup: {problem}" for problem in backup.drill(path, OLD, sealed=SEALED).problems]
        shutil.rmtree(path)
    if outcome.said and not wrong and not _named(session, outcome.said[0]):
        wrong.append("the backup was reported as made and is not in the list")
    again = backup.make(session, folder / BACKUPS)
    left = {path.name for path in (folder / BACKUPS).iterdir()} - {again.backup.name}
    return wrong + [f"{name} was left behind" for name in left]


def _named(session: Session, name: str) -> bool:
    return name in {view.name for view in backup.backups(session)}


def with_backup(folder: Path) -> None:
    with_place(folder)
    make_backup(folder, lambda: None)


def restore(folder: Path, start: Start) -> None:
    (path,) = (folder / BACKUPS).glob("*.fnbackup")
    start()
    backup.restore(path, folder / RESTORED, OLD, sealed=SEALED)


def judge_restored(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    """The new vault is there complete or not at all, and the backup still is."""
    (path,) = (folder / BACKUPS).glob("*.fnbackup")
    wrong, target = [], folder / RESTORED
    if outcome.done and not target.exists():
        wrong.append("the vault was reported as restored and is not there")
    if not target.exists():
        backup.restore(path, target, OLD, sealed=SEALED)
    again = world.opened(folder, vault=RESTORED)
    wrong += [f"{what} is lost from the restored vault" for what in world.lost(again)]
    again.lock()
    shutil.rmtree(target)
    return wrong


def purge(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    session.vault.purging.purge(["N-001"], live=True, reason="xahiş edildi", watch=Watch())
    say("purged")
    session.lock()


def judge_purged(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    there = "N-001" in {row.code for row in (*session.vault.rows(), *session.vault.recycled())}
    return ["what was reported as purged is still there"] if outcome.done and there else []


# --- journeys -----------------------------------------------------------------------------------------------------


def trip(folder: Path) -> Trip:
    return Trip(folder / PACKAGE, Plan(frozenset(LEVELS)))


def write_package(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    journeys.pack(session.vault, folder / PACKAGE, *LEVELS)
    say("written")
    session.lock()


def judge_package(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    """The package is there whole or not at all; the next one clears away what this one left."""
    there = (folder / PACKAGE).exists()
    if not there:
        journeys.pack(session.vault, folder / PACKAGE, *LEVELS)
    whole = len(trip(folder).read().files) >= 3
    wrong = [] if there or not outcome.said else ["the package was reported as written and is not there"]
    return wrong if whole else [*wrong, "the package is not whole"]


def with_package(folder: Path) -> None:
    write_package(folder, lambda: None)


def leave(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    words = trip(folder).words()
    start()
    session.vault.journey.leave(words)
    say("left")
    session.lock()


def judge_left(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    """Everything is here, or it is away whole and comes back; once it is away, not even the vault's keys find it."""
    wrong = []
    if session.vault.journey.away is None:
        return ["what was reported as left behind is here"] if outcome.said else world.lost(session)
    pages = decrypted_pages(session.vault)
    wrong += [f"{words!r} can be read with the keys" for words in (NAME, STORY) if words.encode() in pages]
    journeys.come_back(session.vault, trip(folder))
    return wrong + [f"{what} did not come back" for what in world.lost(session)]


def with_journey(folder: Path) -> None:
    with_package(folder)
    leave(folder, lambda: None)
    session = world.opened(folder)
    journeys.add(session.vault, Level.SEALED, "Yolda", STORY)
    session.lock()


def come_back(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    journeys.come_back(session.vault, trip(folder))
    say("back")
    session.lock()


def judge_back(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    wrong = []
    if session.vault.journey.away is not None:
        wrong += ["what was reported as brought back is away"] if outcome.said else []
        journeys.come_back(session.vault, trip(folder))
    texts = {session.vault.record(row.code).body.text for row in session.vault.rows()}
    wrong += [] if STORY in texts else ["what was written on the way is lost"]
    return wrong + [f"{what} did not come back" for what in world.lost(session)]


def nothing_here(session: Session) -> list[str]:
    """What is left behind is looked for by the judge, once it is back."""
    return []
