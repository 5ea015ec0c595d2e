"""Before the border: what of a vault would still be found on this computer, as a list that checks itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fieldnotes.audit.probes import disk, memory
from fieldnotes.audit.probes.machine import Machine
from fieldnotes.audit.probes.storage import Cover
from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.level import Level
from fieldnotes.services import mentions, travel
from fieldnotes.services.session import SUFFIX, Session
from fieldnotes.services.travel import Away
from fieldnotes.vault.backup.backup_folder import SUFFIX as BACKUP_SUFFIX
from fieldnotes.vault.keys import header
from fieldnotes.vault.opened import DATABASE
from fieldnotes.vault.slots import key_file
from fieldnotes.vault.travel import package
from fieldnotes.vault.vault import Vault

_OURS = frozenset({header.FILE_NAME, DATABASE, package.LEDGER, "lock"})
_NEAR = ("", "Desktop", "Documents", "Downloads")
"""Folders of the home in which copies are looked for, besides the vault's own."""
_MOST_ENTRIES = 5000


class State(StrEnum):
    """`todo`: the program cannot see it; do it by hand."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    TODO = "todo"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list. The hint is empty where nothing has to be done."""

    id: str
    state: State
    sentence: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Lying:
    """What lies in the folders around the vault, by kind; only counts are ever told."""

    copies: int
    backups: int
    packages: int
    others: int
    key_files: int


def items(session: Session, *, home: Path | None = None, machine: Machine | None = None) -> list[Item]:
    """Everything to look at before a border, in the order in which one does it."""
    vault, away = session.vault, travel.away(session)
    lying = _around(session, home if home is not None else Path.home())
    return [
        _left(away),
        _sealed(vault, away),
        *_still_here(session, away),
        _drafts(vault),
        _bin(vault),
        _folder(session.path),
        *_beside(lying),
        _backups(vault),
        _key_file(vault, lying),
        *_disk(session.path, machine or Machine()),
        *(Item(name, State.TODO, tr(sentence), tr(hint)) for name, sentence, hint in _BY_HAND),
    ]


_BY_HAND = (
    (
        "clipboard",
        N_("The clipboard's history may hold copied text."),
        N_("Clear it in the desktop's settings, and on phones that share it."),
    ),
    (
        "phone",
        N_("Phones, mail and messengers may hold the same texts."),
        N_("Leave them behind too, or remove what is in them."),
    ),
    (
        "shut-down",
        N_("A computer that sleeps keeps keys and texts in its memory."),
        N_("Shut it down completely before the border; do not only close the lid."),
    ),
)


def _left(away: Away | None) -> Item:
    if away is None:
        hint = tr(N_("Write a package, and leave levels or cases behind."))
        return Item("left", State.WARN, tr(N_("Nothing was left behind: everything is on this computer.")), hint)
    if away.waiting:
        hint = tr(N_("Let its keeper open it and read out eight words; with them the removal begins."))
        return Item("left", State.FAIL, tr(N_("A package was written, but nothing was removed yet.")), hint)
    if not away.finished:
        hint = tr(N_("Lock and unlock the vault once, with enough free space on the disk."))
        return Item("left", State.FAIL, tr(N_("The removal was interrupted and is not complete.")), hint)
    what = ", ".join((*(level.words for level in away.levels), *away.cases))
    hint = tr(N_("See that the package is neither on this computer nor in the same bag."))
    told = tr(N_("Removed from this vault after its package was proved to open: {what}."), what=what)
    return Item("left", State.OK, told, hint)


def _sealed(vault: Vault, away: Away | None) -> Item:
    if vault.sealed_is_away or vault.sealed_recipients:
        return Item("sealed", State.OK, tr(N_("No passphrase opens what is sealed on this computer.")))
    if away is not None and not away.waiting:
        hint = tr(N_("Whoever makes you say the passphrase reads every name. Leave SEALED as well."))
        return Item("sealed", State.WARN, tr(N_("The sealed compartment was not left behind.")), hint)
    hint = tr(N_("Leave SEALED behind."))
    return Item("sealed", State.FAIL, tr(N_("Names and sealed notes are here, behind a passphrase.")), hint)


