"""A policy to begin with: every line that the format knows, explained, at the built-in value or a stricter one.

What nothing is demanded of by itself stands there as a comment, to be switched on.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass

from fieldnotes.i18n import N_, tr
from fieldnotes.policy.document import FORMAT, shown
from fieldnotes.policy.limits import LOCK_EVENTS
from fieldnotes.policy.lines import FIELDS, OPENSSL, READERS, allowed
from fieldnotes.policy.words import sentence

Value = str | int | list[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """`usual`: the built-in value, None where nothing is demanded. `strict`: what is recommended where it matters, None
    for nothing. `example`: shown as a comment where there is no value."""

    usual: Value | None
    strict: Value | None
    example: Value = ""


def _same(value: Value) -> _Line:
    return _Line(value, value)


def _asked(strict: Value) -> _Line:
    """A line that demands nothing unless it is there."""
    return _Line(None, strict, strict)


def _to_be_filled(example: Value) -> _Line:
    """A line of which only the lead can know the value."""
    return _Line(None, None, example)


_KEYS = ["age1pq1…"]
_LEVELS: Mapping[str, str] = {
    **dict.fromkeys(("person.name", "phone.name", "email.name", "handle.name", "document.name"), "SEALED"),
    **dict.fromkeys(("org.name", "place.name"), "INTERNAL"),
    **dict.fromkeys(("testimony.body", "note.body", "incident.body", "evidence.body"), "INTERNAL"),
}
"""The least level of each kind where much is at stake; of the others none."""

_LINES: Mapping[str, _Line] = {
    "kdf.algorithm": _same("argon2id"),
    "kdf.min_memory_mib": _Line(256, 512),
    "kdf.min_iterations": _Line(3, 4),
    "kdf.lanes": _same(1),
    "kdf.min_words": _Line(0, 6),
    "levels.protected_idle_s": _Line(120, 60),
    "levels.default": _Line("PUBLIC", "INTERNAL"),
    "levels.lower_requires": _Line("reason", "reauth+reason+second"),
    **{line: _Line("PUBLIC", _LEVELS.get(line.removeprefix(FIELDS), "PUBLIC")) for line in READERS if FIELDS in line},
    "seal.recipients": _to_be_filled(_KEYS),
    "seal.require_post_quantum": _same(True),
    "recovery.org_slot": _same("optional"),
    "recovery.recipients": _to_be_filled(_KEYS),
    "recovery.two_person": _to_be_filled(True),
    "erase.level_keys": _Line("allowed", "forbidden"),
    "lock.idle_s": _Line(300, 120),
    "lock.on": _asked(list(LOCK_EVENTS)),
    "clipboard.clear_s": _Line(20, 10),
    "clipboard.from_protected": _same(False),
    "export.max_level": _Line("INTERNAL", "ANONYMOUS"),
    "export.min_recipients": _same(1),
    "export.pad": _same("padme"),
    "export.recipients_pinned": _asked(True),
    "export.dummy_stanzas_to": _Line(4, 8),
    "export.reason": _asked("required"),
    "export.ttl_days": _asked(365),
    "backup.max_age_days": _Line(30, 7),
    "backup.location": _Line("any", "other-volume"),
    "backup.recipients": _to_be_filled(_KEYS),
    "platform.disk_encryption": _same("required"),
    "platform.swap": _same("encrypted-or-off"),
    "platform.core_dumps": _same("off"),
    "platform.allow_synced_folder": _same(False),
    "crypto.min_sqlcipher": _same("4.17"),
    "crypto.advisories_max_age_days": _asked(60),
    "audit.fail_on": _Line("high", "medium"),
    "audit.unknown_counts_as": _same("warn"),
    f"{OPENSSL}3.6": _to_be_filled("3.6.3"),
}
_HEADING = N_("Every line can only make vaults stricter. A line that begins with # demands nothing.")
_HEAD = N_("The same in all versions; a vault takes only a higher version.")
_UNTIL = N_("A day after which everybody is told to ask for a newer policy.")


def draft(name: str, *, strict: bool = False) -> str:
    """The text of a policy called `name`, version 1. `strict`: the tighter values that are recommended."""
    parts = [
        f"# {tr(_HEADING)}",
        f"format = {written(FORMAT)}",
        f"# {tr(_HEAD)}",
        f"id = {written(name)}",
        "version = 1",
        f"# {tr(_UNTIL)}",
        "# expires = 2027-05-01",
    ]
    for table, lines in itertools.groupby(_LINES, key=table_of):
        parts += ["", f"[{table}]"]
        for line in lines:
            parts += _told(line, _LINES[line], strict=strict)
    return "\n".join(parts) + "\n"


def table_of(line: str) -> str:
    """The table in which a line is written: of what has many members the one that gathers them."""
    for family in (FIELDS, OPENSSL):
        if line.startswith(family):
            return family.removesuffix(".")
    return line.rpartition(".")[0]


def key_of(line: str) -> str:
    """The key of a line within its table, as TOML writes it."""
    if line.startswith(OPENSSL):
        return written(line.removeprefix(OPENSSL))
    return line.removeprefix(f"{table_of(line)}.")


def written(value: object) -> str:
    """A value as TOML 1.0 writes it: text, truth, whole numbers and lists of them are written as in JSON."""
    return json.dumps(value, ensure_ascii=False)


def _told(line: str, values: _Line, *, strict: bool) -> list[str]:
    value = values.strict if strict else values.usual
    example = values.example if value is None else value
    may = allowed(line)
    comment = f"# {sentence(line, shown(example))}{f' ({may})' if may else ''}"
    return [comment, f"{'# ' if value is None else ''}{key_of(line)} = {written(example)}"]
