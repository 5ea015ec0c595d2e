"""The table of all operations that must survive every fault. A new one is written beside its kind and listed here."""

from __future__ import annotations

from tests.torture import access, copies, exchanges, records, vaults
from tests.torture.operation import Operation
from tests.torture.world import NEW

OPERATIONS = (
    Operation("create a vault", vaults.create, vaults.judge_create),
    Operation("unlock", vaults.unlock),
    Operation(
        "open an old vault",
        vaults.open_old_vault,
        prepare=vaults.put_old_vault,
        lost=vaults.lost_of_old_vault,
        leftovers=frozenset({"vault.db.v1"}),
    ),
    Operation("save the header", vaults.save_header),
    Operation("rotate level keys", vaults.rotate_levels, vaults.judge_rotated),
    Operation("rewrite the database", vaults.rewrite_database, vaults.judge_rotated),
    Operation("change the passphrase", access.change_passphrase, after=NEW),
    Operation("change passphrase and keys", access.change_with_keys, after=NEW),
    Operation("add a passphrase", access.add_passphrase, access.judge_second),
    Operation("remove a slot", access.remove_slot, access.judge_removed, access.with_second),
    Operation("keep a recovery code", access.keep_code, access.judge_code),
    Operation("recover by code", access.recover, prepare=access.with_code, after=NEW),
    Operation("add an organisation", access.add_organisation, access.judge_organisation, access.with_office),
    Operation("make stretching costlier", access.upgrade),
    Operation("install a policy", access.install_policy, access.judge_policy, access.with_lead),
    Operation(
        "make a backup",
        copies.make_backup,
        copies.judge_backup,
        copies.with_place,
        leftovers=frozenset({copies.BACKUPS}),
    ),
    Operation(
        "restore a backup",
        copies.restore,
        copies.judge_restored,
        copies.with_backup,
        leftovers=frozenset({copies.BACKUPS}),
    ),
    Operation("purge a record", copies.purge, copies.judge_purged, records.add_note),
    Operation(
        "write a travel package",
        copies.write_package,
        copies.judge_package,
        leftovers=frozenset({copies.PACKAGE}),
    ),
    Operation(
        "leave for a journey",
        copies.leave,
        copies.judge_left,
        copies.with_package,
        lost=copies.nothing_here,
        leftovers=frozenset({copies.PACKAGE}),
    ),
    Operation(
        "come back",
        copies.come_back,
        copies.judge_back,
        copies.with_journey,
        lost=copies.nothing_here,
        leftovers=frozenset({copies.PACKAGE}),
    ),
    Operation("add a record", records.add_record, records.judge_added),
    Operation("save a version", records.save_version, records.judge_saved),
    Operation("raise a level", records.raise_level, records.judge_level),
    Operation("seal a passage", records.mark, records.judge_marked),
    Operation("delete and restore", records.recycle, records.judge_recycled, records.add_note),
    Operation("keep typing", records.autosave, records.judge_autosave),
    Operation("import a file", records.import_files, records.judge_imported),
    Operation("register a person", records.add_entry, records.judge_entry),
    Operation("export", exchanges.export, exchanges.judge_exported, exchanges.decide_everything),
    Operation("make an identity", exchanges.make_identity, exchanges.judge_identity),
    Operation(
        "save a bundle's texts",
        exchanges.save_texts,
        exchanges.judge_texts,
        exchanges.make_bundle,
        leftovers=frozenset({exchanges.BUNDLE}),
    ),
)


def named(*names: str) -> tuple[Operation, ...]:
    """The operations of these names, or all."""
    known = {operation.name: operation for operation in OPERATIONS}
    return tuple(known[name] for name in names) if names else OPERATIONS
