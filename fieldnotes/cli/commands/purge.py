"""delete, undelete, purge, erase-level: the recycle bin, and what goes for good."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened, opened_with_names_if_possible
from fieldnotes.errors import BadValue
from fieldnotes.services import erase
from fieldnotes.services.erase import Gone


def register(top: Subparsers) -> None:
    delete = arguments.command(top, "delete", _delete, "move a record to the recycle bin")
    arguments.vault(delete)
    delete.add_argument("code", metavar="CODE")
    undelete = arguments.command(top, "undelete", _undelete, "take a record out of the recycle bin")
    arguments.vault(undelete)
    undelete.add_argument("code", metavar="CODE")
    purge = arguments.command(top, "purge", _purge, "take records of the recycle bin, or names, out for good")
    arguments.vault(purge, sealed=True)
    purge.add_argument("codes", nargs="*", metavar="CODE", help="without any, bin and history are listed")
    purge.add_argument("--all-recycled", action="store_true", help="everything in the recycle bin")
    purge.add_argument("--older-than", type=arguments.count, default=0, metavar="DAYS", help="with --all-recycled")
    purge.add_argument("--reason", default="", help="kept sealed beside the ledger")
    purge.add_argument("--yes", action="store_true", help="also records that are not in the recycle bin")
    purge.add_argument("--force", action="store_true", help="also names in use: their codes stay, empty")
    purge.add_argument("--keep-database", action="store_true", help="do not write the database afresh")
    purge.add_argument("--finish", action="store_true", help="only finish a purge that was interrupted")
    levels = arguments.command(top, "erase-level", _erase, "erase everything at some levels, in two steps")
    arguments.vault(levels, sealed=True)
    levels.add_argument("levels", nargs="+", type=arguments.level, metavar="LEVEL")
    levels.add_argument("--confirm", default="", metavar="WORDS", help="the words that the first call prints")
    levels.add_argument("--without-backup", action="store_true", help="although no backup of the present state exists")


def _delete(args: Namespace) -> Reply:
    with opened(args) as session:
        erase.recycle(session, args.code)
    return Reply({"code": args.code}, [f"{args.code} is in the recycle bin. Undelete brings it back."])


def _undelete(args: Namespace) -> Reply:
    with opened(args) as session:
        erase.restore(session, args.code)
    return Reply({"code": args.code}, [f"{args.code} is back."])


def _purge(args: Namespace) -> Reply:
    if args.codes and args.all_recycled:
        raise BadValue(field="purge", value="both", allowed="codes, or --all-recycled")
    if not (args.codes or args.all_recycled or args.finish):
        return _listed(args)
    rewrite = not args.keep_database
    with opened_with_names_if_possible(args) as session:
        if args.finish:
            erase.finish(session)
            return Reply({"unfinished": False}, ["Nothing is left to be finished."])
        if args.all_recycled:
            gone = erase.purge_recycled(session, older_than_days=args.older_than, reason=args.reason, rewrite=rewrite)
            if gone is None:
                return Reply({"codes": []}, ["There is nothing of that age in the recycle bin."])
        else:
            gone = erase.purge(
                session, args.codes, reason=args.reason, live=args.yes, force=args.force, rewrite=rewrite
            )
    return _reply(gone)


def _listed(args: Namespace) -> Reply:
    with opened(args) as session:
        bin_, notes, unfinished = erase.recycled(session), erase.history(session), erase.unfinished(session)
    data = {
        "recycled": bin_,
        "purged": [{"code": note.code, "at": note.at, "reason": note.reason} for note in notes],
        "unfinished": unfinished,
    }
    lines = table([(code, "in the recycle bin since", at) for code, at in bin_.items()], "CODE", "STATE", "SINCE")
    lines += table([(note.code, "purged", note.at, note.reason) for note in notes], "CODE", "STATE", "WHEN", "REASON")
    if unfinished:
        lines.append("A purge was interrupted: run purge --finish.")
    return Reply(data, lines or ["The recycle bin is empty, and nothing was ever purged."])


def _erase(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        plan = erase.plan_erasing(session, args.levels)
        if not args.confirm:
            lost = erase.told(plan.extent)
            data = {
                "phrase": plan.phrase,
                "backed_up": plan.backed_up,
                "lost": lost,
                "forbidden": plan.forbidden,
            }
            if plan.forbidden:
                return Reply(data, ["The project's policy does not allow to erase whole levels. Nothing was erased."])
            lines = ["This would be erased:", *(f"  {sentence}" for sentence in lost), *plan.warning]
            if not plan.backed_up:
                lines.append("There is no verified backup of the vault as it is now.")
            return Reply(data, [*lines, f'Nothing was erased. To do it, add: --confirm "{plan.phrase}"'])
        gone = erase.erase_levels(session, args.levels, args.confirm, without_backup=args.without_backup)
    return _reply(gone)


def _reply(gone: Gone) -> Reply:
    data: dict[str, Any] = {
        "codes": list(gone.codes),
        "versions": gone.versions,
        "drafts": gone.drafts,
        "kept": list(gone.kept),
        "emptied": list(gone.emptied),
        "levels": [level.name for level in gone.levels],
        "still_in": [view.name for view in gone.still_in],
        "remarks": list(gone.remarks),
    }
    names = [f"Still held by {view.name} ({view.state.value})." for view in gone.still_in]
    return Reply(data, [f"Gone: {', '.join(gone.codes) or 'no record'}.", *names, *gone.remarks])
