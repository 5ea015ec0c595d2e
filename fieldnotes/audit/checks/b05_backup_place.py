"""B05: backups are on another volume than the vault, where the policy wants that."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.backup.backups import State

ID = "B05"
TITLE = N_("Backups are on another disk than the vault")
SEVERITY = Severity.MEDIUM
MODE = Mode.OWNER
WHY = N_("Whoever takes or breaks the computer takes or breaks the backups on its own disk too.")
FIX = N_("Make a backup on another disk, test it, then remove the ones beside the vault.")
EXPECTED = N_("none on the vault's own volume")


def run(context: Context) -> Result:
    if not context.policy.backup_elsewhere:
        return not_applicable(N_("no policy says where backups lie"), EXPECTED)
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    present = [one for one in context.owner.backups if one.state is State.PRESENT]
    away = sum(one.state is State.UNREACHABLE for one in context.owner.backups)
    own = context.path.stat().st_dev
    beside = sum(one.path.stat().st_dev == own for one in present)
    measured = Sentence(
        N_("{beside} of {backups} are on the vault's volume, {away} on a disk that is not here"),
        beside=beside,
        backups=len(present),
        away=away,
    )
    if beside:
        return failed(measured, EXPECTED)
    return passed(measured, EXPECTED) if present or away else unknown(N_("there is no backup"), EXPECTED)
