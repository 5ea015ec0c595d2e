"""sealed open|close, vault unseal: what only some people may read, and where."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import opened
from fieldnotes.services import sealed


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "sealed", "the compartment of real names and sealed records")
    open_ = arguments.command(verbs, "open", _open, "prove that its passphrase opens it; with codes, show real names")
    arguments.vault(open_, sealed=True)
    open_.add_argument("codes", nargs="*", metavar="CODE", help="whose real name to show; written to the ledger")
    close = arguments.command(
        verbs, "close", _close, "take its key off this computer: from then on only the office can read what is sealed"
    )
    arguments.vault(close, sealed=True)
    close.add_argument(
        "--to",
        type=Path,
        action="append",
        default=[],
        metavar="CARD",
        help="the office's card; not needed where the policy names who may read",
    )
    close.add_argument(
        "--yes", action="store_true", required=True, help="you understand that you cannot read it here again"
    )


def _open(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        found = sealed.state(session)
        names = {code: sealed.reveal(session, code) for code in args.codes}
    data = {
        "open": found.is_open,
        "values": found.values,
        "names": {code: list(identity.names) for code, identity in names.items()},
    }
    lines = [f"{code}  {', '.join(identity.names)}" for code, identity in names.items()]
    return Reply(data, [f"The passphrase opens the sealed compartment: {found.values} sealed values.", *lines])


def _close(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        found = sealed.send_away(session, args.to)
    data = {"values": found.values, "recipients": list(found.recipients), "named": list(found.named)}
    lines = [
        f"{found.values} sealed values can now be read by {len(found.recipients)} key(s) elsewhere, and not here.",
        "New material can still be sealed. Older backups of this vault still open with the old passphrase.",
        "Texts of records below SEALED can still be read here, all but their sealed passages.",
    ]
    if found.named:
        lines.append(f"Names stand in the open in these; seal them there: {', '.join(found.named)}")
    return Reply(data, lines)
