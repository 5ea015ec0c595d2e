"""Audit a vault, render the report, check it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Literal

from fieldnotes.audit import report as reports
from fieldnotes.audit import runner
from fieldnotes.audit.html_report import to_html
from fieldnotes.audit.policy import demands
from fieldnotes.errors import DiskFull
from fieldnotes.model.audit import Report, Running
from fieldnotes.progress import Watch
from fieldnotes.services.session import Session

Format = Literal["text", "json", "html"]


def audit(
    path: Path,
    *,
    session: Session | None = None,
    policy: Path | None = None,
    signature: Path | None = None,
    running: Running | None = None,
    key_file: Path | None = None,
    watch: Watch | None = None,
) -> Report:
    """Measure how a vault is protected. Without a session, only what can be seen from outside.

    It is held to the file `policy`, whose signature lies beside it if it has one, or else to the vault's own.

    Raises:
        NotAVault, BadPolicy.
    """
    held_to = demands(path, policy, signature)
    if session is None:
        return runner.run_external(path, held_to=held_to, key_file=key_file, watch=watch)
    with suppress(DiskFull):
        session.vault.log.checkpoint()
    return runner.run_owner(
        *(session.vault, path),
        running=running,
        held_to=held_to,
        key_file=key_file,
        watch=watch,
    )


def render(report: Report, how: Format) -> str:
    """The report as text for a terminal, as JSON of the published schema, or as one HTML page."""
    if how == "json":
        return reports.to_json(report)
    return to_html(report) if how == "html" else reports.to_text(report)


def exit_code(report: Report) -> int:
    """0 pass, 1 findings that matter, 2 lesser findings, 3 something important could not be measured."""
    return reports.exit_code(report)


def verify(session: Session, *, watch: Watch | None = None) -> list[str]:
    """Problems found in database, records, header and ledger; empty when there are none."""
    return [f"{problem.area.value}: {problem.subject}" for problem in session.vault.check(watch)]
