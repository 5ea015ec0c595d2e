"""The window: it says what is so, throws away what is locked, and every key leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction import Verdict
from fieldnotes.services import people, share
from fieldnotes.services import session as sessions
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from fieldnotes_ui.autolock import AutoLock
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.main_window import NEEDS_VAULT, PLACES, MainWindow
from fieldnotes_ui.pages.bundle import BundlePage
from fieldnotes_ui.preferences import Preferences
from tests.ui.conftest import CASE, PASSPHRASE

WAIT_MS = 30_000


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, clipboard: Clipboard, vault_path: Path) -> Iterator[MainWindow]:
    """The window as it starts: locked, with a vault to unlock."""
    desk, autolock = Desk(), AutoLock(qapp)
    made = MainWindow(desk, clipboard, autolock, Preferences(), path=vault_path)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    autolock.stop()
    autolock.deleteLater()


def unlock(window: MainWindow, *, sealed: bool = True) -> Desk:
    desk, path = window._desk, window._path
    assert path is not None

    def opened() -> Session:
        session = sessions.unlock(path, PASSPHRASE)
        if sealed:
            session.open_sealed(PASSPHRASE)
        return session

    desk.adopt(desk.on_vault_thread(opened))
    return desk


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.busy, timeout=WAIT_MS)


def words_on(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisibleTo(window))


@pytest.fixture
def bundle(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> tuple[Path, Path]:
    """(bundle, identity) of an editor, made from the sample vault, which is locked again."""
    identity, out = tmp_path / "me.identity", tmp_path / "FN.age"
    desk = unlock(window)
    settle(qtbot, desk)
    session = desk._session
    assert session is not None
    card = people.new_identity(identity, "Redaktor")

    def make() -> None:
        for hit in share.review_hits(session, CASE):
            share.decide(session, CASE, hit.id, Verdict.REDACT)
        how = How(second="Kamran", accept_suggestions="invented people", compared=True)
        share.export(session, CASE, Audience.EDITOR, to=[card.text], out=out, accept_quasi="invented", how=how)

    desk.on_vault_thread(make)
    window.lock()
    return out, identity


# --- what it says -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sealed", [True, False])
def test_the_status_line_tells_the_truth_about_names_right_after_unlocking(
    qtbot: QtBot, window: MainWindow, sealed: bool
) -> None:
    desk = unlock(window, sealed=sealed)
    settle(qtbot, desk)

    assert ("Sealed compartment open" in words_on(window)) is sealed
    assert ("Sealed compartment closed" in words_on(window)) is not sealed


def test_the_title_never_names_a_vault_and_says_when_it_is_locked(qtbot: QtBot, window: MainWindow) -> None:
    assert window.windowTitle() == "FieldNotes — locked"
    desk = unlock(window)
    settle(qtbot, desk)
    assert window.windowTitle() == "FieldNotes"

    window.lock()
    assert window.windowTitle() == "FieldNotes — locked"


# --- locking ------------------------------------------------------------------------------------------------------


def test_ctrl_l_throws_away_every_page_of_the_vault(qtbot: QtBot, window: MainWindow) -> None:
    desk = unlock(window)
    for place, *_ in PLACES:
        window.go(place)
        settle(qtbot, desk)
    with qtbot.waitActive(window):
        window.activateWindow()
    pages = list(window._pages.values())
    gone: list[int] = []
    for page in pages:
        page.destroyed.connect(lambda *_: gone.append(1))

    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(gone) == len(pages), timeout=WAIT_MS)

    assert set(window._pages) == {"entrance"}
    assert not desk.is_open


def test_no_word_of_a_record_is_left_in_any_widget_after_a_lock(qtbot: QtBot, window: MainWindow) -> None:
    desk = unlock(window)
    window.visit("library", "open_record", "T-001")
    qtbot.waitUntil(lambda: "Yavər Dəmirçizadə" in everything_shown(window), timeout=WAIT_MS)
    window.visit("redact", "open_case", CASE)
    qtbot.waitUntil(lambda: "The Prosecutor" in everything_shown(window), timeout=WAIT_MS)

    window.lock()
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: "Dəmirçizadə" not in everything_shown(window), timeout=5000)
    assert "The Prosecutor" not in everything_shown(window)


def everything_shown(window: MainWindow) -> str:
    """The text of every widget there is, shown or not."""
    readers = ("toPlainText", "text", "title")
    found = [getattr(widget, reader, None) for widget in QApplication.allWidgets() for reader in readers]
    return "\n".join(str(read()) for read in found if callable(read))


def test_a_bundle_read_without_a_vault_is_locked_away_too(
    qtbot: QtBot, window: MainWindow, bundle: tuple[Path, Path]
) -> None:
    window.visit("bundle", "open_bundle", *bundle)
    page = window.page("bundle")
    assert isinstance(page, BundlePage)
    qtbot.waitUntil(lambda: bool(page.reader.items.items), timeout=WAIT_MS)
    assert window._autolock._timer.isActive()

    window._autolock.due.emit()

    assert set(window._pages) == {"entrance"}


# --- every way leads somewhere ------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", sorted(NEEDS_VAULT))
@pytest.mark.parametrize("before", ["entrance", "create", "bundle", "settings"])
def test_places_of_the_vault_stay_closed_while_it_is_locked(window: MainWindow, place: str, before: str) -> None:
    if before == "create":
        window.show_create()
    elif before != "entrance":
        window.go(before)

    assert window.go(place) is None
    assert place not in window._pages
    assert not window._desk.is_open


def test_from_the_create_page_one_can_look_at_settings_and_come_back(window: MainWindow) -> None:
    window.show_create()
    window.go("settings")

    window.go("library")

    assert window._stack.currentWidget() is window.page("create")


def test_every_command_can_be_given_while_locked(qtbot: QtBot, window: MainWindow) -> None:
    handlers = window._handlers()
    for name in set(handlers) - {"quit", "palette", "shortcuts"}:
        handlers[name]()

    assert not window._desk.is_open


def test_f6_stays_on_the_page(qtbot: QtBot, window: MainWindow) -> None:
    desk = unlock(window)
    window.go("security")
    settle(qtbot, desk)

    window.run("next_pane")

    assert window._place == "security"


def test_every_place_can_be_visited_with_names_sealed(qtbot: QtBot, window: MainWindow) -> None:
    desk = unlock(window, sealed=False)

    for place, *_ in PLACES:
        assert window.go(place) is not None
        settle(qtbot, desk)


def test_no_part_of_a_page_is_ever_a_window_of_its_own(qtbot: QtBot, window: MainWindow) -> None:
    """A widget shown before it has a parent flashes as a window, takes the keyboard with it, and Lock is lost."""
    strays: list[str] = []

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                strays.append(type(watched).__name__)
            return False

    watcher = Watcher()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watcher)
    try:
        desk = unlock(window)
        for place, *_ in PLACES:
            window.go(place)
            settle(qtbot, desk)
        window.visit("library", "open_record", "T-001")
        settle(qtbot, desk)
        desk.lock()
        settle(qtbot, desk)
    finally:
        app.removeEventFilter(watcher)
    assert strays == []
