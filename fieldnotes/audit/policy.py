"""The limits an audit holds a vault to: built in, and tightened by a policy file of the security lead.

The file is TOML of the format `fieldnotes-policy/1`. This reader takes it unsigned, answers the lines it knows and
names those that it does not, so that nobody believes a line was checked that was not.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from fieldnotes.crypto.capsule import MOST_RECIPIENTS, key_id
from fieldnotes.crypto.kdf import (
    ITERATIONS_CEILING,
    LANES_CEILING,
    MEMORY_CEILING_KIB,
    NEW_FLOOR_ITERATIONS,
    NEW_FLOOR_KIB,
)
from fieldnotes.errors import BadPolicy, BadRecipient
from fieldnotes.files import read_limited
from fieldnotes.model.audit import Severity

FORMAT = "fieldnotes-policy/1"
MAX_BYTES = 65536
_MOST_WORDS = 24

SEVERITIES = (Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFO)
"""Worst first."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits in the units of their names. The defaults are the floors that a file can only tighten."""

    name: str = ""
    """Identifier, version and hash of the file; empty for the built-in limits."""
    expires: date | None = None
    kdf_memory_mib: int = NEW_FLOOR_KIB // 1024
    kdf_iterations: int = NEW_FLOOR_ITERATIONS
    kdf_lanes: int = 1
    min_words: int = 0
    """As many dice words a passphrase must be worth when it is set."""
    org_slot: str = ""
    """`required` or `forbidden`: a slot by which the organisation opens the vault; empty where the owner decides."""
    org_keys: frozenset[str] = frozenset()
    """Key ids (16 hex digits) of the organisation; empty where the policy pins none."""
    idle_lock_s: int = 300
    backup_age_days: int = 30
    fail_on: Severity = Severity.HIGH
    unanswered: tuple[str, ...] = field(default=())
    """Lines of the file that no check of this program answers."""


BUILT_IN = Policy()


@dataclass(frozen=True, slots=True)
class _Number:
    field: str
    at_least: bool
    """True: a larger number is stricter."""
    limit: int
    """The farthest sensible value on the strict side; beyond it the vault could not be used."""


_NUMBERS = {
    "kdf.min_memory_mib": _Number("kdf_memory_mib", at_least=True, limit=MEMORY_CEILING_KIB // 1024),
    "kdf.min_iterations": _Number("kdf_iterations", at_least=True, limit=ITERATIONS_CEILING),
    "kdf.lanes": _Number("kdf_lanes", at_least=True, limit=LANES_CEILING),
    "kdf.min_words": _Number("min_words", at_least=True, limit=_MOST_WORDS),
    "lock.idle_s": _Number("idle_lock_s", at_least=False, limit=15),
    "backup.max_age_days": _Number("backup_age_days", at_least=False, limit=1),
}
_ONLY = {
    "kdf.algorithm": "argon2id",
    "platform.disk_encryption": "required",
    "platform.swap": "encrypted-or-off",
    "platform.core_dumps": "off",
    "platform.allow_synced_folder": False,
}
"""Lines that can only repeat what is built in."""
_TOP = ("format", "id", "version", "issued", "expires")


def read(path: Path) -> Policy:
    """Read a policy file.

    Raises:
        BadPolicy: not TOML, another format, a wrong value, or a value looser than what is built in.
        CannotRead, FileTooLarge: the file.
    """
    raw = read_limited(path, MAX_BYTES)
    try:
        return parse(raw)
    except _Wrong as error:
        raise BadPolicy(name=path.name, what=str(error)) from error


class _Wrong(ValueError):
    """What is wrong with the file, in words that repeat nothing of its free text."""


def parse(raw: bytes) -> Policy:
    """The policy in the bytes of a file; ValueError says what is wrong."""
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise _Wrong("it is not TOML") from error
    changes: dict[str, Any] = {"name": _name(table, raw), "expires": _day(table, "expires")}
    _day(table, "issued")
    unanswered = []
    for line, value in _lines(table):
        if line in _NUMBERS:
            changes[_NUMBERS[line].field] = _number(line, value)
        elif line in _ONLY:
            if value != _ONLY[line]:
                raise _Wrong(f"{line} may only be {_ONLY[line]!r}")
        elif line in _OTHERS:
            field_, reader = _OTHERS[line]
            changes[field_] = reader(value)
        elif line not in _TOP:
            unanswered.append(line)
    return replace(BUILT_IN, **changes, unanswered=tuple(unanswered))


def _name(table: Mapping[str, Any], raw: bytes) -> str:
    if table.get("format") != FORMAT:
        raise _Wrong(f"its format is not {FORMAT}")
    identifier, version = table.get("id"), table.get("version")
    if not isinstance(identifier, str) or not 0 < len(identifier) <= 64 or not identifier.isprintable():
        raise _Wrong("id must be a short text")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _Wrong("version must be a whole number from 1")
    return f"{identifier} version {version} sha256 {hashlib.sha256(raw).hexdigest()[:16]}"


def _day(table: Mapping[str, Any], line: str) -> date | None:
    value = table.get(line)
    if value is None:
        return None
    if type(value) is not date:
        raise _Wrong(f"{line} must be a day such as 2027-05-01")
    return value


def _lines(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """Every leaf with its dotted name, depth first."""
    lines: list[tuple[str, Any]] = []
    for key, value in table.items():
        name = prefix + key
        if isinstance(value, dict):
            lines += _lines(value, name + ".")
        else:
            lines.append((name, value))
    return lines


def _number(line: str, value: object) -> int:
    rule = _NUMBERS[line]
    floor: int = getattr(BUILT_IN, rule.field)
    low, high = (floor, rule.limit) if rule.at_least else (rule.limit, floor)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Wrong(f"{line} must be a whole number")
    if not low <= value <= high:
        raise _Wrong(f"{line} must be from {low} to {high}; a policy can only tighten")
    return value


def _fail_on(value: object) -> Severity:
    allowed = SEVERITIES[SEVERITIES.index(BUILT_IN.fail_on) :]
    if value not in allowed:
        raise _Wrong(f"audit.fail_on must be one of {', '.join(allowed)}")
    return Severity(str(value))


def _org_slot(value: object) -> str:
    if value not in ("required", "forbidden", "optional"):
        raise _Wrong("recovery.org_slot must be required, forbidden or optional")
    return "" if value == "optional" else str(value)


def _key_ids(value: object) -> frozenset[str]:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_RECIPIENTS:
        raise _Wrong(f"recovery.recipients must be a list of 1 to {MOST_RECIPIENTS} keys")
    try:
        return frozenset(key_id(str(recipient)).hex() for recipient in value)
    except BadRecipient as error:
        raise _Wrong("recovery.recipients may only hold post-quantum recipients (age1pq1...)") from error


_OTHERS: Mapping[str, tuple[str, Callable[[object], object]]] = {
    "audit.fail_on": ("fail_on", _fail_on),
    "recovery.org_slot": ("org_slot", _org_slot),
    "recovery.recipients": ("org_keys", _key_ids),
}
"""Lines that are not numbers: the field, and who reads it."""
