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
from fieldnotes.model.record import Kind
from fieldnotes.model.register import EntityType
from fieldnotes.policy.limits import BUILT_IN, LOCK_EVENTS, Need, Wrong

Reader = Callable[[str, object], dict[str, Any]]
"""From a line's name and value to the fields of a Policy that it changes; raises Wrong."""

_MOST_WORDS = 24
_MOST_READERS = 8
MOST_SHOWN = 16
"""A bundle is seen to be for so many keys at the most: 1.6 kB each."""

FIELDS = "levels.fields."
OPENSSL = "crypto.min_openssl."

FOR_PEOPLE = (FIELDS,)
"""Beginnings of lines that the format has even where this program knows no such kind: they are named as unanswered."""


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
    """A line that can only have one value: what is built in, or what is switched on by it in `field`."""

    value: object
    field: str = ""

    def __call__(self, line: str, value: object) -> dict[str, Any]:
        if value != self.value or type(value) is not type(self.value):
            raise Wrong(tr(N_("{line} may only be {value}"), line=line, value=str(self.value).lower()))
        return {self.field: self.value} if self.field else {}


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
    recipients = _recipients(line, value, MOST_RECIPIENTS)
    return {"org_keys": frozenset(key_id(one).hex() for one in recipients), "org_recipients": recipients}


def _backup_readers(line: str, value: object) -> dict[str, Any]:
    return {"backup_recipients": _recipients(line, value, MOST_RECIPIENTS)}


def _sqlcipher(line: str, value: object) -> dict[str, Any]:
    return {"min_sqlcipher": _version(line, value)}


def _openssl(line: str, value: object) -> dict[str, Any]:
    branch, least = _version(line, line.removeprefix(OPENSSL)), _version(line, value)
    if least[: len(branch)] != branch:
        raise Wrong(tr(N_("{line} must be a version of its own branch"), line=line))
    return {"min_openssl": ((branch, least),)}


def _version(line: str, value: object) -> tuple[int, ...]:
    parts = value.split(".") if isinstance(value, str) else []
    if not 1 < len(parts) < 4 or not all(part.isascii() and part.isdecimal() and len(part) < 5 for part in parts):
        raise Wrong(tr(N_("{line} must be a version such as 4.17"), line=line))
    return tuple(map(int, parts))


def _field(line: str, value: object) -> dict[str, Any]:
    chosen = _Choice("field_levels", _EVERY_LEVEL)(line, value)["field_levels"]
    return {"field_levels": ((line.removeprefix(FIELDS), chosen),)}


def _events(line: str, value: object) -> dict[str, Any]:
    if not isinstance(value, list) or not value or any(one not in LOCK_EVENTS for one in value):
        raise Wrong(tr(N_("{line} must be a list of {values}"), line=line, values=", ".join(LOCK_EVENTS)))
    return {"lock_on": tuple(dict.fromkeys(value))}


_EVERY_LEVEL = {level.name: level for level in Level}
_LEVELS = {level.name: level for level in Level if level is not Level.SEALED}
_LOWERING = {
    "+".join(needs): frozenset(needs)
    for needs in (
        (Need.REASON,),
        (Need.REAUTH, Need.REASON),
        (Need.REASON, Need.SECOND),
        (Need.REAUTH, Need.REASON, Need.SECOND),
    )
}
_SEVERITIES = {str(one): one for one in list(Severity)[list(Severity).index(BUILT_IN.fail_on) :]}

