"""H08: what is encrypted to public keys stays closed to a later quantum computer."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed
from fieldnotes.audit.context import Context
from fieldnotes.crypto import capsule
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.keys import header

ID = "H08"
TITLE = N_("Public keys in the header are post-quantum")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("A copy taken today can be kept until computers break older public keys.")
FIX = N_("Remove the slot and add it again with a card that has a post-quantum key.")
EXPECTED = Sentence(N_("{suite} everywhere"), suite=capsule.SUITE)


def run(context: Context) -> Result:
    found = header.load(context.path)
    suites = [str(slot.get("suite")) for slot in found.raw["slots"] if slot.get("type") == "hpke" or "suite" in slot]
    keys = len(found.seal) + bool(found.auditor)  # the header is not read at all if one of these is weaker
    if not suites and not keys:
        return not_applicable(N_("the header holds no public key"), EXPECTED)
    weaker = sum(suite != capsule.SUITE for suite in suites)
    measured = Sentence(
        N_("{suites} slots and {keys} recipients, {weaker} of another kind"),
        suites=len(suites),
        keys=keys,
        weaker=weaker,
    )
    return failed(measured, EXPECTED) if weaker else passed(measured, EXPECTED)
