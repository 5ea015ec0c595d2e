"""The invented vault that every operation is tried on, and what must be true of it afterwards whatever happened."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from fieldnotes import clock
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import WrongPassphrase
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Draft, Kind
from fieldnotes.model.register import EntityType, Identity, Role
from fieldnotes.services import people
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import CASE, DEVICE, OPEN_RECORD, SOURCE, add_testimony, cheap_kdf

OLD = "qırmızı alma yeddi çay"
NEW = "bir nar min ulduz iyirmi"
SEALED = "göy daş üç körpü"
NAME = "Zərnigar Qurbanzadə"
STORY = "Bizi gecə Sumqayıtdan çıxardılar və qayıtmağa qoymadılar."
SECRET_STORY = "Qardaşım hələ də oradadır və kömək edir."
TYPED = "Yarımçıq qalan cümlə burada dayanır"
SECRETS = (OLD, NEW, SEALED)
MARKERS = (NAME, STORY, SECRET_STORY, TYPED, *SECRETS)

VAULT = "study.fieldnotes"
OUTSIDE = "inputs"
"""What the person brought along in the clear; not searched for leaks."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an operation ended. `said` are the lines in which it reported what it had kept."""

    code: int | None
    """Exit code; None when it was killed."""
    said: tuple[str, ...] = ()
    complaint: str = ""
    faults: tuple[str, ...] = field(default=())

    @property
    def done(self) -> bool:
        return "done" in self.said


def build(folder: Path) -> None:
    """Make `folder` with a vault, an editor's identity and files to import."""
    folder.mkdir(parents=True)
    vault = make_vault(folder / VAULT)
    fill(vault)
    vault.lock()
    inputs = folder / OUTSIDE
    inputs.mkdir()
    (inputs / "story.txt").write_text(f"{STORY}\n{SECRET_STORY}\n" * 40, encoding="utf-8")
    people.new_identity(inputs / "editor.identity", "Editor")
    (inputs / "editor.card").write_text(people.card(inputs / "editor.identity").text, encoding="utf-8")
    for name, words in (("old", OLD), ("new", NEW), ("sealed", SEALED)):
        (inputs / name).write_text(words + "\n", encoding="utf-8")


def make_vault(path: Path) -> Vault:
    with Secret.of(OLD) as first, Secret.of(SEALED) as second:
        return Vault.create(path, first, sealed_passphrase=second, kdf=cheap_kdf(), device=DEVICE)


def fill(vault: Vault) -> None:
    with Secret.of(SEALED) as second:
        vault.open_sealed(second)
    vault.add_case("Sumqayıt işi")
    vault.add_entry(type=EntityType.PERSON, role=Role.SOURCE, level=Level.ANONYMOUS, identity=Identity(NAME, ()))
    add_testimony(vault, "Birinci söhbət", STORY, level=Level.ANONYMOUS)
    add_testimony(vault, "İkinci söhbət", SECRET_STORY, level=Level.SEALED)
    for number in range(6):
        add_testimony(vault, f"Qeyd {number}", f"{STORY} {number} " * 20)
    vault.put_draft(Draft("kept", OPEN_RECORD, CASE, Kind.TESTIMONY, Level.INTERNAL, "Qaralama", Body.of(TYPED), 3))


def copy(template: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)


def opened(folder: Path, passphrase: str = OLD, *, vault: str = VAULT) -> Session:
    """The vault of `folder`, SEALED open unless it was left behind, without a note in its ledger."""
    with Secret.of(passphrase) as secret:
        session = Session(folder / vault, Vault.open(folder / vault, secret), proved=clock.now())
    if not session.vault.sealed_is_away:
        with Secret.of(SEALED) as second:
            session.vault.open_sealed(second)
    return session


def can_open(folder: Path, passphrase: str) -> bool:
    """Whether the passphrase opens the vault, as the first thing that somebody does with it."""
    try:
        sessions.unlock(folder / VAULT, passphrase).lock()
    except WrongPassphrase:
        return False
    return True


def lost(session: Session) -> list[str]:
    """What of the invented vault is no longer there; empty when nothing was lost."""
    vault, missing = session.vault, []
    if [case.title for case in vault.cases()][:1] != ["Sumqayıt işi"]:
        missing.append("the case")
    if STORY not in vault.record(OPEN_RECORD).body.text:
        missing.append("an open record")
    if vault.record("T-002").body.text != SECRET_STORY:
        missing.append("the sealed record")
    identity = vault.entry(SOURCE).identity
    if identity is None or identity.name != NAME:
        missing.append("the register entry")
    if [draft.body.text for draft in vault.drafts() if draft.id == "kept"] != [TYPED]:
        missing.append("the draft")
    missing += [f"T-{n:03d}" for n in range(3, 9) if STORY not in vault.record(f"T-{n:03d}").body.text]
    return missing


def goes_on(session: Session) -> None:
    """One ordinary piece of work."""
    session.vault.add_record(CASE, kind=Kind.NOTE, level=Level.INTERNAL, card=Card(title="sonra"), body=Body.of("bəli"))
