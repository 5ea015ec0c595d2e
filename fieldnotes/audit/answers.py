"""Which line of a policy each check answers, and which lines the program itself keeps."""

from __future__ import annotations

from collections.abc import Mapping

from fieldnotes.policy.limits import Policy

ANSWERS: Mapping[str, tuple[str, ...]] = {
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
"""By the check's ID."""

KEPT = frozenset(
    {
        "levels.protected_idle_s",
        "erase.level_keys",
        "clipboard.clear_s",
        "clipboard.from_protected",
        "export.max_level",
        "export.min_recipients",
        "export.pad",
        "audit.fail_on",
        "audit.unknown_counts_as",
    }
)
"""Lines that the program does not let anybody break; there is nothing to measure."""


def answered(check: str, policy: Policy) -> tuple[str, ...]:
    """The lines of this policy that a check answers."""
    return tuple(line for line in ANSWERS.get(check, ()) if policy.says(line))


def checks_for(line: str) -> tuple[str, ...]:
    """IDs of the checks that answer a line."""
    return tuple(check for check, lines in ANSWERS.items() if line in lines)