def _still_here(session: Session, away: Away | None) -> Iterator[Item]:
    rows = session.vault.rows()
    here = [row.level for row in rows if row.level is not Level.SEALED]
    if here:
        levels = ", ".join(level.words for level in sorted(set(here), reverse=True))
        sentence = trn(
            "{n} record can be opened here with the passphrase: {levels}.",
            "{n} records can be opened here with the passphrase: {levels}.",
            len(here),
            levels=levels,
        )
        yield Item("levels", State.WARN, sentence, tr(N_("Read them as somebody would who wishes your sources ill.")))
    named = mentions.named_in_the_open(session)
    if not named:
        return
    sentence = tr(N_("In {codes} names from the register are written in the text."), codes=", ".join(named))
    if away is None or away.waiting:
        hint = tr(
            N_("They stay readable when only SEALED is left behind: mark them SEALED, or leave these records too.")
        )
        yield Item("named", State.WARN, sentence, hint)
    elif Level.SEALED in away.levels:
        hint = tr(N_("Bring everything back and leave the levels or cases of these records as well."))
        yield Item("named", State.FAIL, sentence, hint)


def _drafts(vault: Vault) -> Item:
    count = len(vault.drafts())
    if not count:
        return Item("drafts", State.OK, tr(N_("There are no drafts.")))
    sentence = trn("There is {n} draft.", "There are {n} drafts.", count)
    return Item("drafts", State.WARN, sentence, tr(N_("Save or discard what was typed.")))


def _bin(vault: Vault) -> Item:
    count = len(vault.recycled())
    if not count:
        return Item("bin", State.OK, tr(N_("The recycle bin is empty.")))
    sentence = trn(
        "{n} deleted record is in the recycle bin.",
        "{n} deleted records are in the recycle bin.",
        count,
    )
    return Item("bin", State.WARN, sentence, tr(N_("They can be read like any other: purge them.")))


def _folder(path: Path) -> Item:
    strange = sorted(item.name for item in path.iterdir() if item.name not in _OURS)
    if not strange:
        return Item("folder", State.OK, tr(N_("The vault's folder holds nothing but the vault.")))
    sentence = trn(
        "The vault's folder also holds {n} other file.",
        "The vault's folder also holds {n} other files.",
        len(strange),
    )
    hint = tr(N_("Old copies of the database or a journal may hold what was removed: lock, unlock, look again."))
    return Item("folder", State.FAIL, sentence, hint)


_BESIDE = (
    (
        "copies",
        NN_("{n} other copy of this vault lies near it.", "{n} other copies of this vault lie near it."),
        State.FAIL,
    ),
    (
        "backups-near",
        NN_("{n} backup of this vault lies near it.", "{n} backups of this vault lie near it."),
        State.FAIL,
    ),
    (
        "packages",
        NN_("{n} travel package lies on this computer.", "{n} travel packages lie on this computer."),
        State.FAIL,
    ),
    ("others", NN_("{n} other vault lies near this one.", "{n} other vaults lie near this one."), State.WARN),
)


def _beside(lying: _Lying) -> Iterator[Item]:
    counts = (lying.copies, lying.backups, lying.packages, lying.others)
    hint = tr(N_("Move them to a disk that does not travel. What was deleted on a memory card may be found again."))
    for (name, sentence, state), count in zip(_BESIDE, counts, strict=True):
        if count:
            yield Item(name, state, trn(*sentence, count), hint)
    if not any(counts):
        yield Item("copies", State.OK, tr(N_("No copy, backup or package was found near the vault.")))


