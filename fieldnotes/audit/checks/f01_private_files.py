"""F01: nobody but the owner can read the vault's files."""

from __future__ import annotations

import os
from pathlib import Path

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes import windows
from fieldnotes.audit.probes.machine import Machine
from fieldnotes.audit.probes.vault_files import FileFact, entries, fact
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "F01"
TITLE = N_("The vault's folder and files are private")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("Other users and programs of this computer could copy the vault, and try passphrases elsewhere.")
FIX = N_("Take the rights of others away: chmod 700 on the folder, chmod 600 on the files in it.")
EXPECTED = N_("folder 0700, files 0600, all owned by this user, no links; on Windows rights of owner and system only")
_OTHERS = 0o077


def run(context: Context) -> Result:
    if context.machine.system == "win32":
        return _of_windows(context.resolved, context.machine)
    folder = fact(context.resolved)
    inside = entries(context.resolved)
    open_to_others = [item for item in (folder, *inside) if item.mode & _OTHERS and not item.is_link]
    foreign = [item for item in (folder, *inside) if item.owner != os.geteuid()]
    odd = [item for item in inside if not item.is_regular]
    measured = Sentence(
        N_(
            "folder {mode}, {entries} entries: {open_to_others} open to others, {foreign} of another user, "
            "{odd} not plain files"
        ),
        mode=f"{folder.mode:04o}",
        entries=len(inside),
        open_to_others=len(open_to_others),
        foreign=len(foreign),
        odd=len(odd),
    )
    if open_to_others or foreign or odd:
        return failed(measured, EXPECTED, *_modes(open_to_others))
    return passed(measured, EXPECTED)


def _modes(items: list[FileFact]) -> list[str]:
    """Counts by mode; names could be the user's."""
    modes = [f"{item.mode:04o}" for item in items]
    return [Sentence(N_("mode {mode}: {entries}"), mode=mode, entries=modes.count(mode)) for mode in sorted(set(modes))]


def _of_windows(folder: Path, machine: Machine) -> Result:
    found = [windows.strangers(path, machine) for path in (folder, *sorted(folder.iterdir()))]
    counted = [count for count in found if count is not None]
    if len(counted) < len(found):
        return unknown(
            Sentence(
                N_("the rights on {unread} of {entries} entries cannot be read"),
                unread=len(found) - len(counted),
                entries=len(found),
            ),
            EXPECTED,
        )
    measured = Sentence(
        N_("{entries} entries: {others} open to other accounts"),
        entries=len(found),
        others=sum(count > 0 for count in counted),
    )
    return failed(measured, EXPECTED) if any(counted) else passed(measured, EXPECTED)
