"""Saved audit reports: what changed between two, and how a whole folder of them stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.audit import report as reports
from fieldnotes.audit import saved
from fieldnotes.audit.saved import Difference, Saved
from fieldnotes.errors import BadReport, CannotRead, FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audit import Status
from fieldnotes.vault.keys import header

_OF_ANOTHER = N_("it is of another vault than the one given")
_SEEN_FIRST = (Status.FAIL, Status.UNKNOWN, Status.WARN)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`differences`: what got worse first. `same_vault`: None where nobody gave the vault to compare with."""

    before: Saved
    after: Saved
    differences: tuple[Difference, ...]
    same_vault: bool | None

    @property
    def worse(self) -> int:
        return sum(one.worse for one in self.differences)


@dataclass(frozen=True, slots=True)
class Standing:
    """One report of a fleet: `name` is its file's, `code` its exit code, `worst` identifiers of what is wrong."""

    name: str
    made_on: str
    mode: str
    policy: str
    words: tuple[str, ...]
    code: int
    counts: dict[Status, int]
    worst: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fleet:
    """Reports of a folder: the signed before the others, the worst findings first. `unread`: files that are none, and
    why."""

    standings: tuple[Standing, ...]
    unread: tuple[tuple[str, str], ...]
    common: tuple[tuple[str, int], ...]
    """Checks that fail most often, with the number of reports in which they do."""


def compare(before: Path, after: Path, *, vault: Path | None = None) -> Comparison:
    """What changed from one report to a later one. With a vault's folder it is also proven that both are of it.

    Raises:
        BadReport: one cannot be believed, or is of another vault.
        NotAVault, HeaderDamaged, CannotRead, FileTooLarge.
    """
    old, new = saved.read(before), saved.read(after)
    if vault is not None:
        identifier = header.load(vault).vault_id
        for path, one in ((before, old), (after, new)):
            if not saved.is_of(one.report, identifier):
                raise BadReport(name=path.name, what=tr(_OF_ANOTHER))
    same = None if vault is None else True
    return Comparison(old, new, saved.differences(old.report, new.report), same)


def fleet(folder: Path) -> Fleet:
    """Every report (`*.json`) of a folder. One that cannot be believed is told, and does not hide the others.

    Raises:
        CannotRead: the folder.
    """
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == ".json" and path.is_file())
    except OSError as error:
        raise CannotRead(name=folder.name, reason=error.strerror or "") from error
    found: list[Standing] = []
    unread: list[tuple[str, str]] = []
    for path in files:
        try:
            found.append(_standing(path.name, saved.read(path)))
        except FieldNotesError as error:
            unread.append((path.name, error.sentence_text()))
    failing = Counter(identifier for one in found for identifier in one.worst)
    return Fleet(tuple(sorted(found, key=_worst_first)), tuple(unread), tuple(failing.most_common()))


def _standing(name: str, one: Saved) -> Standing:
    report = one.report
    failed = [finding for finding in reports.worst_first(report.findings) if finding.status is Status.FAIL]
    return Standing(
        name=name,
        made_on=report.made_on,
        mode=report.mode,
        policy=report.policy,
        words=one.words,
        code=reports.exit_code(report),
        counts={status: report.count(status) for status in Status},
        worst=tuple(finding.id for finding in failed),
    )


def _worst_first(one: Standing) -> tuple[object, ...]:
    return (not one.words, *(-one.counts[status] for status in _SEEN_FIRST), one.name)
