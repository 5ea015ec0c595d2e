"""L01: no entry of the ledger was changed, removed, inserted or reordered, in the vault and in the file beside it."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown, warned
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.check import Area
from fieldnotes.vault.keys import header
from fieldnotes.vault.ledger import ledger_reader
from fieldnotes.vault.ledger.frame import Kind
from fieldnotes.vault.ledger.ledger_file import FILE_NAME
from fieldnotes.vault.notices import NoticeKind

ID = "L01"
TITLE = N_("The ledger is unbroken")
SEVERITY = Severity.CRITICAL
MODE = Mode.EXTERNAL
WHY = N_("The ledger says what left this vault and when. A broken chain means that somebody rewrote it.")
FIX = N_("Make a copy of the folder and give it to your security lead; compare with the bundles others received.")
EXPECTED = N_("every entry continues the one before, every checkpoint is signed by the device")
_ALARMS = (NoticeKind.FILE_CHANGED.value, NoticeKind.FILE_MISSING.value, NoticeKind.CLOSE_MISSING.value)


def run(context: Context) -> Result:
    if context.owner is None:
        return _outside(context)
    found = context.owner.examine(context.watch)
    if not found.finished:
        return unknown(N_("the database cannot be read to its end"), EXPECTED)
    if found.counts[Area.LEDGER]:
        return failed(N_("the ledger or its file was changed"), EXPECTED)
    past = context.owner.history.alarms(*_ALARMS)
    if past:
        return warned(Sentence(N_("the chain holds; {past} times before, the file did not fit"), past=past), EXPECTED)
    return passed(N_("the chain holds"), EXPECTED)


def _outside(context: Context) -> Result:
    """The file alone, by the public key in the header: nobody vouches for that key here."""
    path = context.path / FILE_NAME
    if not path.is_file():
        return unknown(N_("there is no ledger file"), EXPECTED)
    found = header.load(context.path)
    with path.open("rb") as file:
        reading = ledger_reader.read(file, vault_id=found.vault_id, public=found.signing_public)
    counted = Sentence(
        N_("{entries} entries, {checkpoints} checkpoints"),
        entries=reading.counts[Kind.ENTRY],
        checkpoints=reading.counts[Kind.CHECKPOINT],
    )
    evidence = [Sentence(N_("{flaw} at frame {frame}"), flaw=flaw.kind, frame=flaw.frame) for flaw in reading.flaws]
    return failed(counted, EXPECTED, *evidence) if evidence else passed(counted, EXPECTED)
