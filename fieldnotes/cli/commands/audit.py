"""audit: how a vault and this computer protect it, measured now."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from fieldnotes import files
from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import opened_with_names_if_possible
from fieldnotes.services import check


def register(top: Subparsers) -> None:
    made = arguments.command(top, "audit", _audit, "measure the protection; never shows content")
    arguments.vault(made, sealed=True)
    made.add_argument("--external", action="store_true", help="only what can be seen without the passphrase")
    made.add_argument(
        "--policy", type=Path, metavar="FILE", help="instead of the vault's own; its signature is FILE.minisig"
    )
    made.add_argument("--format", choices=("text", "json", "html"), default="text")
    made.add_argument("--out", type=Path, metavar="FILE")


def _audit(args: Namespace) -> Reply:
    if args.external:
        report = check.audit(args.vault, policy=args.policy, key_file=args.key_file)
    else:
        with opened_with_names_if_possible(args) as session:
            report = check.audit(args.vault, session=session, policy=args.policy, key_file=args.key_file)
    rendered = check.render(report, args.format)
    code = check.exit_code(report)
    if args.out is not None:
        files.atomic_write(args.out, rendered.encode(), keep_existing=True)
    data = json.loads(check.render(report, "json"))
    if args.out is not None:
        data["file"] = str(args.out)
        return Reply(data, [f"Wrote {args.out}"], exit_code=code)
    return Reply(data, raw=rendered, exit_code=code)
