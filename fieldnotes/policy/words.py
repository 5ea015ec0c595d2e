"""What the lines of a policy demand, in sentences for the people who have to keep them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fieldnotes.i18n import N_, tr
from fieldnotes.policy.limits import Policy
from fieldnotes.policy.lines import FIELDS, OPENSSL

_SENTENCES: Mapping[str, str] = {
    "kdf.algorithm": N_("Passphrases are stretched with Argon2id."),
    "kdf.min_memory_mib": N_("Every guess at a passphrase costs at least {value} MiB of memory."),
    "kdf.min_iterations": N_("Every guess goes over that memory at least {value} times."),
    "kdf.lanes": N_("Every guess takes at least {value} lanes."),
    "kdf.min_words": N_("A passphrase is at least as hard to guess as {value} words drawn by dice."),
    "levels.protected_idle_s": N_("Real names close after at most {value} seconds without a key or click."),
    "seal.recipients": N_(
        "Real names in the register, sealed records and sealed passages can be read at the office only, not on this "
        "computer."
    ),
    "seal.require_post_quantum": N_("What is sealed for the office stays closed to quantum computers too."),
    "levels.default": N_("A new record is never less protected than {value}."),
    "recovery.two_person": N_("Nobody outside can open this vault alone."),
    "lock.on": N_("The program locks at each of these: {value}."),
    "export.recipients_pinned": N_("A bundle is only for people whose words were compared with their card."),
    "export.dummy_stanzas_to": N_("A bundle seems to be for at least {value} keys, however few read it."),
    "export.reason": N_("A reason is asked for and kept, sealed, for whatever leaves."),
    "export.ttl_days": N_("FieldNotes does not open a bundle any more once it is {value} days old."),
    "backup.recipients": N_("The organisation's keys open every backup too."),
    "crypto.advisories_max_age_days": N_("The table of known faults is never older than {value} days."),
    "recovery.recipients": N_("Only the organisation's own key may be a way into this vault."),
    "lock.idle_s": N_("The program locks after at most {value} seconds without a key or click."),
    "clipboard.clear_s": N_("Copied text is cleared after at most {value} seconds."),
    "clipboard.from_protected": N_("Nothing sealed is copied."),
    "export.max_level": N_("Records more protected than {value} do not leave in a bundle."),
    "export.min_recipients": N_("A bundle is for at least {value} keys."),
    "export.pad": N_("The size of a bundle does not tell how much is in it."),
    "backup.max_age_days": N_("A verified backup is never older than {value} days."),
    "platform.disk_encryption": N_("The disk of this computer is encrypted."),
    "platform.swap": N_("The swap space is encrypted, or there is none."),
    "platform.core_dumps": N_("A crash leaves no copy of memory on the disk."),
    "platform.allow_synced_folder": N_("The vault is not in a folder that goes to a cloud."),
    "crypto.min_sqlcipher": N_("The database is kept by SQLCipher {value} or newer."),
    "audit.fail_on": N_("An audit fails from findings of severity {value} on."),
    "audit.unknown_counts_as": N_("What an audit cannot measure is never taken for good."),
}
_FIELD = N_("{kind} is never less protected than {value}.")
_OPENSSL = N_("OpenSSL {branch} is at least version {value}.")
_CHOICES: Mapping[tuple[str, str], str] = {
    ("levels.lower_requires", "reason"): N_("A level is lowered for a reason only."),
    ("levels.lower_requires", "reauth+reason"): N_(
        "A level is lowered for a reason only, while the sealed compartment is open."
    ),
    ("levels.lower_requires", "reason+second"): N_("A level is lowered for a reason, by two people only."),
    ("levels.lower_requires", "reauth+reason+second"): N_(
        "A level is lowered for a reason, by two people only, while the sealed compartment is open."
    ),
    ("backup.location", "other-volume"): N_("Backups are made on another disk than the vault's only."),
    ("backup.location", "any"): N_("Backups may be made anywhere."),
    ("recovery.org_slot", "required"): N_("The organisation can open this vault when its owner cannot."),
    ("recovery.org_slot", "forbidden"): N_("No organisation can open this vault."),
    ("recovery.org_slot", "optional"): N_("Its owner decides whether the organisation can open this vault."),
    ("erase.level_keys", "forbidden"): N_("Whole levels may not be erased."),
    ("erase.level_keys", "allowed"): N_("Whole levels may be erased, in two steps."),
}
_UNANSWERED = N_("{line} = {value}: nothing here checks this. Ask your security lead what it means for you.")


@dataclass(frozen=True, slots=True)
class Demand:
    """One line of a policy. `answered`: the program keeps it or an audit checks it."""

    line: str
    value: str
    sentence: str
    answered: bool


def demands(policy: Policy) -> tuple[Demand, ...]:
    """Every line of the document in its order, as a sentence each."""
    return tuple(_demand(policy, line, value) for line, value in policy.lines)


def sentence(line: str, value: str) -> str:
    """What a line of the format demands with a value, in plain words; the value as `Policy.lines` tells it."""
    return _demand(Policy(), line, value).sentence


def _demand(policy: Policy, line: str, value: str) -> Demand:
    template = _CHOICES.get((line, value)) or _SENTENCES.get(line) or _family(line)
    if template is None or line in policy.unanswered:
        return Demand(line, value, tr(_UNANSWERED, line=line, value=value), answered=False)
    kind, branch = line.removeprefix(FIELDS), line.removeprefix(OPENSSL)
    return Demand(line, value, tr(template, value=value, kind=kind, branch=branch), answered=True)


def _family(line: str) -> str | None:
    """The sentence of lines that have one name for each of many things."""
    if line.startswith(OPENSSL):
        return _OPENSSL
    return _FIELD if line.startswith(FIELDS) else None
