"""audit: how a vault and this computer protect it, measured now; and what to do with reports."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from fieldnotes.audit.report import MODE_WORDS, SEVERITY_WORDS, STATUS_WORDS
from fieldnotes.audit.saved import Difference
from fieldnotes.cli import arguments, progress
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import opened_with_names_if_possible
from fieldnotes.errors import BadValue
from fieldnotes.i18n import tr
from fieldnotes.model.audit import Finding, Report
from fieldnotes.progress import Watch
from fieldnotes.services import check, reports
from fieldnotes.services.check import Auditor

EXIT_USAGE = 4
"""Instead of 2, which for an audit means lesser findings."""
_EXIT_CODES = (
    "exit codes: 0 all passed, 1 a failure that matters, 2 lesser findings, 3 something important is not known, "
    "4 the command was not understood, 5 ledger or policy altered, 6 vault damaged or altered; "
    "compare: 1 if something got worse; fleet: that of the worst report"
)
VERBS = ("run", "compare", "fleet", "explain")
"""`audit VAULT` is short for `audit run VAULT`."""
_OWNER, _LEDGER, _EXTERNAL = "owner", "ledger", "external"


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "audit", "measure the protection of a vault; never shows content", epilog=_EXIT_CODES)
    made = arguments.command(verbs, "run", _run, "measure; `audit VAULT` is short for it")
    arguments.vault(made, sealed=True)
    made.add_argument(
        "--mode",
        choices=(_OWNER, _LEDGER, _EXTERNAL),
        help="who is there: its owner (usual), an auditor with --audit-identity, or nobody: external needs no secret",
    )
    made.add_argument("--audit-identity", type=Path, metavar="FILE", help="of whoever may read the ledger")
    made.add_argument(
        "--received", type=Path, nargs="+", metavar="BUNDLE", help="bundles that others got, to compare with the ledger"
    )
    made.add_argument(
        "--policy", type=Path, metavar="FILE", help="instead of the vault's own; its signature is FILE.minisig"
    )
    made.add_argument(
        "--advisories", type=Path, metavar="FILE", help="a table of published faults; its signature is FILE.minisig"
    )
    made.add_argument("--only", nargs="+", metavar="ID", help="only these checks, as P01 T01")
    made.add_argument("--format", choices=("text", "json", "html", "sarif"), default="text")
    made.add_argument("--out", type=Path, metavar="FILE")
    made.add_argument("--paths", action="store_true", help="tell where things are; such a report holds your file names")
    made.epilog = _EXIT_CODES
    made.add_argument("--sign", type=Path, metavar="IDENTITY", help="sign FILE; minisign can verify FILE.minisig")
    compare = arguments.command(verbs, "compare", _compare, "what changed between two reports in JSON")
    compare.add_argument("before", type=Path, metavar="A")
    compare.add_argument("after", type=Path, metavar="B")
    compare.add_argument("--vault", type=Path, metavar="VAULT", help="prove that both are of this vault")
    fleet = arguments.command(
        verbs, "fleet", _fleet, "how all reports in a folder stand: signed ones first, by what is worst"
    )
    fleet.add_argument("folder", type=Path, metavar="DIR")
    explain = arguments.command(verbs, "explain", _explain, "what a check measures, why, and what to do")
    explain.add_argument("id", metavar="ID")


def _run(args: Namespace) -> Reply:
    if args.sign is not None and args.out is None:
        raise BadValue(field="--sign", value=args.sign.name, allowed="--out FILE")
    with progress.shown() as watch:
        report = _measured(args, watch)
    code = check.exit_code(report)
    if args.out is None:
        data = json.loads(check.render(report, "json", paths=args.paths))
        return Reply(data, raw=check.render(report, args.format, paths=args.paths), exit_code=code)
    words = check.save(report, args.out, args.format, identity=args.sign, paths=args.paths)
    lines = [f"Wrote {args.out}"]
    if words:
        lines.append(f"Signed in {args.out.name}.minisig; the words of your card: {' '.join(words)}")
    data = json.loads(check.render(report, "json", signed=bool(words), paths=args.paths))
    return Reply({**data, "file": str(args.out), "words": list(words)}, lines, exit_code=code)


def _measured(args: Namespace, watch: Watch) -> Report:
    mode = args.mode or (_LEDGER if args.audit_identity else _OWNER)
    if (mode == _LEDGER) != (args.audit_identity is not None):
        raise BadValue(field="--mode", value=mode, allowed="--mode ledger --audit-identity FILE")
    asked: dict[str, Any] = {
        "policy": args.policy,
        "advisories": args.advisories,
        "key_file": args.key_file,
        "only": args.only,
        "watch": watch,
    }
    if mode == _OWNER:
        with opened_with_names_if_possible(args) as session:
            return check.audit(args.vault, session=session, **asked)
    auditor = None if args.audit_identity is None else Auditor(args.audit_identity, _named(args.received))
    return check.audit(args.vault, auditor=auditor, **asked)


def _named(received: list[Path] | None) -> tuple[str, ...] | None:
    """The bundles by what people call them: the names of their files."""
    return None if received is None else tuple(path.stem for path in received)


def _compare(args: Namespace) -> Reply:
    found = reports.compare(args.before, args.after, vault=args.vault)
    better = sum(one.better for one in found.differences)
    days = f"{found.before.report.made_on} to {found.after.report.made_on}"
    lines = [
        f"{days}: {len(found.differences)} answers changed, {found.worse} for the worse (-), {better} better (+)",
        _signers(found.before.words, found.after.words),
        *_modes(found.before.report, found.after.report),
        "Both are of this vault." if found.same_vault else "That both are of one vault is not proven: give --vault.",
        *(f"{_mark(one)} {one.id}  {_told(one.before)}  ->  {_told(one.after)}" for one in found.differences),
    ]
    data = {
        "worse": found.worse,
        "same_vault": found.same_vault,
        "modes": [found.before.report.mode, found.after.report.mode],
        "signed": [list(found.before.words), list(found.after.words)],
        "differences": [
            {
                "id": one.id,
                "worse": one.worse,
                "better": one.better,
                "before": _answer(one.before),
                "after": _answer(one.after),
            }
            for one in found.differences
        ],
    }
    return Reply(data, lines, exit_code=1 if found.worse else 0)


def _mark(one: Difference) -> str:
    return "-" if one.worse else "+" if one.better else "~"


def _signers(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    if before and before == after:
        return f"Both are signed by: {' '.join(before)}"
    if before and after:
        return f"They have DIFFERENT signers: {' '.join(before)}; {' '.join(after)}"
    which = "Neither is" if not before and not after else "The first is not" if not before else "The second is not"
    return f"{which} signed: anybody can have written what is not."


def _modes(before: Report, after: Report) -> list[str]:
    if before.mode == after.mode:
        return []
    return [f"They were made in different modes ({before.mode}, {after.mode}), so not all could measure the same."]


def _told(finding: Finding | None) -> str:
    return "not in the report" if finding is None else f"{tr(STATUS_WORDS[finding.status])}: {finding.measured}"


def _answer(finding: Finding | None) -> dict[str, str] | None:
    return None if finding is None else {"status": str(finding.status), "measured": finding.measured}


def _fleet(args: Namespace) -> Reply:
    found = reports.fleet(args.folder)
    lines = []
    data: list[dict[str, Any]] = []
    for one in found.standings:
        counts = ", ".join(f"{tr(word)} {one.counts[status]}" for status, word in STATUS_WORDS.items())
        signer = " ".join(one.words) or "not signed"
        lines += [f"{one.name}  {one.made_on}  {one.mode}: {counts}", f"    {' '.join(one.worst) or '-'}  ({signer})"]
        data.append(
            {
                "file": one.name,
                "made_on": one.made_on,
                "mode": one.mode,
                "policy": one.policy,
                "words": list(one.words),
                "exit_code": one.code,
                "failed": list(one.worst),
                "counts": {str(status): count for status, count in one.counts.items()},
            }
        )
    lines += [f"{name}: {reason}" for name, reason in found.unread]
    if found.common:
        lines.append("Failing most often: " + ", ".join(f"{name} {count}" for name, count in found.common[:8]))
    worst = max((one.code for one in found.standings), default=0)
    unread = [{"file": name, "why": reason} for name, reason in found.unread]
    return Reply({"reports": data, "unread": unread}, lines, exit_code=worst or (1 if unread else 0))


def _explain(args: Namespace) -> Reply:
    found = check.explain(args.id)
    severity = tr(SEVERITY_WORDS[found.SEVERITY])
    lines = [
        f"{found.ID}  {tr(found.TITLE)} ({severity})",
        f"Needs: {tr(MODE_WORDS[found.MODE])}",
        f"Why: {tr(found.WHY)}",
        f"Remedy: {tr(found.FIX)}",
    ]
    data = {
        "id": found.ID,
        "title": tr(found.TITLE),
        "severity": str(found.SEVERITY),
        "mode": str(found.MODE),
        "why": tr(found.WHY),
        "fix": tr(found.FIX),
    }
    return Reply(data, lines)
