"""Operations on a vault as a whole: made, opened, brought up to date, its keys changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from fieldnotes.errors import NotAVault
from fieldnotes.model.level import Level
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes.vault.opened import change_header
from tests.helpers.vaults import ROOT, cheap_kdf
from tests.torture import world
from tests.torture.strace import Start, say
from tests.torture.world import NEW, OLD, SEALED, VAULT, Outcome

MADE = "made.fieldnotes"
OLD_VAULT = ROOT / "tests" / "vaults" / "v1.fieldnotes"


def create(folder: Path, start: Start) -> None:
    start()
    sessions.create(folder / MADE, NEW, sealed_passphrase=SEALED, params=cheap_kdf()).lock()


def judge_create(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    """A vault is there complete or not at all, and where it is not, it can be made."""
    path, wrong = folder / MADE, []
    if outcome.done and not path.exists():
        wrong.append("it was reported as made and is not there")
    try:
        sessions.unlock(path, NEW).lock()
    except NotAVault:
        if path.exists():
            wrong.append("half a vault is left under the name that was asked for")
        else:
            sessions.create(path, NEW, sealed_passphrase=SEALED, params=cheap_kdf()).lock()
    if (folder / (MADE + ".new")).exists():
        wrong.append("the unfinished folder was not cleared away")
    shutil.rmtree(path)
    return wrong


def unlock(folder: Path, start: Start) -> None:
    start()
    sessions.unlock(folder / VAULT, OLD).lock()


def save_header(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    opened = session.vault._live
    session.vault._opened = change_header(opened, opened.header)
    say("saved")
    session.lock()


def rotate_levels(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    session.vault.rekeying.rotate_levels((Level.ANONYMOUS, Level.INTERNAL, Level.SEALED))
    say("rotated")
    session.lock()


def judge_rotated(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    """Whatever had happened, opening the vault and its compartment has finished it: one key for each level."""
    header = session.vault._live.header
    several = [level.name for level, keys in header.level_keys.items() if len(keys) > 1]
    wrong = [f"{name} still has two keys" for name in several]
    return wrong + (["the database still has two keys"] if len(header.database_keys) > 1 else [])


def rewrite_database(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    session.vault.rekeying.rewrite_database()
    say("rewritten")
    session.lock()


def put_old_vault(folder: Path) -> None:
    shutil.rmtree(folder / VAULT)
    shutil.copytree(OLD_VAULT, folder / VAULT)


def open_old_vault(folder: Path, start: Start) -> None:
    start()
    sessions.unlock(folder / VAULT, OLD).lock()


def lost_of_old_vault(session: Session) -> list[str]:
    """What the fixture of the first format holds; its own test looks at more."""
    vault, missing = session.vault, []
    if vault.record("T-002").body.text != "Qardaşının toyda işlədiyini danışdı.":
        missing.append("the sealed record")
    if "свадьбах" not in vault.record("T-003").body.text:
        missing.append("an open record")
    if [draft.cursor for draft in vault.drafts()] != [12]:
        missing.append("the draft")
    return missing
