"""What every check looks like, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fieldnotes.audit.answers import answered
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Finding, Mode, Severity, Status
from fieldnotes.model.sentence import Sentence
from fieldnotes.policy.limits import BUILT_IN, Policy

if TYPE_CHECKING:
    from fieldnotes.audit.context import Context


@dataclass(frozen=True, slots=True)
class Result:
    """One measurement. All texts hold numbers, codes and kinds of places: never a name, a title or a path.

    Each is a `Sentence` or marked with N_, so that it can be told in the reader's language.
    """

    status: Status
    measured: str
    expected: str
    evidence: tuple[str, ...] = ()
    where: tuple[str, ...] = field(default=(), repr=False)
    """The one exception: paths of what is to be put right. They reach a report only if its maker asks for them."""

    def at(self, paths: Iterable[Path | str]) -> Result:
        """The same, with where it was found."""
        return replace(self, where=tuple(str(path) for path in paths))


def passed(measured: str, expected: str, *evidence: str) -> Result:
    return Result(Status.PASS, measured, expected, evidence)


def warned(measured: str, expected: str, *evidence: str) -> Result:
    return Result(Status.WARN, measured, expected, evidence)


def failed(measured: str, expected: str, *evidence: str) -> Result:
    return Result(Status.FAIL, measured, expected, evidence)


def unknown(reason: str, expected: str, *evidence: str) -> Result:
    """Could not be measured, and why. Never a pass."""
    return Result(Status.UNKNOWN, reason, expected, evidence)


def not_applicable(reason: str, expected: str) -> Result:
    return Result(Status.NOT_APPLICABLE, reason, expected)


def within_seconds(seconds: int | None, limit: int, expected: str, silence: str) -> Result:
    """A time limit that a running window told: 0 or less means never, None that no window said it (`silence`)."""
    if seconds is None:
        return unknown(silence, expected)
    measured = Sentence(N_("after {seconds} seconds"), seconds=seconds) if seconds > 0 else N_("never")
    return passed(measured, expected) if 0 < seconds <= limit else failed(measured, expected)


class Check(Protocol):
    """A module of `checks`: its constants and its `run`. The texts are marked for translation."""

    ID: str
    TITLE: str
    SEVERITY: Severity
    MODE: Mode
    WHY: str
    FIX: str

    def run(self, context: Context) -> Result:
        """Measure and judge.

        Raises:
            OSError, FieldNotesError: what was to be measured cannot be read; the runner says unknown.
            Cancelled: the user asked to stop.
        """


def finding(check: Check, result: Result, policy: Policy = BUILT_IN) -> Finding:
    """What is told of a result, with the lines of the policy that it answers."""
    return Finding(
        id=check.ID,
        title=check.TITLE,
        severity=check.SEVERITY,
        status=result.status,
        measured=result.measured,
        expected=result.expected,
        why=check.WHY,
        fix=check.FIX,
        evidence=result.evidence,
        policy=answered(check.ID, policy),
        mode=check.MODE,
        where=result.where,
    )
