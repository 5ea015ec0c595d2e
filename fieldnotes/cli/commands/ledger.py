"""ledger show, acknowledge, verify, auditor: for the owner, and for the security lead, who has no passphrase."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened
from fieldnotes.errors import VaultDamaged
from fieldnotes.services import ledger
from fieldnotes.services.views import LedgerLine

_NOBODY = "none"


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "ledger", "what happened to a vault, in codes and counts")
    show = arguments.command(verbs, "show", _show, "what happened, oldest first")
    arguments.vault(show)
    read = arguments.command(verbs, "acknowledge", _acknowledge, "say that what an unlocking found was read")
    arguments.vault(read)
    note = arguments.command(verbs, "checkpoint", _checkpoint, "a signed note for somebody else to keep")
    arguments.vault(note)
    verify = arguments.command(verbs, "verify", _verify, "examine the ledger's file; needs no passphrase")
    arguments.vault(verify, opened=False)
    verify.add_argument("--audit-identity", type=Path, metavar="FILE", help="the auditor's identity: shows the events")
    verify.add_argument("--file", type=Path, metavar="FILE", help="another file of this vault, such as audit.fnl.1")
    verify.add_argument("--anchor", type=Path, metavar="FILE", help="a checkpoint that was kept, or a bundle")
    verify.add_argument("--identity", type=Path, metavar="FILE", help="what opens that bundle")
    auditor = arguments.command(verbs, "auditor", _auditor, "who may read the ledger from now on")
    arguments.vault(auditor)
    auditor.add_argument("--to", required=True, metavar="CARD", help=f"a contact card, or {_NOBODY}")


def _show(args: Namespace) -> Reply:
    with opened(args) as session:
        lines = ledger.show(session)
    return Reply({"events": [asdict(line) for line in lines]}, _table(lines))


def _acknowledge(args: Namespace) -> Reply:
    with opened(args) as session:
        read = session.notices
        for notice in read:
            session.acknowledge(notice)
    sentences = [notice.sentence_text() for notice in read]
    return Reply({"read": [notice.kind.value for notice in read]}, sentences or ["There was nothing to read."])


def _checkpoint(args: Namespace) -> Reply:
    with opened(args) as session:
        note = ledger.checkpoint_note(session)
    return Reply({"note": note}, raw=note)


def _verify(args: Namespace) -> Reply:
    found = ledger.verify(
        args.vault, audit_identity=args.audit_identity, file=args.file, anchor=args.anchor, identity=args.identity
    )
    counted = f"{found.entries} events, {found.epochs} epochs, {found.checkpoints} checkpoints, {found.locks} locks"
    lines = [*_table(found.lines), counted, f"Device key: {found.key}"]
    if args.audit_identity is not None and found.unreadable:
        lines.append(f"{found.unreadable} events were written before this identity was the auditor's, or after.")
    if found.anchored:
        lines.append("Everything up to the checkpoint is as it was when it was made.")
    lines += [f"Wrong: {sentence}" for sentence in found.flaws] or ["The chain and every signature hold."]
    data = {**asdict(found), "flaws": list(found.flaws), "events": [asdict(line) for line in found.lines]}
    del data["lines"]
    return Reply(data, lines, exit_code=VaultDamaged.exit_code if found.flaws else 0)


def _auditor(args: Namespace) -> Reply:
    card = None if args.to == _NOBODY else Path(args.to)
    with opened(args) as session:
        ledger.set_auditor(session, card)
    if card is None:
        return Reply({"auditor": None}, ["Nobody but you can read the ledger from now on."])
    sentence = "From now on that person can read what happens to this vault, in codes and counts, never its texts."
    return Reply({"auditor": card.name}, [sentence, "What happened before stays unreadable for them."])


def _table(lines: list[LedgerLine] | tuple[LedgerLine, ...]) -> list[str]:
    return table([(line.seq, line.at, line.event, line.facts) for line in lines], "NO", "AT", "EVENT", "FACTS")
