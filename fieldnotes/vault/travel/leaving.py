"""Take away the keys of what was left behind and write the database afresh; begun by `travel`, finished at any unlock.

The rows are already gone when this begins. Every step is done once only, whatever a crash left: which keys have to go
is in the note that was written together with the removal.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from fieldnotes.errors import DiskFull
from fieldnotes.files import remove_leftovers
from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.progress import Watch
from fieldnotes.vault.keys import rotation
from fieldnotes.vault.keys.header import Header, load
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.opened import Opened, change_header, remove_old_copies
from fieldnotes.vault.slots import slots
from fieldnotes.vault.travel import away
from fieldnotes.vault.travel.away import Away, Plan

STAGING = "travel.new"
"""Folder inside the vault's in which a package is tried or taken apart; gone when nobody works."""


def keys_to_change(header: Header, plan: Plan) -> dict[Level, int]:
    """The levels that get new keys, and the generation that must not be used any more.

    A case that is left takes records of every level with it, and so may passages.
    """
    changing = set(INDEXED_LEVELS) if plan.cases or plan.further else set(plan.levels)
    return {level: header.level_keys[level][-1].kid for level in INDEXED_LEVELS if level in changing}


def finished(opened: Opened, watch: Watch) -> Opened:
    """Do what is still to be done after a removal; nothing when nothing is.

    Raises:
        DiskFull, CannotWrite, Cancelled: the next unlock goes on.
    """
    clear_staging(opened)
    note = away.away(opened.store)
    if note is None or note.finished:
        return opened
    if Level.SEALED in note.plan.levels and not _sealed_is_gone(opened.header, note):
        opened.store.keys.close_sealed()
        opened = change_header(opened, _without_sealed(opened.header, note))
    moving = {level for level, kid in note.kids.items() if opened.header.level_keys[level][-1].kid <= kid}
    if moving:
        opened = rotation.rotate_levels(opened, moving, watch)
    if opened.header.database_keys[-1].kid <= note.database_kid:
        opened = rotation.rewrite_database(opened, watch)
    remove_old_copies(opened)
    with opened.store.transaction():
        away.keep(opened.store, replace(note, finished=True))
        ledger.append(
            opened.store,
            "travel-left",
            package=note.package,
            levels=" ".join(level.name for level in sorted(note.plan.levels)),
            cases=len(note.plan.cases),
            records=note.records,
            names=note.names,
        )
    return opened


def finished_if_possible(opened: Opened) -> Opened:
    """The same at an unlock. A full disk keeps nobody from opening the vault: the list before the border tells.

    Raises:
        DiskFull: while keys were changing.
    """
    try:
        return finished(opened, Watch())
    except DiskFull:
        if load(opened.path).generation != opened.header.generation:
            raise
        return opened


def clear_staging(opened: Opened) -> None:
    """Remove what an interrupted trial of a package left: our own files only. What stays for now does no harm."""
    staging = opened.path / STAGING
    with suppress(OSError):
        if staging.is_dir():
            remove_leftovers(*staging.iterdir())
            staging.rmdir()


def _sealed_is_gone(header: Header, note: Away) -> bool:
    return note.return_key in header.seal and not header.slots_for(slots.SEALED)


def _without_sealed(header: Header, note: Away) -> Header:
    """No SEALED key and no way to it; what is SEALED from now on is for the key in the package.

    The numbers of the slots stay taken, so that they can come back as they were.
    """
    gone = header.slots_for(slots.SEALED)
    places = tuple({"id": slot.id, "type": slots.AWAY} for slot in gone)
    return replace(
        header,
        slots=tuple(slot for slot in header.slots if slot not in gone),
        foreign_slots=(*header.foreign_slots, *places),
        level_keys={level: keys for level, keys in header.level_keys.items() if level is not Level.SEALED},
        seal=(*(to for to in header.seal if to != note.return_key), note.return_key),
    )
