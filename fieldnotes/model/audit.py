"""What an audit found: measured, never believed, and never holding content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """Worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


class Status(StrEnum):
    PASS = "pass"  # noqa: S105 - the word of the report, not a secret
    WARN = "warn"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Mode(StrEnum):
    """Who or what must be there at least, so that a check can be measured."""

    EXTERNAL = "external"
    """Nobody: the folder, the program and the machine."""
    LEDGER = "ledger"
    """Somebody who can read the ledger."""
    OWNER = "owner"
    """The owner, with the vault open."""
    WINDOW = "window"
    """A running window, which tells it of itself."""


@dataclass(frozen=True, slots=True)
class Running:
    """What a running window tells of itself; None for what it did not tell, or where no window runs."""

    idle_lock_s: int | None = None
    """Seconds without input after which it locks; 0 for never."""
    locks_on: frozenset[str] | None = None
    """Events at which it locks here, of `policy.limits.LOCK_EVENTS`."""
    sealed_idle_s: int | None = None
    """Seconds without input after which the sealed compartment closes."""
    clipboard_s: int | None = None
    """Seconds after which copied text is cleared."""
    screen_hidden: bool | None = None
    """Whether the system keeps its windows out of pictures of the screen; None where it cannot."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check. `unknown` is not a pass."""

    id: str
    title: str
    severity: Severity
    status: Status
    measured: str
    expected: str
    why: str
    fix: str
    evidence: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()
    """Lines of the policy that this finding answers."""
    mode: Mode | None = None
    """None in reports of programs that did not tell it."""
    where: tuple[str, ...] = field(default=(), repr=False)
    """Paths on this computer of what is to be put right, for whoever sits at it; in a report only if asked for."""


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one run. `subject` is a salted hash of the vault's id, never its name or path."""

    subject: str
    made_on: str
    tool_version: str
    platform: str
    mode: str
    findings: tuple[Finding, ...]
    policy: str = ""
    fail_on: Severity = Severity.HIGH
    """A failure at or above this severity fails the audit as a whole."""

    @property
    def counts(self) -> Mapping[Status, int]:
        return {status: self.count(status) for status in Status}

    def count(self, status: Status) -> int:
        return sum(1 for finding in self.findings if finding.status is status)


@dataclass(frozen=True, slots=True)
class Measured:
    """The sums of one audit of the past. `day` is an ISO day."""

    day: str
    counts: Mapping[Status, int]
