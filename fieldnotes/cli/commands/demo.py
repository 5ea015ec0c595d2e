"""demo: the main job on invented people, from an empty folder to a verified bundle."""

from __future__ import annotations

import secrets
from argparse import Namespace
from pathlib import Path
from typing import Any

from fieldnotes import files, resources
from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply
from fieldnotes.model.audience import Audience
from fieldnotes.model.audit import Report, Status
from fieldnotes.model.bundle import Opened
from fieldnotes.model.redaction import Verdict
from fieldnotes.services import check, find, people, receive, sample, share, suggest
from fieldnotes.services import register as registers
from fieldnotes.services import session as sessions
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from fieldnotes.services.suggest import Suggestion
from fieldnotes.services.views import Receipt

_SEARCHES = ("пресс-карта", "qardaş*", "kimlik")
_VAULT = "notes"
"""A folder that others may see says nothing of what is in it."""
_EXCERPT = 700
_WORDS = 6
_HARDLY = 0.5
"""Below this a suggestion is a word with a capital; whoever reads it sees that it is none of the sample's names."""


def register(top: Subparsers) -> None:
    made = arguments.command(top, "demo", _demo, "the whole way on an invented project, in a new folder")
    made.add_argument("folder", type=Path, metavar="DIR")


def _demo(args: Namespace) -> Reply:
    folder: Path = args.folder.absolute()
    files.private_folder(folder)
    passphrase = _passphrase()
    files.atomic_write(folder / "passphrase.txt", f"{passphrase}\n".encode())
    session = sessions.create(folder / _VAULT, passphrase)
    try:
        return _story(folder, session, passphrase)
    finally:
        session.lock()


def _story(folder: Path, session: Session, passphrase: str) -> Reply:
    story: list[str] = []
    made = sample.build(session)
    sample.furnish(session, made)
    counts = find.counts(session)
    story += [
        "1. A researcher's vault",
        f"   {session.path}",
        f"   {counts.cases} cases, {counts.records} testimonies and notes, {counts.entries} register entries.",
        f"   The passphrase is in {folder / 'passphrase.txt'}; a real one is written nowhere.",
        "",
    ]
    story += _search(session)
    case = next(iter(made.cases.values()))
    decided = _decide(session, case)
    story += ["3. Redact one case for an editor", *decided, ""]
    editor = people.new_identity(folder / "editor.identity", "Editor of the demonstration")
    files.atomic_write(folder / "editor.card.json", editor.text.encode())
    files.atomic_write(folder / "author.card.json", people.author_card(session).text.encode())
    out = folder / "FN-demo.age"
    session.reauthenticate(passphrase)
    receipt = share.export(
        session,
        case,
        Audience.EDITOR,
        to=[str(folder / "editor.card.json")],
        out=out,
        accept_quasi="demonstration: the people are invented",
        how=How(second="a second reader", compared=True),
    )
    story += _sent(receipt)
    opened = receive.open_bundle(out, identity=folder / "editor.identity", author_card=folder / "author.card.json")
    story += _read(opened, session)
    report = check.audit(session.path, session=session)
    files.atomic_write(folder / "audit.html", check.render(report, "html").encode())
    files.atomic_write(folder / "audit.json", check.render(report, "json").encode())
    story += _audited(report, folder)
    data: dict[str, Any] = {
        "folder": str(folder),
        "vault": str(session.path),
        "bundle": str(out),
        "case": case,
        "records": counts.records,
        "entries": counts.entries,
        "included": [code for code, _ in receipt.included],
        "withheld": [code for code, _ in receipt.withheld],
        "replacements": dict(receipt.replacements),
        "trust": opened.trust.value,
        "audit": {status.value: report.count(status) for status in Status},
        "audit_report": str(folder / "audit.html"),
    }
    return Reply(data, story)


