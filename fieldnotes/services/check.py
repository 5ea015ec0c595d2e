"""Audit a vault, render and sign the report, check it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from fieldnotes import files
from fieldnotes.audit import report as reports
from fieldnotes.audit import runner, saved
from fieldnotes.audit.check import Check
from fieldnotes.audit.checks import CHECKS
from fieldnotes.audit.history import History
from fieldnotes.audit.html_report import to_html
from fieldnotes.audit.policy import demands
from fieldnotes.audit.sarif import to_sarif
from fieldnotes.audit.subsets import BORDER, RELEASE
from fieldnotes.crypto.signer import Signer
from fieldnotes.errors import BadValue, CannotRead, DiskFull
from fieldnotes.model.audit import Measured, Report, Running, Status
from fieldnotes.progress import Watch
from fieldnotes.services import advisories as published
from fieldnotes.services import cards
from fieldnotes.services.session import Session
from fieldnotes.vault.keys import header
from fieldnotes.vault.ledger import ledger_reader
from fieldnotes.vault.ledger.frame import Kind
from fieldnotes.vault.ledger.ledger_file import FILE_NAME

__all__ = ["BORDER", "RELEASE", "Auditor", "audit", "exit_code", "explain", "render", "save", "trend", "verify"]

_AUDITED = "audited"
Format = Literal["text", "json", "html", "sarif"]


@dataclass(frozen=True, slots=True)
class Auditor:
    """Who reads the ledger without a way into the vault, by the file of an identity, and what others have received.

    `received`: names of bundles (`FN-7Q3K2M`), None where nobody collected them.
    """

    identity: Path = field(repr=False)
    received: tuple[str, ...] | None = None


def audit(  # noqa: PLR0913 - everything that an audit may be told
    path: Path,
    *,
    session: Session | None = None,
    auditor: Auditor | None = None,
    policy: Path | None = None,
    running: Running | None = None,
    key_file: Path | None = None,
    advisories: Path | None = None,
    only: Iterable[str] | None = None,
    watch: Watch | None = None,
) -> Report:
    """Measure how a vault is protected: with its owner's session, by an auditor, or from outside.

    It is held to the file `policy`, whose signature lies beside it if it has one, or else to the vault's own.
    Published faults are looked up in the table that came with the program and in the file `advisories`, by default the
    one that is installed.

    Raises:
        NotAVault, BadPolicy, BadIdentityFile, CannotRead.
        BadValue: `only` names a check that does not exist.
    """
    held_to, brought = demands(path, policy), published.brought_to(path, advisories)
    if session is None:
        history = None if auditor is None else _read_by(auditor.identity, path)
        received = None if auditor is None or auditor.received is None else frozenset(auditor.received)
        return runner.run_external(
            *(path,),
            held_to=held_to,
            key_file=key_file,
            history=history,
            received=received,
            brought=brought,
            only=only,
            watch=watch,
        )
    with suppress(DiskFull):
        session.vault.log.checkpoint()
    report = runner.run_owner(
        *(session.vault, path),
        running=running,
        held_to=held_to,
        key_file=key_file,
        brought=brought,
        only=only,
        watch=watch,
    )
    if only is None:
        _note(session, report)
    return report


def _note(session: Session, report: Report) -> None:
    """Let the ledger tell how an audit of the whole ended, where it ended otherwise than the one before."""
    past = trend(session)
    if not past or past[-1].counts != report.counts:
        with suppress(DiskFull):
            session.vault.append_ledger(_AUDITED, **{str(status): number for status, number in report.counts.items()})


def trend(session: Session) -> tuple[Measured, ...]:
    """How audits of the whole ended, oldest first, each that differed from the one before."""
    told = (entry for entry in session.vault.ledger() if entry.event == _AUDITED)
    return tuple(
        Measured(entry.at[:10], {status: int(entry.facts.get(str(status), 0)) for status in Status}) for entry in told
    )


def _read_by(audit_identity: Path, path: Path) -> History:
    """The ledger's file with the keys of somebody for whom its epochs were begun."""
    found, place = header.load(path), path / FILE_NAME
    secrets = cards.load_identity(audit_identity).age_secrets
    try:
        with place.open("rb") as file:
            reading = ledger_reader.read(file, vault_id=found.vault_id, public=found.signing_public, secrets=secrets)
    except OSError as error:
        raise CannotRead(name=place.name, reason=error.strerror or "") from error
    return History.of_auditor(reading.events, reading.counts[Kind.ENTRY] - len(reading.events))


def render(report: Report, how: Format, *, signed: bool = False, paths: bool = False) -> str:
    """The report as text for a terminal, as JSON of the published schema, as one HTML page, or as SARIF.

    `paths`: tell where on this computer things are, in all but SARIF; those names are the user's own.
    """
    if how == "json":
        return reports.to_json(report, signed=signed, paths=paths)
    if how == "sarif":
        return to_sarif(report)
    return to_html(report, signed=signed, paths=paths) if how == "html" else reports.to_text(report, paths=paths)


def save(
    report: Report, out: Path, how: Format, *, identity: Path | None = None, paths: bool = False
) -> tuple[str, ...]:
    """Write a report, and with an identity its signature beside it (`OUT.minisig`), which minisign can verify.

    A signed page brings the JSON whose hash it names, `STEM.json`, which is signed too. Returns the eight words of the
    signer's card; none without an identity.

    Raises:
        BadIdentityFile, AlreadyExists, CannotWrite, DiskFull.
    """
    signer = None if identity is None else cards.load_identity(identity)
    key = None if signer is None else signer.signing_key
    wanted: dict[Path, Format] = {out: how}
    if key is not None and how == "html":
        wanted[out.with_suffix(".json")] = "json"
    for path, form in wanted.items():
        text = render(report, form, signed=key is not None, paths=paths).encode()
        files.atomic_write(path, text, keep_existing=True)
        if signer is not None and key is not None:
            beside = path.with_name(path.name + saved.SIGNATURE_ENDING)
            files.atomic_write(beside, saved.signature_of(text, key, signer.recipients).encode())
    return () if signer is None else Signer.of(signer).words


def explain(identifier: str) -> Check:
    """What a check measures, why, and how what it finds is put right.

    Raises:
        BadValue: there is no such check.
    """
    found = next((check for check in CHECKS if identifier.upper() == check.ID), None)
    if found is None:
        raise BadValue(field="check", value=identifier, allowed=" ".join(check.ID for check in CHECKS))
    return found


def exit_code(report: Report) -> int:
    """0 pass, 1 findings that matter, 2 lesser ones, 3 something important is not known, 5 and 6 altered."""
    return reports.exit_code(report)


def verify(session: Session, *, watch: Watch | None = None) -> list[str]:
    """Problems found in database, records, header and ledger; empty when there are none."""
    return [f"{problem.area.value}: {problem.subject}" for problem in session.vault.check(watch)]
