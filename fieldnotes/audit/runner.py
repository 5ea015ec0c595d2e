"""Run the checks and collect what they found. What cannot be measured is `unknown`; our own mistakes are raised."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import fieldnotes
from fieldnotes import clock
from fieldnotes.audit.advisories import Brought
from fieldnotes.audit.check import Check, Result, finding, unknown
from fieldnotes.audit.checks import CHECKS
from fieldnotes.audit.context import Context
from fieldnotes.audit.history import History
from fieldnotes.audit.owner import Owner
from fieldnotes.audit.policy import Demands, demands
from fieldnotes.audit.probes.process import measure
from fieldnotes.audit.report import worst_first
from fieldnotes.audit.saved import subject
from fieldnotes.errors import BadValue, Bug, FieldNotesError, NotAVault
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Finding, Report, Running, Status
from fieldnotes.model.sentence import Sentence
from fieldnotes.progress import Watch
from fieldnotes.vault.keys import header
from fieldnotes.vault.opened import DATABASE
from fieldnotes.vault.vault import Vault

EXTERNAL, LEDGER, OWNER = "external", "ledger", "owner"

_NOT_MEASURED = N_("could not be measured: {why}")
_MEASUREMENT = N_("a measurement")
_WITH_GAPS = N_("{measured}; {missing} entries of the ledger cannot be read")

_OF_THE_WHOLE_LEDGER = frozenset({"E02", "L02", "L03", "L04", "V14"})
"""Checks that pass because something is nowhere in the ledger."""


def run_external(
    path: Path,
    *,
    held_to: Demands | None = None,
    key_file: Path | None = None,
    history: History | None = None,
    received: frozenset[str] | None = None,
    brought: Brought | None = None,
    only: Iterable[str] | None = None,
    watch: Watch | None = None,
) -> Report:
    """Audit a vault folder, live or a copy, without a way into the vault. What needs the owner is `unknown`.

    `held_to`: by default what the vault's own policy demands. `history`: the ledger, where an auditor read it;
    `received`: names (`FN-7Q3K2M`) of the bundles that others have received. `brought`: a table of published faults.

    Raises:
        NotAVault: neither a header nor a database is in the folder.
        BadValue: `only` names a check that does not exist.
        Cancelled: the user asked to stop.
    """
    if not (path / header.FILE_NAME).exists() and not (path / DATABASE).exists():
        raise NotAVault(name=path.name)
    context = Context(
        *(path, measure()),
        demands=held_to or demands(path),
        key_file=key_file,
        read_by_auditor=history,
        received=received,
        brought=brought,
    )
    return run(context, only=only, watch=watch)


def run_owner(
    vault: Vault,
    path: Path,
    *,
    running: Running | None = None,
    held_to: Demands | None = None,
    key_file: Path | None = None,
    brought: Brought | None = None,
    only: Iterable[str] | None = None,
    watch: Watch | None = None,
) -> Report:
    """Audit an open vault on its own connection, on the thread that opened it.

    `running`: what the window tells of itself, None where none runs. `key_file` is where the owner keeps it.

    Raises:
        BadValue, Cancelled: as run_external.
    """
    context = Context(
        *(path, measure()),
        demands=held_to or demands(path),
        running=running or Running(),
        key_file=key_file,
        owner=Owner(vault),
        brought=brought,
    )
    return run(context, only=only, watch=watch)


def run(context: Context, *, only: Iterable[str] | None = None, watch: Watch | None = None) -> Report:
    """All checks, or those of `only`, worst first.

    Raises:
        BadValue, Cancelled: as run_external.
    """
    context = replace(context, watch=watch or context.watch)
    checks = _chosen(only)
    found: list[Finding] = []
    for number, check in enumerate(checks):
        context.watch.step(number, len(checks), check.ID)
        found.append(finding(check, _measured(check, context), context.policy))
    return Report(
        subject=_subject(context.path),
        made_on=clock.today().isoformat(),
        tool_version=f"FieldNotes {fieldnotes.__version__}",
        platform=_platform(),
        mode=_mode(context),
        findings=worst_first(found),
        policy=context.policy.name,
        fail_on=context.policy.fail_on,
    )


def _chosen(only: Iterable[str] | None) -> tuple[Check, ...]:
    if only is None:
        return CHECKS
    wanted = {name.strip().upper() for name in only}
    missing = wanted.difference(check.ID for check in CHECKS)
    if missing:
        known = " ".join(check.ID for check in CHECKS)
        raise BadValue(field="check", value=" ".join(sorted(missing)), allowed=known)
    return tuple(check for check in CHECKS if check.ID in wanted)


def _mode(context: Context) -> str:
    if context.owner is not None:
        return OWNER
    return EXTERNAL if context.read_by_auditor is None else LEDGER


def _measured(check: Check, context: Context) -> Result:
    try:
        return _with_gaps(check, context, check.run(context))
    except Bug:
        raise
    except FieldNotesError as error:
        return unknown(Sentence(_NOT_MEASURED, why=error.code), _MEASUREMENT)
    except OSError as error:
        # The message of an OSError holds a path; its number does not.
        return unknown(Sentence(_NOT_MEASURED, why=os.strerror(error.errno or 0)), _MEASUREMENT)


def _with_gaps(check: Check, context: Context, result: Result) -> Result:
    """Nothing found in a ledger of which a part cannot be read is not known, not passed."""
    missing = 0 if context.history is None else context.history.missing
    if not missing or result.status is not Status.PASS or check.ID not in _OF_THE_WHOLE_LEDGER:
        return result
    told = Sentence(_WITH_GAPS, measured=result.measured, missing=missing)
    return unknown(told, result.expected)


def _subject(path: Path) -> str:
    """Proves which vault was meant to somebody who knows its identifier, and tells nobody else."""
    try:
        identifier = header.load(path).vault_id
    except (FieldNotesError, OSError):
        return "unreadable"
    return subject(identifier, secrets.token_hex(8))


def _platform() -> str:
    """System, its version and Python's. Never the host's name."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    if sys.platform == "win32":
        windows = sys.getwindowsversion()
        return f"Windows {windows.major}.{windows.minor}.{windows.build}, Python {python}"
    system = os.uname()
    return f"{system.sysname} {system.release} {system.machine}, Python {python}"
