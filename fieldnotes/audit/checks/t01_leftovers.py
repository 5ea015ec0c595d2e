"""T01: no other program kept a copy of protected text where it can be found."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed, unknown, warned
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.audit.leftovers import Limits
from fieldnotes.audit.places import places, temporary_folder
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "T01"
TITLE = N_("No protected text lies outside the vault")
SEVERITY = Severity.CRITICAL
MODE = Mode.OWNER
WHY = N_("A document that was imported, a download or a cache can hold the same words, unprotected.")
FIX = N_("Look through the places named here and delete the copies, also from the trash; then audit again.")
EXPECTED = N_(
    "no piece of protected text in temporary, cache, thumbnail, download, desktop, document, trash, "
    "recent-files, crash-report and clipboard places; elsewhere at home as far as the time goes"
)

LIMITS = Limits()


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    environment = context.process.environment
    found = context.owner.leftovers(
        places(context.home, environment, context.machine.system),
        canary=temporary_folder(environment),
        limits=LIMITS,
        watch=context.watch,
    )
    if found is None:
        return not_applicable(N_("no protected text is open that is long enough to look for"), EXPECTED)
    evidence = [
        Sentence(N_("{kind}: {count} files"), kind=kind, count=count) for kind, count in sorted(found.hits.items())
    ]
    total = sum(found.hits.values())
    measured = Sentence(
        N_(
            "{total} files hold protected text; {pieces} pieces looked for in {files} files ({size} "
            "MiB), {skipped} not or not wholly read, and {beyond} elsewhere at home"
        ),
        total=total,
        pieces=found.pieces,
        files=found.files,
        size=found.bytes_read >> 20,
        skipped=found.skipped,
        beyond=found.beyond,
    )
    if total:
        return failed(measured, EXPECTED, *evidence).at(found.where)
    if not found.canary_found:
        return unknown(N_("the search did not find the canary it had planted, so it proves nothing"), EXPECTED)
    return warned(measured, EXPECTED) if found.skipped else passed(measured, EXPECTED)
