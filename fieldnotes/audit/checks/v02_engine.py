"""V02: the open database is SQLCipher, of a version without known ways to lose data."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "V02"
TITLE = N_("The open database is encrypted by SQLCipher")
SEVERITY = Severity.CRITICAL
MODE = Mode.OWNER
WHY = N_("If another library answers, what is saved from now on may be written in the clear.")
FIX = N_("Lock the vault, and install FieldNotes again from a source you trust.")
MINIMUM = (4, 17)
_EXPECTED = N_("cipher_status 1, SQLCipher {least} or newer, provider openssl")
EXPECTED = Sentence(_EXPECTED, least=".".join(map(str, MINIMUM)))


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    facts = context.owner.database
    measured = Sentence(
        N_("cipher_status {status}, SQLCipher {version}, provider {provider}"),
        status=facts.cipher_status or N_("none"),
        version=facts.cipher_version or N_("none"),
        provider=facts.provider or N_("none"),
    )
    least = max(MINIMUM, context.policy.min_sqlcipher)
    sound = facts.cipher_status == "1" and _version(facts.cipher_version) >= least and facts.provider == "openssl"
    verdict = passed if sound else failed
    expected = Sentence(_EXPECTED, least=".".join(map(str, least)))
    return verdict(measured, expected, facts.provider_version)


def _version(text: str) -> tuple[int, ...]:
    """(4, 19, 0) of `4.19.0 community`; empty, and so too old, when it is not a version."""
    parts = text.partition(" ")[0].split(".")
    return tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else ()
