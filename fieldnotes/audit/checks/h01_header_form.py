"""H01: the header is exactly what this program writes."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed
from fieldnotes.audit.context import Context
from fieldnotes.errors import HeaderDamaged, NotAVault, VaultTooNew
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.keys import header

ID = "H01"
TITLE = N_("The header is whole and of a known version")
SEVERITY = Severity.CRITICAL
MODE = Mode.EXTERNAL
WHY = N_("The header holds the wrapped keys. If it is damaged, nobody can open the vault; if altered, somebody tried.")
FIX = N_("Do not save anything. Make a copy of the folder, then put the header of a backup in its place.")
EXPECTED = Sentence(N_("one canonical header of format 1 to {format} whose checksum fits"), format=header.FORMAT)


def run(context: Context) -> Result:
    try:
        found = header.load(context.path)
    except (HeaderDamaged, NotAVault, VaultTooNew) as error:
        return failed(error.code, EXPECTED)
    return passed(
        Sentence(N_("format {format}, generation {generation}"), format=found.format, generation=found.generation),
        EXPECTED,
    )
