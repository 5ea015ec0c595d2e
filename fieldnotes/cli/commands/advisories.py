"""advisories draft, sign, show, check, install: the table of published faults, brought offline and signed."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply
from fieldnotes.services import advisories
from fieldnotes.services.advisories import TableView


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "advisories", "published faults of the libraries, in a table signed by the lead")
    draft = arguments.command(verbs, "draft", _draft, "write the program's own table, to be brought up to date")
    draft.add_argument("file", type=Path, metavar="FILE")
    sign = arguments.command(verbs, "sign", _sign, "sign a table; minisign can verify the signature")
    sign.add_argument("file", type=Path, metavar="FILE", help="docs/formats/advisories.md has an example")
    sign.add_argument("--identity", type=Path, required=True, metavar="FILE", help="the lead's own")
    show = arguments.command(verbs, "show", _show, "what a table says; without FILE the one that audits here use")
    show.add_argument("file", type=Path, nargs="?", metavar="FILE")
    check = arguments.command(verbs, "check", _check, "who signed a table, and that it was not altered")
    install = arguments.command(verbs, "install", _install, "let every audit on this computer use a signed table")
    for made in (check, install):
        made.add_argument("file", type=Path, metavar="FILE")
        made.add_argument("--card", type=Path, metavar="CARD", help="the contact card of whoever should have signed it")


def _draft(args: Namespace) -> Reply:
    view = advisories.draft(args.file)
    lines = [f"Wrote {args.file}: the program's own table of {view.made_on}, to be brought up to date and signed."]
    return Reply({**_data(view), "file": str(args.file)}, lines)


def _sign(args: Namespace) -> Reply:
    view = advisories.sign(args.file, args.identity)
    beside = f"{args.file.name}.minisig"
    lines = [
        f"Signed the table of {view.made_on}: {beside}. Give both files to everybody.",
        f"The words of your card: {' '.join(view.words)}",
        f"With stock tools: minisign -V -P {view.key} -m {args.file.name}",
    ]
    return Reply({**_data(view), "file": beside}, lines)


def _show(args: Namespace) -> Reply:
    view = advisories.show(args.file)
    faults = [
        f"  {id_}  {library}  {severity}  {'REACHED' if reached else 'not reached'}"
        for id_, library, severity, reached in view.faults
    ]
    return Reply(_data(view), [_head(view, given=args.file is not None), *faults])


def _head(view: TableView, *, given: bool) -> str:
    until = f", until {view.expires}" if view.expires else ""
    over = " (EXPIRED)" if view.expired else ""
    if not given and not view.installed:
        return f"Table of {view.made_on}{until}{over}, came with the program: not signed by your security lead"
    signer = f"signed by: {' '.join(view.words)}" if view.words else "NOT SIGNED: anybody can have written it"
    return f"Table of {view.made_on}{until}{over}, {signer}"


def _check(args: Namespace) -> Reply:
    view = advisories.check(args.file, card=args.card)
    whose = "by the owner of that card" if args.card else f"by: {' '.join(view.words)}"
    lines = [f"The table of {view.made_on} is whole, signed {whose}", *_cautions(view)]
    return Reply({**_data(view), "confirmed": bool(args.card)}, lines)


def _install(args: Namespace) -> Reply:
    view = advisories.install(args.file, card=args.card)
    lines = [
        f"Audits on this computer use the table of {view.made_on} from now on, signed by: {' '.join(view.words)}",
        "A vault whose policy is signed by somebody else fails D01.",
        *_cautions(view),
    ]
    return Reply({**_data(view), "confirmed": bool(args.card)}, lines)


def _cautions(view: TableView) -> list[str]:
    return [f"It has EXPIRED on {view.expires}."] if view.expired else []


def _data(view: TableView) -> dict[str, Any]:
    return {
        "made_on": view.made_on,
        "expires": view.expires,
        "expired": view.expired,
        "installed": view.installed,
        "signed": bool(view.words),
        "fingerprint": list(view.words),
        "key": view.key,
        "faults": [
            {"id": id_, "library": library, "severity": severity, "reached": reached}
            for id_, library, severity, reached in view.faults
        ],
    }
