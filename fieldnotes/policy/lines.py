"""The lines of a policy that this program keeps or checks: what each may say, and the limit that it sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fieldnotes.crypto.capsule import MOST_RECIPIENTS, key_id
from fieldnotes.crypto.kdf import ITERATIONS_CEILING, LANES_CEILING, MEMORY_CEILING_KIB
from fieldnotes.errors import BadRecipient
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audit import Severity
from fieldnotes.model.level import Level
from fieldnotes.policy.limits import BUILT_IN, Wrong

Reader = Callable[[str, object], dict[str, Any]]
"""From a line's name and value to the fields of a Policy that it changes; raises Wrong."""

_MOST_WORDS = 24
_MOST_READERS = 8

FOR_PEOPLE = (
    *("levels.default", "levels.lower_requires", "levels.fields.", "recovery.two_person", "lock.on"),
    *("export.recipients_pinned", "export.dummy_stanzas_to", "export.ttl_days", "backup.location"),
    *("backup.recipients", "crypto.min_openssl", "crypto.advisories_max_age_days"),
)
"""Lines, or beginnings of them, that the format has and that only people can answer: they are named as unanswered."""


@dataclass(frozen=True, slots=True)
class _Number:
    """`limit`: the farthest sensible value on the strict side; beyond it the vault could not be used."""

    field: str
    limit: int
    at_least: bool = True
    """True: a larger number is stricter."""

    def __call__(self, line: str, value: object) -> dict[str, Any]:
        floor: int = getattr(BUILT_IN, self.field)
        low, high = (floor, self.limit) if self.at_least else (self.limit, floor)
        if not isinstance(value, int) or isinstance(value, bool):
            raise Wrong(tr(N_("{line} must be a whole number"), line=line))
        if not low <= value <= high:
            template = N_("{line} must be from {low} to {high}; a policy can only tighten")
            raise Wrong(tr(template, line=line, low=low, high=high))
        return {self.field: value}


@dataclass(frozen=True, slots=True)
class _Only:
    """A line that can only repeat what is built in."""

    value: object

    def __call__(self, line: str, value: object) -> dict[str, Any]:
        if value != self.value or type(value) is not type(self.value):
            raise Wrong(tr(N_("{line} may only be {value}"), line=line, value=str(self.value).lower()))
        return {}


@dataclass(frozen=True, slots=True)
class _Choice:
    field: str
    values: Mapping[str, object]

    def __call__(self, line: str, value: object) -> dict[str, Any]:
        if not isinstance(value, str) or value not in self.values:
            raise Wrong(tr(N_("{line} must be one of {values}"), line=line, values=", ".join(self.values)))
        return {self.field: self.values[value]}


def _recipients(line: str, value: object, most: int) -> tuple[str, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= most:
        raise Wrong(tr(N_("{line} must be a list of 1 to {most} keys"), line=line, most=most))
    try:
        ids = [key_id(str(recipient)) for recipient in value]
    except BadRecipient as error:
        raise Wrong(tr(N_("{line} may only hold post-quantum recipients (age1pq1…)"), line=line)) from error
    if len(set(ids)) != len(ids):
        raise Wrong(tr(N_("{line} names a key twice"), line=line))
    return tuple(map(str, value))


def _sealing(line: str, value: object) -> dict[str, Any]:
    return {"seal_recipients": _recipients(line, value, MOST_RECIPIENTS - 1)}  # a journey needs a place


def _organisation(line: str, value: object) -> dict[str, Any]:
    return {"org_keys": frozenset(key_id(one).hex() for one in _recipients(line, value, MOST_RECIPIENTS))}


def _version(line: str, value: object) -> dict[str, Any]:
    parts = value.split(".") if isinstance(value, str) else []
    if not 1 < len(parts) < 4 or not all(part.isascii() and part.isdecimal() and len(part) < 5 for part in parts):
        raise Wrong(tr(N_("{line} must be a version such as 4.17"), line=line))
    return {"min_sqlcipher": tuple(map(int, parts))}


_LEVELS = {level.name: level for level in Level if level is not Level.SEALED}
_SEVERITIES = {str(one): one for one in list(Severity)[list(Severity).index(BUILT_IN.fail_on) :]}

READERS: Mapping[str, Reader] = {
    "kdf.algorithm": _Only("argon2id"),
    "kdf.min_memory_mib": _Number("kdf_memory_mib", MEMORY_CEILING_KIB // 1024),
    "kdf.min_iterations": _Number("kdf_iterations", ITERATIONS_CEILING),
    "kdf.lanes": _Number("kdf_lanes", LANES_CEILING),
    "kdf.min_words": _Number("min_words", _MOST_WORDS),
    "levels.protected_idle_s": _Number("sealed_idle_s", 15, at_least=False),
    "seal.recipients": _sealing,
    "seal.require_post_quantum": _Only(True),
    "recovery.org_slot": _Choice("org_slot", {"required": "required", "forbidden": "forbidden", "optional": ""}),
    "recovery.recipients": _organisation,
    "erase.level_keys": _Choice("erase_levels", {"forbidden": False, "allowed": True}),
    "lock.idle_s": _Number("idle_lock_s", 15, at_least=False),
    "clipboard.clear_s": _Number("clipboard_s", 3, at_least=False),
    "clipboard.from_protected": _Only(False),
    "export.max_level": _Choice("export_level", _LEVELS),
    "export.min_recipients": _Number("min_recipients", _MOST_READERS),
    "export.pad": _Only("padme"),
    "backup.max_age_days": _Number("backup_age_days", 1, at_least=False),
    "platform.disk_encryption": _Only("required"),
    "platform.swap": _Only("encrypted-or-off"),
    "platform.core_dumps": _Only("off"),
    "platform.allow_synced_folder": _Only(False),
    "crypto.min_sqlcipher": _version,
    "audit.fail_on": _Choice("fail_on", _SEVERITIES),
    "audit.unknown_counts_as": _Only("warn"),
}
