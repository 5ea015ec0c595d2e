"""A lock leaves nothing: no key, no word in any object, no window; and it never costs what was just typed."""

from __future__ import annotations

import gc
import inspect
import os
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
import shiboken6
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from fieldnotes.errors import DiskFull, DiskNearlyFull, FieldNotesError, VaultDamaged
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.redaction.homographs import plain
from fieldnotes.services import find, register, share, write
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes_ui import garbage
from fieldnotes_ui.app import Program
from fieldnotes_ui.autolock import State, Trigger, Watched
from fieldnotes_ui.autolock.reserve import RESERVED_BYTES, Reserve
from fieldnotes_ui.autolock.triggers import CHOSEN_OFF, NO_LID
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.palette import CommandPalette
from fieldnotes_ui.main_window import PLACES
from fieldnotes_ui.pages.settings import SettingsPage
from tests.ui.conftest import CASE, PASSPHRASE, type_text
from tests.ui.library_helpers import Workspace

WAIT_MS = 30_000


@pytest.fixture(autouse=True)
def _nothing_is_set_aside() -> None:
    """These tests look through the whole memory of the process, and so does what they call."""
    gc.unfreeze()


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The whole window on the sample vault, unlocked, names open."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = Program(qapp, vault=vault_path, stored=False)
    with qtbot.waitExposed(made.window):
        made.window.show()

    def opened() -> Session:
        session = sessions.unlock(vault_path, PASSPHRASE)
        session.open_sealed(PASSPHRASE)
        return session

    made.desk.adopt(made.desk.on_vault_thread(opened))
    settle(qtbot, made.desk)
    yield made
    made.close()
    made.window.deleteLater()
    made.autolock.deleteLater()


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.wait(10)
    qtbot.waitUntil(lambda: not desk.busy, timeout=WAIT_MS)
    qtbot.wait(10)
    qtbot.waitUntil(lambda: not desk.busy, timeout=WAIT_MS)


def session_of(desk: Desk) -> Session:
    session = desk._session
    assert session is not None
    return session


# --- nothing is left ----------------------------------------------------------------------------------------------


def every_object() -> list[QObject]:
    """Every living QObject that Python or a window knows of, and everything below it."""
    known = [thing for thing in gc.get_objects() if isinstance(thing, QObject) and shiboken6.isValid(thing)]
    known += QApplication.allWidgets()
    found = {id(thing): thing for thing in known}
    for thing in known:
        found |= {id(child): child for child in thing.findChildren(QObject)}
    return list(found.values())


def said_by(thing: QObject, *, undoing: bool = True) -> Iterator[str]:
    """All text of an object: properties, document, what can be undone, what a model offers."""
    meta = thing.metaObject()
    for number in range(meta.propertyCount()):
        value = thing.property(str(meta.property(number).name()))
        if isinstance(value, str | list):
            yield str(value)
    if isinstance(thing, QTextDocument):
        yield thing.toRawText()
        if undoing:
            while thing.isUndoAvailable():
                thing.undo()
                yield thing.toRawText()
    if isinstance(thing, QAbstractItemModel):
        yield from said_by_model(thing, QModelIndex())


