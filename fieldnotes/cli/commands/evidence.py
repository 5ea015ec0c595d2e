"""evidence add, list, verify, take-out; note quick."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened, opened_with_names_if_possible
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.form_values import as_plain
from fieldnotes.model.forms import Evidence
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.services import evidence, forms, quick

_BROKEN = 1


def register(top: Subparsers) -> None:
    group = arguments.group(top, "evidence", "files as they came, with their custody log")
    made = arguments.command(group, "add", _add, f"keep a file of up to {evidence.LIMIT_BYTES >> 20} MiB in the vault")
    arguments.vault(made, sealed=True)
    made.add_argument("file", type=Path, metavar="FILE")
    made.add_argument("--case", required=True, metavar="CODE")
    made.add_argument("--title", default="", help="without one, what kind of file it is")
    made.add_argument("--origin", default="", metavar="WORDS", help="how it came")
    made.add_argument("--giver", default="", metavar="CODE", help="who gave it")
    made.add_argument("--on", default="", metavar="DATE", help="when it was made")
    made.add_argument("--level", type=arguments.level, default=DEFAULT_LEVEL, help="INTERNAL unless said otherwise")
    made.add_argument("--who", default="owner", help="for the custody log")
    listed = arguments.command(group, "list", _list, "evidence, newest first")
    arguments.vault(listed, sealed=True)
    listed.add_argument("--case", metavar="CODE")
    verify = arguments.command(group, "verify", _verify, "compare the bytes with the digests of their ingest")
    arguments.vault(verify, sealed=True)
    verify.add_argument("codes", nargs="*", metavar="CODE", help="all that can be read, without one")
    out = arguments.command(group, "take-out", _take_out, "write the stripped copy, or the original, to a new file")
    arguments.vault(out, sealed=True)
    out.add_argument("code", metavar="CODE")
    out.add_argument("--out", type=Path, required=True, metavar="FILE")
    out.add_argument("--original", action="store_true", help="the file as it came, with everything hidden in it")
    out.add_argument("--who", default="owner", help="for the custody log")
    out.add_argument("--note", default="", help="what for; for the custody log")
    notes = arguments.group(top, "note", "notes from the field")
    one = arguments.command(notes, "quick", _quick, "one line of a surveillance log: time, @ place, car, plate, words")
    arguments.vault(one, sealed=True)
    one.add_argument("line", metavar="TEXT")
    one.add_argument("--case", metavar="CODE", help="without one, the newest open case")
    one.add_argument("--level", type=arguments.level, default=DEFAULT_LEVEL)


def _add(args: Namespace) -> Reply:
    needs_names = args.level is Level.SEALED
    with opened_with_names_if_possible(args) if needs_names else opened(args) as session:
        row = evidence.add(
            *(session, args.case, args.file),
            about=Evidence(origin=args.origin, giver=args.giver, when=UncertainDate.parse(args.on)),
            title=args.title,
            level=args.level,
            who=args.who,
        )
        form = evidence.form_of(session, row.code)
    lines = [f"{row.code} is kept as {row.level.name}. SHA-256 {form.sha256}"]
    lines.append("A stripped copy is beside it." if form.copy_sha256 else "No stripped copy can be made of this kind.")
    lines.append("The file itself is still where it was.")
    return Reply({"code": row.code, "level": row.level.name, **as_plain(form)}, lines)


def _list(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        found = evidence.all_of(session, case=args.case)
    data = [
        {"code": one.row.code, "level": one.row.level.name, **({} if one.form is None else as_plain(one.form))}
        for one in found
    ]
    rows = [
        (one.row.code, one.row.level.name, *(("-", "-") if one.form is None else (one.form.media_type, one.form.size)))
        for one in found
    ]
    return Reply({"evidence": data}, table(rows, "CODE", "LEVEL", "KIND", "BYTES") if rows else ["No evidence."])


def _verify(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        codes = args.codes or [one.row.code for one in evidence.all_of(session) if one.form is not None]
        found = [evidence.verify(session, code) for code in codes]
    data = {"evidence": [{"code": one.code, "original": one.original, "copy": one.copy} for one in found]}
    lines = [f"{one.code}  {'as it came in' if one.holds else 'CHANGED'}" for one in found]
    return Reply(data, lines or ["No evidence."], exit_code=0 if all(one.holds for one in found) else _BROKEN)


def _take_out(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        form = evidence.take_out(session, args.code, args.out, original=args.original, who=args.who, note=args.note)
    is_original = args.original or not form.copy_sha256
    what = "The original" if is_original else "The stripped copy"
    data = {"code": args.code, "original": is_original, "out": args.out.name}
    return Reply(data, [f"{what} of {args.code} was written to {args.out.name}. It is not encrypted there."])


def _quick(args: Namespace) -> Reply:
    needs_names = args.level is Level.SEALED
    with opened_with_names_if_possible(args) if needs_names else opened(args) as session:
        row = quick.note(session, args.case or quick.usual_case(session), args.line, level=args.level)
        _, form = forms.read(session, row.code)
    return Reply({"code": row.code, "case": row.case, **as_plain(form)}, [f"{row.code} is kept in {row.case}."])
