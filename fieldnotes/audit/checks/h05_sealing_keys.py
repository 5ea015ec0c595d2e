"""H05: what is sealed for an office is sealed for the keys of the policy, and for nobody else."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed, warned
from fieldnotes.audit.context import Context
from fieldnotes.crypto import capsule
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots.slots import AWAY, SEALED

ID = "H05"
TITLE = N_("Sealed material is for the keys of the policy")
SEVERITY = Severity.CRITICAL
MODE = Mode.EXTERNAL
WHY = N_("Whoever puts a key of their own among the recipients reads every name that is written from then on.")
FIX = N_("Stop adding names, and ask your security lead. A new version of the policy puts its own keys in place.")
EXPECTED = N_("every key of the policy, and no other but a journey's own")


def run(context: Context) -> Result:
    found, wanted = header.load(context.path), {capsule.key_id(key) for key in context.policy.seal_recipients}
    if not found.seal:
        return not_applicable(N_("nothing is sealed for keys elsewhere"), EXPECTED)
    keys = {capsule.key_id(key) for key in found.seal}
    evidence = [Sentence(N_("key {key}"), key=key.hex()) for key in sorted(keys)]
    if not wanted:
        return not_applicable(Sentence(N_("sealed for {keys} keys, and no policy names any"), keys=len(keys)), EXPECTED)
    measured = Sentence(
        N_("sealed for {keys} keys: {of_policy} of {wanted} of the policy, {others} others"),
        keys=len(keys),
        of_policy=len(wanted & keys),
        wanted=len(wanted),
        others=len(keys - wanted),
    )
    others = len(keys - wanted)
    if wanted - keys or others > 1:
        return failed(measured, EXPECTED, *evidence)
    if others:
        away = not found.slots_for(SEALED) and any(slot["type"] == AWAY for slot in found.foreign_slots)
        return (warned if away else failed)(measured, EXPECTED, *evidence)
    return passed(measured, EXPECTED, *evidence)
