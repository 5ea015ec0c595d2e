"""H09: the sealed compartment does not open with the vault."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots.slots import MASTER, SEALED

ID = "H09"
TITLE = N_("The sealed compartment has a key of its own")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("Names must stay closed while the rest of the vault is open on the screen.")
FIX = N_(
    "Where the policy names an office: send the key away (sealed close). Else restore the header of the newest backup."
)
EXPECTED = N_("a slot of its own, or a key that is kept elsewhere")
ELSEWHERE = N_("a key that is kept elsewhere: sealed close VAULT, once its names are no longer needed here")


def run(context: Context) -> Result:
    found = header.load(context.path)
    slots = found.slots_for(SEALED)
    shared = {slot.as_json()["ct"] for slot in slots} & {slot.as_json()["ct"] for slot in found.slots_for(MASTER)}
    if shared:
        return failed(N_("its slot is a copy of the vault's"), EXPECTED)
    if slots and context.policy.seal_recipients:
        if context.history is not None and context.history.is_offices_copy:
            return not_applicable(N_("the office opened this copy with the key that is kept there"), ELSEWHERE)
        return failed(
            Sentence(N_("{slots} slots open it here, and the policy wants its key elsewhere"), slots=len(slots)),
            ELSEWHERE,
        )
    if slots:
        return passed(Sentence(N_("{slots} slots of its own"), slots=len(slots)), EXPECTED)
    if found.seal:
        return passed(
            Sentence(N_("no way in on this computer; sealed to {keys} keys kept elsewhere"), keys=len(found.seal)),
            EXPECTED,
        )
    return failed(N_("no slot, and no key elsewhere"), EXPECTED)