def said_by_model(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(model.rowCount(parent)):
        for column in range(columns):
            index = model.index(row, column, parent)
            for role in (*range(20), *range(int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 20)):
                yield str(model.data(index, role))
            if not isinstance(model, QAbstractListModel | QAbstractTableModel) and model.hasChildren(index):
                yield from said_by_model(model, index)


def kept_by_python(marker: str) -> list[str]:
    """What holds a string with `marker` among Python's containers, the test's own aside."""
    return [
        f"{type(holder).__name__} {getattr(holder, '__qualname__', '')}"
        for holder in gc.get_objects()
        if not isinstance(holder, FrameType)
        for part in gc.get_referents(holder)
        if isinstance(part, str) and marker in part and part is not marker
    ]


def test_after_a_lock_no_object_holds_a_word_that_was_shown_typed_or_searched(
    qtbot: QtBot, qapp: QApplication, program: Program
) -> None:
    marker = f"z{secrets.token_hex(8)}"
    desk, window = program.desk, program.window

    def planted() -> str:
        session = session_of(desk)
        register.add_entry(session, name=f"{marker} adam")
        body = Body.of(f"O gecə {marker} dedi.")
        card = Card(title=f"{marker} başlıq", tags=(marker,))
        return write.new_record(session, CASE, kind=Kind.TESTIMONY, level=Level.INTERNAL, card=card, body=body).code

    code = desk.on_vault_thread(planted)
    for place, *_ in PLACES:
        if place != "security":  # its audit takes seconds and shows no text
            window.go(place)
            settle(qtbot, desk)
    window.visit("library", "open_record", code)
    settle(qtbot, desk)
    for field in window.findChildren(QLineEdit):
        if field.isVisible() and field.isEnabled() and not field.isReadOnly():
            type_text(field, marker)
            settle(qtbot, desk)
    library = window.page("library")
    assert library is not None
    type_text(library.pane.editor, f" Yenə {marker}.")  # type: ignore[attr-defined]
    program.clipboard.copy(marker)
    palette = CommandPalette([], window)
    palette.open()
    searched = palette.findChild(QLineEdit)
    assert searched is not None
    type_text(searched, marker)
    del palette, library, field, searched
    assert sum(marker in said for thing in every_object() for said in said_by(thing, undoing=False)) > 10

    window.lock()
    settle(qtbot, desk)
    garbage.sweep()

    left = [type(thing).__name__ for thing in every_object() if any(marker in said for said in said_by(thing))]
    assert left == []
    assert marker not in QGuiApplication.clipboard().text()
    assert marker not in window.windowTitle()
    assert [other for other in qapp.topLevelWidgets() if other.isVisible() and other is not window] == []
    assert kept_by_python(marker) == []


def test_the_draft_that_a_lock_keeps_can_be_read_after_it(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard, vault_path: Path
) -> None:
    work = Workspace(qtbot, desk, clipboard)
    code = work.page.listing.records.code_at(0)
    assert code is not None
    work.open(code)
    work.write(" Gecə gəldilər.")
    typed, at = work.editor_text, work.page.pane.editor.cursor_point()

    desk.panic(end=lambda: None)
    work.page.hide()

    again = Desk()
    again.adopt(again.on_vault_thread(lambda: sessions.unlock(vault_path, PASSPHRASE)))
    second = Workspace(qtbot, again, clipboard)
    second.open(code)
    assert second.editor_text == typed
    assert second.page.pane.editor.cursor_point() == at
    second.page.hide()
    again.close()


def test_words_are_forgotten_by_the_program_that_was_set_aside() -> None:
    """The collector does not tell of what it passes over, and the caches with names in them are a part of that."""
    plain("xəyaləddin")
    try:
        garbage.set_aside()
        assert not any(type(thing) is garbage._CACHED for thing in gc.get_objects())
        assert plain.cache_info().currsize

        garbage.sweep()

        assert not plain.cache_info().currsize
    finally:
        gc.unfreeze()
        garbage._PROGRAM.clear()


def test_what_is_cached_for_good_was_shipped_and_not_read_from_a_record() -> None:
    """A sweep empties the caches with a bound; one without a bound would keep words if it were given any."""
    unbounded = [
        thing
        for thing in gc.get_objects()
        if type(thing) is garbage._CACHED
        and thing.__module__.startswith(("fieldnotes.redaction", "fieldnotes.protection", "fieldnotes.services"))
        and thing.cache_parameters()["maxsize"] is None
    ]

    assert unbounded
    assert [thing.__qualname__ for thing in unbounded if inspect.signature(thing).parameters] == []


def test_closing_the_sealed_compartment_takes_names_from_the_caches(qtbot: QtBot, program: Program) -> None:
    marker = f"Z{secrets.token_hex(8)}"
    desk = program.desk

    def looked_for() -> None:
        session = session_of(desk)
        register.add_entry(session, name=marker)
        body = Body.of(f"{marker} gəldi, {marker.upper()} getdi.")
        write.new_record(session, CASE, kind=Kind.TESTIMONY, level=Level.INTERNAL, card=Card(title="Söz"), body=body)
        share.review_hits(session, CASE)

    desk.on_vault_thread(looked_for)
    assert any("_lru_cache_wrapper" in holder for holder in kept_by_python(marker))

    desk.close_sealed()

    def forgotten() -> bool:
        return not any("_lru_cache_wrapper" in holder for holder in kept_by_python(marker))

    qtbot.waitUntil(forgotten, timeout=WAIT_MS)


# --- the panic key ------------------------------------------------------------------------------------------------


def test_the_panic_key_locks_behind_any_dialog_and_takes_the_window_away(qtbot: QtBot, program: Program) -> None:
    palette = CommandPalette([], program.window)
    palette.setModal(True)
    palette.open()
    field = palette.findChild(QLineEdit)
    assert field is not None

    QTest.keyClick(field, Qt.Key.Key_Escape, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    assert not program.desk.is_open
    assert program.window.isMinimized()
    assert program.window.windowTitle() == "FieldNotes — locked"
    others = [other for other in QApplication.topLevelWidgets() if other is not program.window]
    assert not any(other.isVisible() for other in others)


def test_work_that_does_not_stop_is_ended_with_the_process(qtbot: QtBot, desk: Desk) -> None:
    begun, stuck, ended = threading.Event(), threading.Event(), threading.Event()

    def work(watch: object) -> None:
        begun.set()
        stuck.wait(timeout=60)

    desk.free(desk, work)
    assert begun.wait(timeout=60)

    def end() -> None:
        ended.set()
        stuck.set()  # where a real process would be gone

    desk.panic(end=end)

    assert ended.is_set()
    assert not desk.is_open


def test_a_lock_in_time_ends_nothing(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldnotes_ui.desk.PANIC_S", 60.0)  # the machine of the tests may be slow
    ended = threading.Event()

    desk.panic(end=ended.set)

    assert not desk.is_open
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join(timeout=30)
            assert not thread.is_alive()
    assert not ended.is_set()


SLOW = (
    *("kdf.derive", "kdf.calibrate", "argon2", "backup", "rebuild", "optimize", "vacuum", "integrity", "examine"),
    *("audit", "export", "scan"),
)
"""Words of what takes long; none of it may stand between the key and the wiped keys."""


class Followed:
    """Every function of ours that runs, on the window's thread and on the vault's, until the keys are wiped."""

    def __init__(self) -> None:
        self.before: list[str] = []
        self.wiped = False

    def __call__(self, frame: FrameType, event: str, arg: object) -> None:
        name = f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}"
        if not name.startswith("fieldnotes"):
            return
        if event == "call" and not self.wiped:
            self.before.append(name)
        if event == "return" and name == "fieldnotes.vault.keys.keys.Keys.wipe":
            self.wiped = True


def test_nothing_slow_stands_between_the_panic_key_and_the_wiped_keys(qtbot: QtBot, program: Program) -> None:
    desk, window = program.desk, program.window
    code = desk.on_vault_thread(lambda: find.rows(session_of(desk), case=CASE)[0].row.code)
    window.visit("library", "open_record", code)
    settle(qtbot, desk)
    library = window.page("library")
    assert library is not None
    type_text(library.pane.editor, " Gecə gəldilər.")  # type: ignore[attr-defined]
    followed = Followed()
    desk.on_vault_thread(lambda: sys.setprofile(followed))
    sys.setprofile(followed)
    try:
        program.panic()
    finally:
        sys.setprofile(None)
        desk.on_vault_thread(lambda: sys.setprofile(None))

    assert followed.wiped
    assert "fieldnotes.vault.records.drafts.put" in followed.before  # what was typed is worth its few milliseconds
    assert sorted({name for name in followed.before if any(word in name.lower() for word in SLOW)}) == []
    assert not any("UnlockPage" in name or "garbage" in name for name in followed.before)


# --- the disk is full -----------------------------------------------------------------------------------------------


def test_what_is_handed_over_at_a_lock_gets_the_room_that_was_kept_free(qtbot: QtBot, desk: Desk) -> None:
    settle(qtbot, desk)
    held: list[bool] = []

    def keep(session: Session, watch: object) -> None:
        held.append(desk._reserve.is_held)
        if desk._reserve.is_held:
            raise DiskFull

    told: list[FieldNotesError] = []
    desk.failed.connect(told.append)
    desk.closing.connect(lambda: desk.ask(desk, keep))

    desk.lock()
    settle(qtbot, desk)

    assert held == [True, False]
    assert told == []


def test_a_disk_that_stays_full_is_told_once_the_vault_is_locked(qtbot: QtBot, desk: Desk) -> None:
    settle(qtbot, desk)

    def keep(session: Session, watch: object) -> None:
        raise DiskFull

    told: list[tuple[str, bool]] = []
    desk.failed.connect(lambda error: told.append((error.code, desk.is_open)))
    desk.closing.connect(lambda: desk.ask(desk, keep, failed=lambda _: None))

    desk.lock()

    assert told == [("disk-full", False)]


def test_the_room_has_no_name_and_is_gone_when_the_vault_is_locked(qtbot: QtBot, desk: Desk, vault_path: Path) -> None:
    settle(qtbot, desk)
    names = {path.name for path in vault_path.iterdir()}

    held = [desk._reserve.is_held]
    desk.lock()
    held.append(desk._reserve.is_held)

    assert held == [True, False]
    assert {path.name for path in vault_path.iterdir()} == names - {"vault.db-journal"}
    assert not [name for name in names if name.startswith(".")]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MiB of its own, where this process may make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode != 0:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Leave no byte free."""
    handle = os.open(folder / "filling", os.O_WRONLY | os.O_CREAT)
    for size in (65536, 4096, 1):
        while takes(handle, size):
            pass
    os.close(handle)


def takes(handle: int, size: int) -> bool:
    try:
        os.write(handle, bytes(size))
    except OSError:
        return False
    return True


def test_a_disk_that_is_full_at_the_moment_of_the_lock_costs_nothing_that_was_typed(
    qtbot: QtBot, qapp: QApplication, clipboard: Clipboard, vault_path: Path, small_disk: Path
) -> None:
    path = small_disk / vault_path.name
    shutil.copytree(vault_path, path)
    desk = Desk()
    desk.adopt(desk.on_vault_thread(lambda: sessions.unlock(path, PASSPHRASE)))
    work = Workspace(qtbot, desk, clipboard)
    code = work.page.listing.records.code_at(0)
    assert code is not None
    work.open(code)
    fill(small_disk)
    work.write(" Gecə gəldilər. " * 2000)
    typed = work.editor_text

    desk.lock()
    work.page.hide()
    desk.close()

    (small_disk / "filling").unlink()
    session = sessions.unlock(path, PASSPHRASE)
    assert [draft.body.text for draft in write.drafts(session)] == [typed]
    session.lock()


def test_a_disk_without_even_that_room_is_told_before_anybody_types(
    qtbot: QtBot, qapp: QApplication, vault_path: Path, small_disk: Path
) -> None:
    path = small_disk / vault_path.name
    shutil.copytree(vault_path, path)
    fill(small_disk)
    desk = Desk()
    with qtbot.waitSignal(desk.failed, timeout=WAIT_MS) as told:
        desk.adopt(desk.on_vault_thread(lambda: sessions.unlock(path, PASSPHRASE)))
    assert isinstance(told.args[0], DiskNearlyFull)
    desk.close()


def test_the_room_is_as_large_as_it_says(tmp_path: Path) -> None:
    reserve = Reserve()
    reserve.take(tmp_path)
    assert reserve._handle is not None
    assert os.fstat(reserve._handle).st_blocks * 512 >= RESERVED_BYTES
    assert os.fstat(reserve._handle).st_mode & 0o777 == 0o600
    reserve.free()
    reserve.free()
    assert list(tmp_path.iterdir()) == []


# --- damage -------------------------------------------------------------------------------------------------------


def test_a_damaged_database_is_closed_at_once_and_its_keys_are_gone(qtbot: QtBot, program: Program) -> None:
    desk = program.desk
    session = session_of(desk)
    keys = session.vault._store.keys
    database = session.path / "vault.db"
    told: list[FieldNotesError] = []
    desk.failed.connect(told.append)
    data = bytearray(database.read_bytes())
    for page in range(1, len(data) // 4096):
        data[page * 4096 + 100] ^= 1
    database.write_bytes(data)

    def read(opened: Session, watch: object) -> None:
        opened.vault._store.connection.rows("PRAGMA shrink_memory")  # so that pages are read from the disk
        find.rows(opened)

    desk.ask(desk, read)
    qtbot.waitUntil(lambda: not desk.is_open, timeout=WAIT_MS)

    assert keys._wiped
    assert keys.master.wiped
    assert [type(error) for error in told] == [VaultDamaged]
    assert program.window.windowTitle() == "FieldNotes — locked"


def test_one_damaged_text_leaves_the_others_readable(qtbot: QtBot, desk: Desk) -> None:
    settle(qtbot, desk)
    told: list[FieldNotesError] = []

    def meet(session: Session, watch: object) -> None:
        raise VaultDamaged(what="a stored text does not match its seal")

    desk.ask(desk, meet, failed=told.append)
    settle(qtbot, desk)

    assert [type(error) for error in told] == [VaultDamaged]
    assert desk.is_open


# --- the page that says what locks --------------------------------------------------------------------------------


def test_the_settings_say_of_every_trigger_whether_it_locks_and_why_not(qtbot: QtBot, program: Program) -> None:
    page = program.window.go("settings")
    assert isinstance(page, SettingsPage)

    def words() -> list[str]:
        return [label.accessibleName() for label in page.findChildren(QLabel) if ": " in label.accessibleName()]

    program.desk.tell_watched(
        (
            Watched(Trigger.LID, State.CANNOT_DETECT, NO_LID),
            Watched(Trigger.SUSPEND, State.ON),
            Watched(Trigger.MINIMISE, State.OFF, CHOSEN_OFF),
        )
    )
    qtbot.waitUntil(lambda: len(words()) == 3, timeout=WAIT_MS)

    assert words() == [
        "The lid is closed: Cannot detect. The system knows of no lid.",
        "The computer goes to sleep: On",
        "The window is minimised: Off. Switched off in the settings.",
    ]


def test_choosing_to_lock_on_minimising_is_in_force_at_once(qtbot: QtBot, program: Program) -> None:
    page = program.window.go("settings")
    assert page is not None
    box = page.findChild(QCheckBox)
    assert box is not None

    box.click()

    assert program.preferences.lock_on_minimise
    assert program.autolock.sees(Trigger.MINIMISE)
    with qtbot.waitSignal(program.desk.locked, timeout=WAIT_MS):
        program.window.showMinimized()
