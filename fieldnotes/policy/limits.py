"""What a policy sets: every limit in one value, whose defaults are what is built in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fieldnotes import clock
from fieldnotes.crypto.kdf import NEW_FLOOR_ITERATIONS, NEW_FLOOR_KIB
from fieldnotes.model.audit import Severity
from fieldnotes.model.level import Level

LOCK_EVENTS = ("suspend", "screenlock", "user-switch", "lid", "minimise")


class Need(StrEnum):
    """What may be needed to lower a level. `REAUTH`: the sealed compartment was opened and has not closed again."""

    REAUTH = "reauth"
    REASON = "reason"
    SECOND = "second"


class Wrong(ValueError):
    """What is wrong with a document, in words that repeat nothing of its free text."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits in the units of their names. The defaults are the floors that a document can only tighten."""

    id: str = ""
    """Empty for the built-in limits."""
    version: int = 0
    sha256: str = ""
    """Of the document, in hex."""
    issued: date | None = None
    expires: date | None = None
    successor: bytes = b""
    """The key that may sign the next version instead of this one's; empty for none."""
    kdf_memory_mib: int = NEW_FLOOR_KIB // 1024
    kdf_iterations: int = NEW_FLOOR_ITERATIONS
    kdf_lanes: int = 1
    min_words: int = 0
    """As many dice words a passphrase must be worth when it is set."""
    seal_recipients: tuple[str, ...] = ()
    """Who alone may read what is SEALED; empty where its key stays with the owner."""
    org_slot: str = ""
    """`required` or `forbidden`: a slot by which the organisation opens the vault; empty where the owner decides."""
    org_keys: frozenset[str] = frozenset()
    """Key ids (16 hex digits) of the organisation; empty where the policy pins none."""
    org_recipients: tuple[str, ...] = ()
    """The keys themselves, `age1pq1…`."""
    two_person: bool = False
    """Nobody outside opens the vault alone."""
    erase_levels: bool = True
    """Whole levels may be erased."""
    least_level: Level = Level.PUBLIC
    """What a new record gets at the least."""
    field_levels: tuple[tuple[str, Level], ...] = ()
    """The least level by kind: `person.name` of a register entry, `testimony.body` of a record."""
    lowering: frozenset[Need] = frozenset({Need.REASON})
    """What there must be before a level is lowered."""
    lock_on: tuple[str, ...] = ()
    """Events, of `LOCK_EVENTS`, at which a window has to lock."""
    idle_lock_s: int = 300
    sealed_idle_s: int = 120
    clipboard_s: int = 20
    export_level: Level = Level.INTERNAL
    """The most protected level whose records may leave in a bundle."""
    min_recipients: int = 1
    pinned_recipients: bool = False
    """A bundle is only for contact cards whose words were compared."""
    shown_recipients: int = 4
    """As many keys a bundle seems to be for at the least."""
    export_reason: bool = False
    """A reason is written down for whatever leaves."""
    ttl_days: int = 3650
    """After so many days a bundle expires, where a line says so."""
    backup_age_days: int = 30
    backup_elsewhere: bool = False
    """Backups are made on another volume than the vault's only."""
    backup_recipients: tuple[str, ...] = ()
    """Keys, `age1pq1…`, that open every backup."""
    min_sqlcipher: tuple[int, ...] = ()
    min_openssl: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    """The least version of each branch of OpenSSL: ((3, 6), (3, 6, 3))."""
    advisories_days: int = 3650
    """How old the table of known faults may be, where a line says so."""
    fail_on: Severity = Severity.HIGH
    lines: tuple[tuple[str, str], ...] = ()
    """Every line of the document but its head, as (dotted name, value in short)."""
    unanswered: tuple[str, ...] = ()
    """Names of lines that nothing in this program keeps or checks."""
    unknown: tuple[str, ...] = ()
    """Those of them that the format does not have: a slip of the pen, or a later program's."""

    @property
    def name(self) -> str:
        """Identifier, version and hash; empty for the built-in limits."""
        return f"{self.id} version {self.version} sha256 {self.sha256[:16]}" if self.id else ""

    @property
    def expired(self) -> bool:
        """An expired policy is told loudly; its limits stay."""
        return self.expires is not None and self.expires < clock.today()

    def says(self, line: str) -> bool:
        return any(name == line for name, _ in self.lines)

    def least_of(self, field: str) -> Level:
        """The least level of a kind, such as `person.name`."""
        return dict(self.field_levels).get(field, Level.PUBLIC)


BUILT_IN = Policy()