READERS: Mapping[str, Reader] = {
    "kdf.algorithm": _Only("argon2id"),
    "kdf.min_memory_mib": _Number("kdf_memory_mib", MEMORY_CEILING_KIB // 1024),
    "kdf.min_iterations": _Number("kdf_iterations", ITERATIONS_CEILING),
    "kdf.lanes": _Number("kdf_lanes", LANES_CEILING),
    "kdf.min_words": _Number("min_words", _MOST_WORDS),
    "levels.protected_idle_s": _Number("sealed_idle_s", 15, at_least=False),
    "levels.default": _Choice("least_level", _EVERY_LEVEL),
    "levels.lower_requires": _Choice("lowering", _LOWERING),
    **{f"{FIELDS}{kind}.name": _field for kind in EntityType},
    **{f"{FIELDS}{kind}.body": _field for kind in Kind},
    "seal.recipients": _sealing,
    "seal.require_post_quantum": _Only(True),
    "recovery.org_slot": _Choice("org_slot", {"required": "required", "forbidden": "forbidden", "optional": ""}),
    "recovery.recipients": _organisation,
    "recovery.two_person": _Only(True, "two_person"),
    "erase.level_keys": _Choice("erase_levels", {"forbidden": False, "allowed": True}),
    "lock.idle_s": _Number("idle_lock_s", 15, at_least=False),
    "lock.on": _events,
    "clipboard.clear_s": _Number("clipboard_s", 3, at_least=False),
    "clipboard.from_protected": _Only(False),
    "export.max_level": _Choice("export_level", _LEVELS),
    "export.min_recipients": _Number("min_recipients", _MOST_READERS),
    "export.pad": _Only("padme"),
    "export.recipients_pinned": _Only(True, "pinned_recipients"),
    "export.dummy_stanzas_to": _Number("shown_recipients", MOST_SHOWN),
    "export.reason": _Choice("export_reason", {"required": True}),
    "export.ttl_days": _Number("ttl_days", 1, at_least=False),
    "backup.max_age_days": _Number("backup_age_days", 1, at_least=False),
    "backup.location": _Choice("backup_elsewhere", {"other-volume": True, "any": False}),
    "backup.recipients": _backup_readers,
    "platform.disk_encryption": _Only("required"),
    "platform.swap": _Only("encrypted-or-off"),
    "platform.core_dumps": _Only("off"),
    "platform.allow_synced_folder": _Only(False),
    "crypto.min_sqlcipher": _sqlcipher,
    "crypto.advisories_max_age_days": _Number("advisories_days", 1, at_least=False),
    "audit.fail_on": _Choice("fail_on", _SEVERITIES),
    "audit.unknown_counts_as": _Only("warn"),
}


def reader_of(line: str) -> Reader | None:
    """What reads a line; None for one that this program does not know."""
    return _openssl if line.startswith(OPENSSL) else READERS.get(line)


_MORE = N_("from {low} to {high}; more is stricter")
_LESS = N_("from {low} to {high}; less is stricter")


def allowed(line: str) -> str:
    """What a line may say, in words; empty where its sentence says all."""
    reader = reader_of(line)
    if isinstance(reader, _Number):
        floor: int = getattr(BUILT_IN, reader.field)
        template = (
            N_("from {low} to {high}; more is stricter")
            if reader.at_least
            else N_("from {low} to {high}; less is stricter")
        )
        low, high = (floor, reader.limit) if reader.at_least else (reader.limit, floor)
        return tr(template, low=low, high=high)
    if isinstance(reader, _Choice):
        return tr(N_("one of {values}"), values=", ".join(reader.values))
    if isinstance(reader, _Only):
        return tr(N_("may only have this value"))
    if reader is _events:
        return tr(N_("any of {values}"), values=", ".join(LOCK_EVENTS))
    if reader is _field:
        return tr(N_("one of {values}"), values=", ".join(_EVERY_LEVEL))
    return ""


def contradiction(changes: Mapping[str, Any]) -> tuple[str, str] | None:
    """A line, and the field that it sets, that cannot be kept together with the others; None when all can."""
    readers, organisation = changes.get("backup_recipients", ()), changes.get("org_keys", frozenset())
    if changes.get("two_person") and (changes.get("org_slot") == "required" or readers):
        return "recovery.two_person", "two_person"  # every way in that this program can add is one key's alone
    strange = organisation and any(key_id(one).hex() not in organisation for one in readers)
    if readers and (strange or changes.get("org_slot") == "forbidden"):
        return "backup.recipients", "backup_recipients"
    return None
