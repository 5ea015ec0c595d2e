"""What the strip above the workbench says: whether a bundle could be made now, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.services import mosaic
from fieldnotes.services.views import Preview

SEALED = N_("Names are sealed. Redaction has to read them to take them out: open the sealed compartment.")
WORKING = N_("Reading the records and taking out what must not leave…")
NO_CASE = N_("There is no case yet.")
_UNDECIDED = NN_(
    "Export is closed. {n} possible name is undecided.", "Export is closed. {n} possible names are undecided."
)
_SUGGESTED = NN_(
    "Every name is decided. {n} likely name stands in nobody's entry: register or reject it, or say why it may go.",
    "Every name is decided. {n} likely names stand in nobody's entry: decide them, or say why they may go.",
)
_MOSAIC = NN_(
    "Too much remains of {n} person: generalise it, or accept it together with a second person.",
    "Too much remains of {n} people: generalise it, or accept it together with a second person.",
)
_FINER = N_("The chosen details tell more than is usual for this audience: a second person has to answer for it.")
_NOTHING = N_("No record of this case may go to this audience. Levels and consent decide; each record says why.")
_HELD = N_("Export is closed. An editor waits for an answer about {codes}: read and answer her under Bundles.")
_READY = NN_("Nothing is left to decide. {n} record can leave.", "Nothing is left to decide. {n} records can leave.")
_STAY = NN_("{n} record stays.", "{n} records stay.")


@dataclass(frozen=True, slots=True)
class GateState:
    """`can_export` is only whether it is worth asking: the service judges again. `leads`: what is open is listed."""

    tone: str
    words: str
    can_export: bool
    leads: bool = False


def state_of(preview: Preview) -> GateState:
    goes = sum(record.included for record in preview.records)
    stays = len(preview.records) - goes
    staying = " " + trn(*_STAY, stays) if stays else ""
    if not goes:
        return GateState("warn", tr(_NOTHING), can_export=False)
    if preview.held:
        return GateState("danger", tr(_HELD, codes=", ".join(preview.held)) + staying, can_export=False)
    if preview.hits:
        return undecided(len(preview.hits), staying)
    if preview.suggestions:
        return GateState("warn", trn(*_SUGGESTED, preview.suggestions) + staying, can_export=True)
    if people := sum(one.state is mosaic.State.OPEN for one in preview.mosaics):
        return GateState("warn", trn(*_MOSAIC, people) + staying, can_export=True)
    if preview.finer:
        return GateState("warn", tr(_FINER) + staying, can_export=True)
    return GateState("ok", trn(*_READY, goes) + staying, can_export=True)


def undecided(count: int, staying: str = "") -> GateState:
    return GateState("danger", trn(*_UNDECIDED, count) + staying, can_export=False, leads=True)
