"""Which line of a policy each check answers, and which lines the program itself keeps."""

from __future__ import annotations

from collections.abc import Mapping

from fieldnotes.policy.limits import Policy
from fieldnotes.policy.lines import FIELDS, OPENSSL

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "V11": (FIELDS,),
    "V14": ("levels.default",),
    "L04": ("levels.lower_requires",),
    "E02": ("export.recipients_pinned", "export.dummy_stanzas_to", "export.ttl_days"),
    "H10": ("recovery.two_person",),
    "A08": ("lock.on",),
    "B05": ("backup.location",),
    "B06": ("backup.recipients",),
    "D01": ("crypto.advisories_max_age_days",),
    "D02": (OPENSSL,),
    "V02": ("crypto.min_sqlcipher",),
    "H02": ("kdf.algorithm", "kdf.min_memory_mib", "kdf.min_iterations", "kdf.lanes"),
    "H03": ("recovery.org_slot",),
    "H04": ("recovery.org_slot", "recovery.recipients"),
    "H05": ("seal.recipients",),
    "H07": ("kdf.min_words",),
    "H08": ("seal.require_post_quantum",),
    "H09": ("seal.recipients",),
    "F02": ("platform.allow_synced_folder",),
    "P01": ("platform.disk_encryption",),
    "P02": ("platform.swap",),
    "P03": ("platform.swap",),
    "P04": ("platform.core_dumps",),
    "A01": ("lock.idle_s",),
    "B01": ("backup.max_age_days",),
    "B04": ("backup.max_age_days",),
}
"""By the check's ID. What ends in a dot is the beginning of several lines."""

KEPT = frozenset(
    {
        "levels.protected_idle_s",
        "erase.level_keys",
        "clipboard.clear_s",
        "clipboard.from_protected",
        "export.max_level",
        "export.min_recipients",
        "export.pad",
        "export.reason",
        "audit.fail_on",
        "audit.unknown_counts_as",
    }
)
"""Lines that the program does not let anybody break; there is nothing to measure."""


def answered(check: str, policy: Policy) -> tuple[str, ...]:
    """The lines of this policy that a check answers."""
    return tuple(line for line in _lines(policy) if check in checks_for(line, policy))


def checks_for(line: str, policy: Policy) -> tuple[str, ...]:
    """IDs of the checks that answer a line; none for one that this program cannot read."""
    if line in policy.unanswered:
        return ()
    return tuple(check for check, names in ANSWERS.items() if any(_fits(line, name) for name in names))


def _lines(policy: Policy) -> tuple[str, ...]:
    return tuple(line for line, _ in policy.lines)


def _fits(line: str, name: str) -> bool:
    return line.startswith(name) if name.endswith(".") else line == name
