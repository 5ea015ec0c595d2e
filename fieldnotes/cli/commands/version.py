"""version list|diff|restore|seal: what a record said before."""

from __future__ import annotations

from argparse import Namespace

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened, opened_with_names_if_possible
from fieldnotes.services import history
from fieldnotes.services.history import Piece, PieceKind

_BRACKETS = {PieceKind.SAME: ("", ""), PieceKind.REMOVED: ("[-", "-]"), PieceKind.ADDED: ("{+", "+}")}
"""As `git diff --word-diff` prints them."""


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "version", "what a record said before: list, compare, go back, seal")
    listed = arguments.command(verbs, "list", _list, "every saved version of a record, newest first")
    diff = arguments.command(verbs, "diff", _diff, "what changed between two versions, word by word")
    restore = arguments.command(verbs, "restore", _restore, "save an older version again as the newest")
    seal = arguments.command(verbs, "seal", _seal, "the present version was read back to the person: seal it for good")
    for made in (listed, diff, restore, seal):
        arguments.vault(made, sealed=True)
        made.add_argument("code", metavar="CODE")
    diff.add_argument("older", type=arguments.count, metavar="OLDER")
    diff.add_argument("newer", type=arguments.count, metavar="NEWER")
    restore.add_argument("version", type=arguments.count, metavar="VERSION")


def _list(args: Namespace) -> Reply:
    with opened(args) as session:
        found = history.versions(session, args.code)
    data = {
        "versions": [
            {"version": one.version, "saved": one.saved, "sealed_on": one.sealed_on or None, "closed": one.closed}
            for one in found
        ]
    }
    rows = [(one.version, one.saved, f"read back and sealed {one.sealed_on}" if one.sealed_on else "") for one in found]
    return Reply(data, table(rows, "VERSION", "SAVED", "SEALED"))


def _diff(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        found = history.difference(session, args.code, args.older, args.newer)
    data = {"title": _plain(found.title), "text": _plain(found.text), "passages": list(found.marks)}
    if found.is_empty:
        return Reply(data, ["They say the same, with the same passages marked."])
    lines = [_marked(found.title), "", *_marked(found.text).split("\n")]
    if not found.same_marks:
        lines += ["", f"Marked passages: {found.marks[0]}, then {found.marks[1]}."]
    return Reply(data, lines)


def _restore(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        history.go_back(session, args.code, args.version)
        present = history.versions(session, args.code)[0].version
    data = {"code": args.code, "version": present, "from": args.version}
    return Reply(data, [f"{args.code}: version {args.version} is the newest again, as version {present}."])


def _seal(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        history.seal(session, args.code)
        present = history.versions(session, args.code)[0]
    data = {"code": args.code, "version": present.version, "sealed_on": present.sealed_on}
    return Reply(data, [f"{args.code}: version {present.version} is sealed. Later versions can be added beside it."])


def _plain(pieces: tuple[Piece, ...]) -> list[list[str]]:
    return [[str(piece.kind), piece.text] for piece in pieces]


def _marked(pieces: tuple[Piece, ...]) -> str:
    return "".join(_BRACKETS[piece.kind][0] + piece.text + _BRACKETS[piece.kind][1] for piece in pieces)
