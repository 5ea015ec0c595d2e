"""Ways in and backups as rows of a card: in words, with what somebody has to know of each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.services.access import SEALED, SlotInfo
from fieldnotes.services.backup import BackupView, State
from fieldnotes.services.backup_schedule import Due, DueReason, Schedule
from fieldnotes.services.care import CODE, KEY_FILE, KEYRING, ORGANISATION, Care
from fieldnotes_ui.moments import local_day, local_moment
from fieldnotes_ui.widgets.fact_row import FactRow
from fieldnotes_ui.widgets.labels import button, tool

_ICONS = {CODE: "list-ordered", ORGANISATION: "building-2"}
_PASSPHRASE, _CODE, _ORGANISATION = N_("Passphrase"), N_("Recovery code"), N_("Organisation, key {key}")
_WITH_FILE, _WITH_KEYRING, _WITH_BOTH = (
    N_("Passphrase and key file"),
    N_("Passphrase and this computer's keyring"),
    N_("Passphrase, key file and this computer's keyring"),
)
_VAULT, _SEALED = N_("opens the vault"), N_("opens the sealed compartment")
_COST = N_("Each guess costs {mib} MiB of memory and {passes} passes over it.")
_BITS = N_("256 random bits: nobody can guess it.")
_ALONE = N_("They can open it without you, whenever they have a copy.")
_CHEAP = N_("Cheaper to guess than it has to be today.")
_REMOVE = N_("Remove: {what}")
_NUMBER = N_("Way in number {number}.")
_STATES = {
    State.PRESENT: (N_("there"), "ok"),
    State.MISSING: (N_("not there any more"), "danger"),
    State.UNREACHABLE: (N_("disk not connected"), ""),
    State.REMOVED: (N_("removed"), ""),
}
_CURRENT = N_("up to date")
_PLACE = N_("{size} in {folder}")
_TESTED, _NEVER_TESTED = N_("Tested on {day}."), N_("Read back when it was made; never tested as after a loss.")
_TEST, _TEST_OF = N_("Test…"), N_("Test the backup of {moment}")
_RESTORE, _RESTORE_OF = N_("Restore…"), N_("Restore the backup of {moment}")
_NO_SCHEDULE = N_("Backups are not made by themselves. Choose a folder and how often.")
_EACH, _CHANGE = NN_("Every day", "Every {n} days"), N_("After every change")
_SCHEDULE = N_("{often}, offered when you lock; the newest {keep} are kept in {folder}.")
_DUE = {
    DueReason.NEVER: N_("None was made yet."),
    DueReason.AGE: N_("One is due: the last is {days} days old."),
    DueReason.CHANGED: N_("One is due: the vault was changed since."),
}
_AWAY = N_("Its disk is not connected.")
_MIB = 1024 * 1024


def slot_row(slot: SlotInfo, *, cheap: bool, remove: Callable[[SlotInfo, str], object]) -> QWidget:
    """A way in: what it asks for, what it opens, what a guess costs."""
    title = slot_title(slot)
    delete = tool("trash-2", tr(_REMOVE, what=title))
    delete.clicked.connect(lambda: remove(slot, title))
    is_sealed = slot.opens == SEALED
    return FactRow(
        _ICONS.get(slot.type, "key-round"),
        title,
        (f"{_cost(slot)} {tr(_NUMBER, number=slot.id)}",),
        pills=((tr(_SEALED if is_sealed else _VAULT), "info" if is_sealed else ""),),
        warnings=(tr(_CHEAP),) if cheap else (),
        tools=(delete,),
    )


def slot_title(slot: SlotInfo) -> str:
    if slot.type == CODE:
        return tr(_CODE)
    if slot.type == ORGANISATION:
        return tr(_ORGANISATION, key=slot.recipient[:8])
    factors = (KEY_FILE in slot.factors, KEYRING in slot.factors)
    names = {(True, True): _WITH_BOTH, (True, False): _WITH_FILE, (False, True): _WITH_KEYRING}
    return tr(names.get(factors, _PASSPHRASE))


def backup_row(
    view: BackupView, *, test: Callable[[BackupView], object], restore: Callable[[BackupView], object]
) -> QWidget:
    """A backup: where it is, whether it was tested, what it still holds."""
    words, tone = _STATES[view.state]
    moment = local_moment(view.made)
    pills = [(tr(words), tone)]
    if view.current and view.state is not State.REMOVED:
        pills.append((tr(_CURRENT), "ok"))
    tools: list[QWidget] = []
    if view.state is State.PRESENT:
        for name, full, then in ((_TEST, _TEST_OF, test), (_RESTORE, _RESTORE_OF, restore)):
            made = button(tr(name))
            made.setObjectName("narrow")
            made.setAccessibleName(tr(full, moment=moment))
            made.clicked.connect(lambda _=False, then=then: then(view))
            tools.append(made)
    size = f"{view.bytes / _MIB:.1f} MiB"
    tested = tr(_TESTED, day=local_day(view.tested)) if view.tested else tr(_NEVER_TESTED)
    lines = (tr(_PLACE, size=size, folder=view.folder), tested)
    return FactRow("archive", moment, lines, pills=pills, warnings=view.remarks, tools=tools)


def schedule_words(schedule: Schedule | None, due: Due | None) -> str:
    """Where, how often, and whether one is due."""
    if schedule is None:
        return tr(_NO_SCHEDULE)
    often = trn(*_EACH, schedule.every_days) if schedule.every_days else tr(_CHANGE)
    said = [tr(_SCHEDULE, often=often, keep=schedule.keep, folder=str(schedule.folder))]
    if due is not None:
        said.append(tr(_DUE[due.reason], days=due.days) if due.reason is DueReason.AGE else tr(_DUE[due.reason]))
        if not due.reachable:
            said.append(tr(_AWAY))
    return " ".join(said)


def first_missing(care: Care) -> int:
    """Which of passphrase, recovery code, backup, test is to be done next; 4: all are done."""
    done = (True, care.code is not None, care.last is not None, care.tested is not None)
    return done.index(False) if False in done else len(done)


def _cost(slot: SlotInfo) -> str:
    if slot.type == CODE:
        return tr(_BITS)
    if slot.kdf is None:
        return tr(_ALONE)
    return tr(_COST, mib=slot.kdf.memory_kib // 1024, passes=slot.kdf.iterations)
