"""travel leave, return, check, status, notice, compared: cross a border with less than everything."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from fieldnotes import files
from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, note
from fieldnotes.cli.secrets_in import opened, passphrase, sealed_way, way_in, whole
from fieldnotes.errors import BadValue
from fieldnotes.model.level import Level
from fieldnotes.services import border, travel, travel_notice
from fieldnotes.services import session as sessions
from fieldnotes.services.travel import Away, Opening

_LEVELS = ",".join(level.name for level in travel.DEFAULT_LEVELS)


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "travel", "leave part of a vault behind, and bring it back")
    leave = arguments.command(verbs, "leave", _leave, "write a package; once it was opened elsewhere, remove")
    arguments.vault(leave, sealed=True)
    leave.add_argument("--levels", default=_LEVELS, metavar="LIST", help=f"comma-separated; {_LEVELS} if not given")
    leave.add_argument("--cases", default="", metavar="LIST", help="codes of cases that go as a whole")
    leave.add_argument("--package", type=Path, metavar="FILE", help="the package, best on another disk")
    leave.add_argument("--to", type=Path, metavar="CARD", help="the contact card of whoever keeps the package")
    _package_passphrase(leave)
    leave.add_argument("--confirmation", default="", metavar="WORDS", help="the eight words that its keeper read out")
    leave.add_argument("--confirmation-file", metavar="FILE", help="the same from a file")
    leave.add_argument("--same-volume-ok", action="store_true", help="the package may lie on the vault's own disk")
    back = arguments.command(verbs, "return", _return, "bring back what was left, and what was written meanwhile")
    arguments.vault(back, sealed=True, organisation=False)
    back.add_argument("--package", type=Path, required=True, metavar="FILE")
    _opening(back)
    back.add_argument("--home", type=Path, metavar="VAULT", help="another copy of the vault, to be merged as well")
    back.add_argument(
        "--further-passphrase-file",
        action="append",
        default=[],
        metavar="FILE",
        help="one more passphrase to try, where one was changed since, here or in the other copy; may be repeated",
    )
    check = arguments.command(verbs, "check", _check, "before the border: a vault; or, for its keeper, a package")
    arguments.vault(check, organisation=False)
    _opening(check)
    status = arguments.command(verbs, "status", _status, "what is left behind")
    arguments.vault(status)
    notice = arguments.command(verbs, "notice", _notice, "a page that says what this computer cannot open")
    arguments.vault(notice)
    notice.add_argument("--out", type=Path, required=True, metavar="FILE.html")
    compared = arguments.command(verbs, "compared", _compared, "a record that both sides had changed was looked at")
    arguments.vault(compared)
    compared.add_argument("code", metavar="CODE")


def _package_passphrase(made: ArgumentParser) -> None:
    made.add_argument("--package-passphrase-file", metavar="FILE", help="the package's own passphrase")


def _opening(made: ArgumentParser) -> None:
    made.add_argument("--identity", type=Path, metavar="FILE", help="the identity of whoever keeps the package")
    _package_passphrase(made)


def _leave(args: Namespace) -> Reply:
    words = whole(args.confirmation_file) if args.confirmation_file else args.confirmation
    with opened(args, sealed=True) as session:
        if words:
            return _left(travel.leave(session, words))
        if args.package is None or (args.to is None) == (args.package_passphrase_file is None):
            raise BadValue(
                field="the package", value="incomplete", allowed="--package FILE with --to CARD, or with a passphrase"
            )
        secret = ""
        if args.package_passphrase_file:
            secret = passphrase(args.package_passphrase_file, "Passphrase of the package: ")
        waiting = travel.away(session)
        if not (secret and args.package.exists() and waiting is not None and waiting.waiting):
            written = travel.write_package(
                session,
                args.package,
                levels=_levels(args.levels),
                cases=[code for code in args.cases.upper().split(",") if code],
                card=args.to,
                passphrase=secret,
                same_volume_ok=args.same_volume_ok,
            )
            _warn(written)
            if not secret:
                return _written(written)
        return _left(travel.leave_with_passphrase(session, args.package, secret))


def _warn(written: travel.Written) -> None:
    if written.named:
        codes = ", ".join(written.named)
        note(f"Names that will go are written in {codes}, which stay. Leave their level or case as well.")


def _written(written: travel.Written) -> Reply:
    data = {
        "written": written.file.name,
        "package": written.package,
        "sha256": written.sha256,
        "bytes": written.bytes,
        "levels": [level.name for level in written.levels],
        "cases": list(written.cases),
        "records": written.records,
        "names": written.names,
        "named": list(written.named),
        "removed": False,
    }
    lines = [
        f"Wrote {written.file.name}: {written.bytes} bytes, SHA-256 {written.sha256}",
        f"It is for {written.records} records and {written.names} names. Nothing was removed yet.",
        "Send it to whoever keeps it. She runs: travel check FILE --identity HER-IDENTITY, and reads eight words out.",
        'Then: travel leave VAULT --confirmation "the eight words"',
    ]
    return Reply(data, lines)


def _left(left: travel.LeftBehind) -> Reply:
    if left.still_named:
        note(f"Names that went are still written in {', '.join(left.still_named)}. Leave their level or case as well.")
    data = {
        **_away(left.away),
        "removed": True,
        "sampled": left.sampled,
        "lingering": left.lingering,
        "still_named": list(left.still_named),
    }
    lines = [*_away_lines(left.away), f"Searched for {left.sampled} pieces of what went: {left.lingering} found."]
    return Reply(data, lines, exit_code=1 if left.lingering else 0)


def _return(args: Namespace) -> Reply:
    way = way_in(args)
    further = [passphrase(file, "Further passphrase: ") for file in args.further_passphrase_file]
    session = sessions.unlock(args.vault, way)
    try:
        back = travel.bring_back(
            session,
            args.package,
            _brought(args),
            way=way,
            sealed_way=sealed_way(args, way),
            home=args.home,
            further=further,
        )
    finally:
        session.lock()
    data = {
        "records": list(back.records),
        "sealed_on_the_way": back.sealed_on_the_way,
        "names": list(back.names),
        "consents": list(back.consents),
        "added": list(back.added),
        "changed": list(back.changed),
        "conflicts": list(back.conflicts),
        "recoded": dict(back.recoded),
        "code_dropped": back.code_dropped,
        "levels": list(back.levels),
        "verdicts": list(back.verdicts),
        "purged": list(back.purged),
        "kept": list(back.kept),
        "apart": dict(back.apart),
    }
    lines = [f"Brought back {len(back.records)} records; {back.sealed_on_the_way} sealed values written on the way."]
    if back.code_dropped:
        lines.append("The recovery code was replaced on the journey, so none opens what is sealed: recovery new.")
    told = {
        "Added from the other copy": back.added,
        "Changed there": back.changed,
        "Changed on both sides, compare their versions": back.conflicts,
        "Names united": back.names,
        "Two consents, the stricter stands": back.consents,
        "Two levels, the higher stands": back.levels,
        "Names judged differently, they are left out": back.verdicts,
        "Purged there, and here too": back.purged,
        "Purged on one side, written on the other, kept": back.kept,
        "Sealed for the office there, kept beside ours; join them once they are opened": [
            f"{ours} and {theirs}" for ours, theirs in back.apart.items()
        ],
        "New codes": [f"{old} is now {new}" for old, new in back.recoded.items()],
    }
    return Reply(data, [*lines, *(f"{what}: {', '.join(codes)}" for what, codes in told.items() if codes)])


def _check(args: Namespace) -> Reply:
    if args.vault.is_file():
        checked = travel.check_package(args.vault, _brought(args))
        data = {
            "package": checked.package,
            "vault": checked.vault,
            "made": checked.made,
            "bytes": checked.bytes,
            "words": list(checked.words),
        }
        lines = [
            f"The package of {checked.made} is whole: every byte was decrypted and verified.",
            "Read these words to its owner:",
            " ".join(checked.words),
        ]
        return Reply(data, lines)
    with opened(args) as session:
        items = border.items(session)
    data = {"items": [{"id": i.id, "state": i.state.value, "sentence": i.sentence, "hint": i.hint} for i in items]}
    lines = [line for item in items for line in (f"{item.state.value:5} {item.sentence}", f"      {item.hint}")]
    worst = any(item.state is border.State.FAIL for item in items)
    return Reply(data, [line for line in lines if line.strip()], exit_code=1 if worst else 0)


def _status(args: Namespace) -> Reply:
    with opened(args) as session:
        found, conflicts = travel.away(session), travel.to_compare(session)
    lines = ["Everything is here."] if found is None else _away_lines(found)
    lines += [f"Compare {code} with its version {version}." for code, version in conflicts.items()]
    return Reply({"away": None if found is None else _away(found), "compare": conflicts}, lines)


def _notice(args: Namespace) -> Reply:
    with opened(args) as session:
        page = travel_notice.page(session)
    files.atomic_write(args.out, page.encode(), keep_existing=True)
    return Reply({"written": args.out.name}, [f"Wrote {args.out.name}."])


def _compared(args: Namespace) -> Reply:
    with opened(args) as session:
        travel.compared(session, args.code)
    return Reply({"code": args.code}, [f"{args.code} is no longer marked."])


def _brought(args: Namespace) -> Opening:
    if args.identity is not None:
        return Opening(identity=args.identity)
    return Opening(passphrase=passphrase(args.package_passphrase_file, "Passphrase of the package: "))


def _levels(text: str) -> list[Level]:
    try:
        return [Level.parse(name) for name in text.split(",") if name.strip()]
    except KeyError as error:
        allowed = " ".join(level.name for level in Level)
        raise BadValue(field="--levels", value=text, allowed=allowed) from error


def _away(found: Away) -> dict[str, Any]:
    return {
        "levels": [level.name for level in found.levels],
        "cases": list(found.cases),
        "since": found.since,
        "package": found.package,
        "sha256": found.sha256,
        "records": found.records,
        "names": found.names,
        "waiting": found.waiting,
        "finished": found.finished,
    }


def _away_lines(found: Away) -> list[str]:
    what = ", ".join((*(level.name for level in found.levels), *found.cases))
    if found.waiting:
        return [f"A package for {what} waits for its eight words. Nothing was removed."]
    return [
        f"Not on this computer since {found.since}: {what} ({found.records} records, {found.names} names).",
        f"It comes back with package {found.package[:8]}, SHA-256 {found.sha256}.",
    ]
