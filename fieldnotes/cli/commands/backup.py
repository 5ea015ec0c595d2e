"""backup make, list, test, restore, set: copies of a vault, proved to open."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened, opened_with_names_if_possible, passphrase, sealed_way, way_in
from fieldnotes.errors import BackupDamaged, FactorMissing, WrongIdentity, WrongRecoveryCode, WrongSealedPassphrase
from fieldnotes.services import backup, backup_schedule
from fieldnotes.services.backup import BackupView, Proved
from fieldnotes.services.way_in import WayIn

_ANEW = "Passphrase of the backup, as you remember it: "


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "backup", "copies of a vault: make them, see what they hold, test and restore them")
    make = arguments.command(verbs, "make", _make, "copy the vault to another disk and prove that the copy opens")
    arguments.vault(make, sealed=True)
    make.add_argument("folder", type=Path, metavar="FOLDER", nargs="?", help="without one, where `backup set` says")
    listed = arguments.command(verbs, "list", _list, "every backup made, where it is, what it still holds")
    arguments.vault(listed)
    test = arguments.command(verbs, "test", _test, "open a backup as after a loss and read all of it")
    _place(test, "BACKUP", "the backup's folder; with --latest, the vault's")
    test.add_argument("--latest", action="store_true", help="the newest backup of the vault; the test is written down")
    restore = arguments.command(verbs, "restore", _restore, "make a vault of a backup, at a new place")
    _place(restore, "BACKUP", "the backup's folder")
    restore.add_argument("target", type=Path, metavar="NEW_VAULT", help="where nothing is yet")
    set_ = arguments.command(verbs, "set", _set, "choose where backups go by themselves, and how often")
    arguments.vault(set_)
    where = set_.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", type=Path, metavar="FOLDER")
    where.add_argument("--never", action="store_true")
    set_.add_argument("--every", type=int, default=7, metavar="DAYS", help="0: at every closing after a change")
    set_.add_argument("--keep", type=arguments.count, default=4, metavar="N", help="older ones are removed")


def _place(made: ArgumentParser, metavar: str, help_text: str) -> None:
    made.add_argument("place", type=Path, metavar=metavar, help=help_text)
    arguments.ways(made)
    made.add_argument(
        "--sealed-passphrase-file", metavar="FILE", help="the same for the sealed compartment, if it has its own"
    )


def _make(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        made = backup_schedule.make_scheduled(session) if args.folder is None else backup.make(session, args.folder)
    view = made.backup
    data = {**_row(view), "proof": _proof(made.proof), "hints": list(made.hints), "removed": made.removed}
    lines = [f"Made {view.name}, {view.bytes} bytes, and read it back.", *made.proof.sentences[1:], *made.hints]
    return Reply(data, lines)


def _list(args: Namespace) -> Reply:
    with opened(args) as session:
        views = backup.backups(session)
        chosen = backup_schedule.schedule(session)
        due = backup_schedule.due(session)
    rows = [(view.name, view.made, view.state.value, "tested" if view.tested else "not tested") for view in views]
    heading, *listed = table(rows, "BACKUP", "MADE", "STATE", "DRILL") or [""]
    lines = [heading] if views else []
    for view, line in zip(views, listed, strict=True):
        lines += [line, *(f"  {remark}" for remark in view.remarks)]
    if due is not None:
        lines.append("A backup is due now.")
    data = {
        "backups": [_row(view) for view in views],
        "due": due.reason.value if due else "",
        "schedule": {"every_days": chosen.every_days, "keep": chosen.keep} if chosen else None,
    }
    return Reply(data, lines or ["No backup was ever made of this vault."])


def _test(args: Namespace) -> Reply:
    if not args.latest:
        return _answer(_with_sealed_if_possible(args, way_in(args)), {"backup": args.place.name})
    args.vault = args.place
    with opened(args) as session:
        view = backup.latest(session)
        asked = not (args.passphrase_file or args.recovery_code_file or args.organisation)
        anew = WayIn(passphrase(None, _ANEW), key_file=args.key_file) if asked else way_in(args)
        args.place = backup.path_of(view)
        proof = _with_sealed_if_possible(args, anew)
        backup.note_drill(session, view.id, proof)
    return _answer(proof, {"backup": view.name})


def _with_sealed_if_possible(args: Namespace, first: WayIn) -> Proved:
    """The sealed compartment too, with its own passphrase or the same; without it what is not tried is said."""
    second = sealed_way(args, first)
    if args.sealed_passphrase_file:
        return backup.drill(args.place, first, sealed=second)
    with suppress(WrongSealedPassphrase, WrongRecoveryCode, WrongIdentity, FactorMissing):
        return backup.drill(args.place, first, sealed=second)
    return backup.drill(args.place, first)


def _restore(args: Namespace) -> Reply:
    first = way_in(args)
    sealed = sealed_way(args, first) if args.sealed_passphrase_file else None
    path, proof = backup.restore(args.place, args.target, first, sealed=sealed)
    answer = _answer(proof, {"vault": str(path)})
    lines = [f"Made {path.name}, as the vault was on {proof.made[:10]}.", *answer.lines]
    return Reply(answer.data, [*lines, "What was purged after that day is in it again."], exit_code=answer.exit_code)


def _set(args: Namespace) -> Reply:
    with opened(args) as session:
        hints = backup_schedule.set_schedule(session, args.to, every_days=args.every, keep=args.keep)
    if args.never:
        return Reply({"schedule": None}, ["No more backups are made by themselves."])
    data = {"schedule": {"every_days": args.every, "keep": args.keep}, "hints": list(hints)}
    return Reply(data, [f"Backups go to {args.to.name}, every {args.every} days; {args.keep} are kept.", *hints])


def _answer(proof: Proved, data: dict[str, Any]) -> Reply:
    exit_code = BackupDamaged.exit_code if proof.problems else 0
    return Reply({**data, "proof": _proof(proof)}, proof.sentences, exit_code=exit_code)


def _proof(proof: Proved) -> dict[str, Any]:
    return {
        "made": proof.made,
        "bytes": proof.bytes,
        "records": proof.records,
        "rows": dict(proof.rows),
        "sealed": proof.sealed,
        "problems": list(proof.problems),
    }


def _row(view: BackupView) -> dict[str, Any]:
    return {
        "id": view.id,
        "name": view.name,
        "folder": view.folder,
        "made": view.made,
        "tested": view.tested,
        "state": view.state.value,
        "bytes": view.bytes,
        "current": view.current,
        "purged": list(view.purged),
        "remarks": list(view.remarks),
    }
