"""list, show, level set, source, mark."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened, opened_with_names_if_possible
from fieldnotes.cli.warnings import warn_of_names
from fieldnotes.model.form_values import as_plain
from fieldnotes.model.register import Entry, Identity
from fieldnotes.services import find, marks, sealed, write
from fieldnotes.services import register as registers
from fieldnotes.services.views import RowView

_ENTRY_LETTERS = "SPOLFEH"
_IN_REASON = "the reason"
_JOINED = (
    "Careful: {marks} marks overlap in characters {start} to {end}. Readers who may not see all of that see one "
    "replacement, worded by the strictest mark and then the longest: {shown}"
)


def register(top: Subparsers) -> None:
    listed = arguments.command(top, "list", _list, "records, newest first")
    arguments.vault(listed)
    listed.add_argument("--case", metavar="CODE")
    show = arguments.command(top, "show", _show, "one record with its text, or one register entry")
    arguments.vault(show, sealed=True)
    show.add_argument("code", metavar="CODE")
    levels = arguments.group(top, "level", "protection levels")
    set_ = arguments.command(levels, "set", _level, "move a record or register entry to another level")
    arguments.vault(set_, sealed=True)
    set_.add_argument("code", metavar="CODE")
    set_.add_argument("level", type=arguments.level, metavar="LEVEL", help="PUBLIC ROLE ANONYMOUS INTERNAL SEALED")
    set_.add_argument("--reason", default="", help="needed when the level is lowered; written to the ledger")
    set_.add_argument("--second", default="", metavar="NAME", help="who else agreed, where the policy asks for two")
    source = arguments.command(top, "source", _source, "say whose words a record is")
    arguments.vault(source, sealed=True)
    source.add_argument("code", metavar="CODE")
    source.add_argument("person", metavar="PERSON", help="code of the person who speaks, or public-document")
    mark = arguments.command(top, "mark", _mark, "give a passage a level of its own")
    arguments.vault(mark, sealed=True)
    mark.add_argument("code", metavar="CODE")
    mark.add_argument("--quote", required=True, help="the words, as the record has them")
    mark.add_argument("--level", type=arguments.level, required=True)
    mark.add_argument("--replace", default="", metavar="TEXT", help="what readers see instead")
    mark.add_argument("--reason", default="")
    mark.add_argument("--second", default="", metavar="NAME", help="who else agreed, where the policy asks for two")


def _list(args: Namespace) -> Reply:
    with opened(args) as session:
        rows = find.rows(session, case=args.case)
    data = {"records": [told(row) for row in rows]}
    lines = table(
        [
            (row.row.code, row.row.case, row.effective.name, row.row.kind.value, row.consent.value, row.title)
            for row in rows
        ],
        *("CODE", "CASE", "LEVEL", "KIND", "CONSENT", "TITLE"),
    )
    return Reply(data, lines)


def _show(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        if args.code[:1] in _ENTRY_LETTERS and args.code[1:2] == "-":
            return _entry(registers.entry(session, args.code), sealed.reveal(session, args.code))
        view = find.record(session, args.code)
    record = view.record
    card = record.row.card
    assert card is not None
    data = {
        "code": record.code,
        "kind": record.row.kind.value,
        "case": record.row.case,
        "level": record.row.level.name,
        "effective_level": view.effective.name,
        "reasons": list(view.reasons),
        "language": card.language,
        "source": card.source,
        "dated": card.dated,
        "title": card.title,
        "tags": list(card.tags),
        "version": record.row.version,
        "consent": view.consent.value,
        "people": {entry.code: count for entry, count in view.people},
        "passages": [
            {"start": p.start, "end": p.end, "level": p.level.name, "quote": p.quote, "replacement": p.replacement}
            for p in record.body.passages
        ],
        "text": record.body.text,
        "form": as_plain(record.body.form),
    }
    head = f"{record.code}  {view.effective.name}  {card.title}"
    return Reply(data, [head, *view.reasons, view.consent_text, "", *record.body.text.split("\n")])


def _entry(entry: Entry, identity: Identity) -> Reply:
    """A register entry that was asked for by its code; `person show` tells everything."""
    data = {
        "code": entry.code,
        "type": entry.type.value,
        "role": entry.role.value,
        "level": entry.level.name,
        "name": identity.name,
        "aliases": list(identity.aliases),
    }
    return Reply(data, [f"{key}: {value}" for key, value in data.items()])


def _level(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        write.set_level(session, args.code, args.level, reason=args.reason, second=args.second)
        warn_of_names(session, args.reason, _IN_REASON)
    return Reply({"code": args.code, "level": args.level.name}, [f"{args.code} is now {args.level.name}."])


def _source(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        write.set_source(session, args.code, args.person)
    return Reply({"code": args.code, "source": args.person}, [f"{args.code}: {args.person}"])


def _mark(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        count = write.mark(
            *(session, args.code),
            quote=args.quote,
            level=args.level,
            replacement=args.replace,
            reason=args.reason,
            second=args.second,
        )
        joined = marks.joined(session, args.code)
        warn_of_names(session, args.reason, _IN_REASON)
    lines = [f"Marked {count} in {args.code} as {args.level.name}."]
    lines += [_JOINED.format(marks=one.marks, start=one.start, end=one.end, shown=one.shown) for one in joined]
    overlaps = [{"start": one.start, "end": one.end, "marks": one.marks, "shown": one.shown} for one in joined]
    return Reply({"code": args.code, "marked": count, "overlaps": overlaps}, lines)


def told(row: RowView) -> dict[str, Any]:
    card = row.row.card
    return {
        "code": row.row.code,
        "kind": row.row.kind.value,
        "case": row.row.case,
        "level": row.row.level.name,
        "effective_level": row.effective.name,
        "consent": row.consent.value,
        "language": card.language if card else "",
        "source": card.source if card else "",
        "dated": card.dated if card else "",
        "title": row.title,
        "version": row.row.version,
        "updated": row.row.updated,
    }