def _search(session: Session) -> list[str]:
    lines = ["2. Search, in any spelling of a name"]
    for words in (*_SEARCHES, _another_spelling(session)):
        result = find.search(session, words)
        codes = ", ".join(found.row.row.code for found in result.records) or "nothing"
        who = f"; that is {', '.join(result.entries)}" if result.entries else ""
        lines.append(f"   {words!r} finds {codes}{who}")
    return [*lines, ""]


def _another_spelling(session: Session) -> str:
    """The last spelling of the first source: what a colleague might type."""
    source = next(
        entry for entry in registers.entries(session) if entry.identity is not None and entry.identity.aliases
    )
    assert source.identity is not None
    return source.identity.aliases[0]


def _settle(session: Session, case: str, one: Suggestion) -> str:
    if one.confidence < _HARDLY:
        suggest.reject(session, case, [one.id], who="demonstration")
        return f"   perhaps a name: “{one.surface}”, {one.why}: rejected"
    (code,) = suggest.accept(session, case, [one.id]).entries
    return f"   nobody had registered: “{one.surface}”, {one.why}: {code}"


def _decide(session: Session, case: str) -> list[str]:
    """A careful researcher's rule for the demonstration: whatever might be a name is registered or redacted."""
    lines = []
    while one := next(filter(suggest.blocks, suggest.suggestions(session, case)), None):
        lines.append(_settle(session, case, one))
    while hits := share.review_hits(session, case):
        for hit in hits:
            share.decide(session, case, hit.id, Verdict.REDACT, who="demonstration")
            lines.append(f"   undecided: “{hit.surface}”, {hit.count}x, {hit.why}: redacted")
    preview = share.preview(session, case, Audience.EDITOR)
    for record in preview.records:
        why = f"leaves as {record.label}" if record.included else "stays: " + "; ".join(r.text for r in record.reasons)
        lines.append(f"   {record.code} {why}")
    lines += [f"   remains, accepted with a reason: {detail.facet} in {detail.record}" for detail in preview.details]
    return lines


def _sent(receipt: Receipt) -> list[str]:
    replaced = ", ".join(f"{count} {kind}" for kind, count in receipt.replacements.items())
    return [
        "4. One encrypted bundle",
        f"   {receipt.file}",
        f"   Replaced: {replaced}.",
        f"   The leak gate held {receipt.gate.strings} protected strings against {receipt.gate.leaves} places of the",
        "   finished file and found none.",
        "",
    ]


def _read(opened: Opened, session: Session) -> list[str]:
    """What the editor sees, and a count of real names that can still be read in it (the point is that it is 0)."""
    text = "\n".join(f"{record.title}\n{record.text}" for record in opened.records).casefold()
    hidden = [entry for entry in registers.entries(session) if entry.level.name not in ("PUBLIC", "ROLE")]
    names = {name for entry in hidden if entry.identity is not None for name in entry.identity.names}
    survived = sum(name.casefold() in text for name in names)
    shown = max(opened.records, key=lambda record: (record.level == "ANONYMOUS", len(record.text)))
    withheld = opened.manifest.withheld
    return [
        "5. The editor opens it: no vault, no originals",
        f"   Signature: {opened.trust.value}. {len(opened.records)} records, up to {withheld} withheld.",
        f"   Of {len(names)} protected spellings in the register, {survived} can be read in it.",
        "",
        f"   {shown.label}: {shown.title}",
        *(f"   | {line}" for line in shown.text[:_EXCERPT].split("\n")),
        "",
    ]


def _audited(report: Report, folder: Path) -> list[str]:
    counted = ", ".join(f"{report.count(status)} {status.value}" for status in Status if report.count(status))
    worst = [
        f"   {finding.id} {finding.title}: {finding.measured}"
        for finding in report.findings
        if finding.status is Status.FAIL
    ]
    return [
        "6. The security lead's audit of vault and computer",
        f"   {counted}",
        *worst,
        f"   {folder / 'audit.html'}",
    ]


def _passphrase() -> str:
    """Six words of the fingerprint list, picked by the computer."""
    words = resources.text("wordlists/fingerprint.txt").split()
    return " ".join(secrets.choice(words) for _ in range(_WORDS))