def _backups(vault: Vault) -> Item:
    known = [backup for backup in vault.backups.all() if backup.state != "removed"]
    if not known:
        return Item("backups", State.OK, tr(N_("No backup of this vault is known.")))
    sentence = trn(
        "{n} backup of this vault is known; one from before the journey holds what was left behind.",
        "{n} backups of this vault are known; those from before the journey hold what was left behind.",
        len(known),
    )
    return Item(
        "backups", State.WARN, sentence, tr(N_("See in the list of backups where they are. None of them may travel."))
    )


def _key_file(vault: Vault, lying: _Lying) -> Item:
    asks = any("keyfile" in slot.factors for slot in vault.key_slots.all())
    if lying.key_files:
        hint = tr(N_("Carry it apart from the computer, or leave it with somebody."))
        return Item("key-file", State.FAIL, tr(N_("A key file lies on the same disk as the vault.")), hint)
    if not asks:
        return Item("key-file", State.OK, tr(N_("No slot asks for a key file.")))
    return Item("key-file", State.OK, tr(N_("The key file was not found near the vault.")))


def _disk(path: Path, machine: Machine) -> Iterator[Item]:
    try:
        cover = disk.cover_of(path.resolve(), machine)
        swaps = memory.swap_covers(machine) or (Cover.UNKNOWN,)
    except OSError:
        cover, swaps = Cover.UNKNOWN, (Cover.UNKNOWN,)
    hint = tr(N_("Full-disk encryption also covers what other programs leave, and what was deleted."))
    yield {
        Cover.ENCRYPTED: Item("disk", State.OK, tr(N_("The vault lies on an encrypted disk."))),
        Cover.MEMORY: Item("disk", State.OK, tr(N_("The vault lies in memory only."))),
        Cover.PLAIN: Item("disk", State.FAIL, tr(N_("The vault's disk is not encrypted.")), hint),
        Cover.UNKNOWN: Item("disk", State.TODO, tr(N_("Whether the disk is encrypted cannot be told here.")), hint),
    }[cover]
    if Cover.PLAIN in swaps:
        sentence = tr(N_("Memory is swapped to a disk that is not encrypted."))
        yield Item("swap", State.FAIL, sentence, tr(N_("Switch swap off, or encrypt it.")))
    elif Cover.UNKNOWN in swaps:
        yield Item("swap", State.TODO, tr(N_("Whether swapped memory is encrypted cannot be told here.")), hint)
    else:
        yield Item("swap", State.OK, tr(N_("Nothing of the memory reaches a disk that is not encrypted.")))


def _around(session: Session, home: Path) -> _Lying:
    """Look one level deep into the folder beside the vault and a few of the home; what cannot be read is skipped."""
    own, places = (
        session.path.resolve(),
        dict.fromkeys((session.path.resolve().parent, *(home / name for name in _NEAR))),
    )
    seen: set[Path] = {own}
    counts = dict.fromkeys(("copies", "backups", "packages", "others", "key_files"), 0)
    for place in places:
        for path in _entries(place):
            if (real := path.resolve()) not in seen and (kind := _kind(real, session.vault.vault_id)):
                counts[kind] += 1
            seen.add(real)
    return _Lying(**counts)


def _entries(place: Path) -> list[Path]:
    try:
        return [path for path, _ in zip(place.iterdir(), range(_MOST_ENTRIES), strict=False)]
    except OSError:
        return []


def _kind(path: Path, vault_id: str) -> str:
    try:
        if path.is_dir():
            if not (path / header.FILE_NAME).is_file():
                return ""
            own = header.load(path).vault_id.hex() == vault_id
            return "others" if not own else "backups" if path.suffix == BACKUP_SUFFIX else "copies"
        if path.suffix == package.SUFFIX:
            return "packages"
        return "key_files" if path.is_file() and key_file.looks_like_one(path) else ""
    except (OSError, FieldNotesError):
        return "others" if path.suffix == SUFFIX else ""
