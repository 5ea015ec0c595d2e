"""E03: no bundle lies about that somebody took out of its encryption."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.audit.leftovers import Limits, search
from fieldnotes.audit.places import places, temporary_folder
from fieldnotes.bundle.layout import FORMAT
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "E03"
TITLE = N_("No opened bundle lies about")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_(
    "A bundle is redacted for one reader. Opened by another program it stays on the disk, for everybody who finds it."
)
FIX = N_("Look through the places named here and delete the opened files, also from the trash. Read bundles here only.")
EXPECTED = N_("no opened bundle in downloads, desktop, documents, trash, temporary and cache folders")

LIMITS = Limits(file_bytes=8192, seconds=2.0, packed_bytes=0)
"""A bundle says what it is in its first lines, packed or unpacked."""


def run(context: Context) -> Result:
    environment = context.process.environment
    everywhere = places(context.home, environment, context.machine.system)
    found = search(
        [f"BagIt-Profile-Identifier: {FORMAT}"],
        [place for place in everywhere if place.wholly],
        canary=temporary_folder(environment),
        limits=LIMITS,
        watch=context.watch,
    )
    evidence = [
        Sentence(N_("{kind}: {count} files"), kind=kind, count=count) for kind, count in sorted(found.hits.items())
    ]
    measured = Sentence(N_("{hits} among {files} files"), hits=sum(found.hits.values()), files=found.files)
    if found.hits:
        return failed(measured, EXPECTED, *evidence).at(found.where)
    if not found.canary_found:
        return unknown(N_("the search did not find the canary it had planted, so it proves nothing"), EXPECTED)
    return passed(measured, EXPECTED)
