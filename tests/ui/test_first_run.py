"""The first run: a vault, a code that was tried and a copy that was opened, with the keyboard alone; or not now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.progress import Watch
from fieldnotes.services import care, find, first_run
from fieldnotes.services import session as sessions
from fieldnotes.services.first_run import Missing
from fieldnotes.services.session import Session
from fieldnotes_ui.autolock import AutoLock
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.main_window import MainWindow
from fieldnotes_ui.pages.first_run import FirstRunPage
from fieldnotes_ui.pages.today import TodayPage
from fieldnotes_ui.preferences import Preferences
from tests.helpers.cheap_slots import cheap_floor
from tests.ui.conftest import type_text

__all__ = ["cheap_floor"]

WAIT_MS = 30_000
STRONG = "səkkiz göy qatar, iki duz dağı"
T = TypeVar("T")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, clipboard: Clipboard) -> Iterator[MainWindow]:
    """The window as it starts on a computer where there is no vault yet."""
    desk, autolock = Desk(), AutoLock(qapp)
    made = MainWindow(desk, clipboard, autolock, Preferences(), path=None)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.close()
    desk.close()
    autolock.stop()


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> FirstRunPage:
    """The first run, in a folder of its own."""
    window.show_create()
    made = window.page("create")
    assert isinstance(made, FirstRunPage)
    made.place.folder.show_path(tmp_path)
    (tmp_path / "stick").mkdir()
    return made


def press_enter(window: MainWindow) -> None:
    focused = window.focusWidget()
    assert focused is not None
    if isinstance(focused, QPushButton):
        QTest.keyClick(focused, Qt.Key.Key_Space)
    else:
        QTest.keyClick(focused, Qt.Key.Key_Return)


def tab_to(window: MainWindow, wanted: QWidget) -> None:
    """Tab until it has the focus, as somebody without a mouse would."""
    for _ in range(30):
        if window.focusWidget() is wanted:
            return
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    raise AssertionError("it cannot be reached by Tab")


def words_on(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def ask(qtbot: QtBot, window: MainWindow, work: Callable[[Session], T]) -> T:
    def working(session: Session, watch: Watch) -> T:
        del watch
        return work(session)

    answers: list[T] = []
    window._desk.ask(window, working, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT_MS)
    return answers[0]


def make_vault(qtbot: QtBot, window: MainWindow, page: FirstRunPage) -> None:
    """Up to the step at which the code is shown."""
    page.show_step(page.secret)
    for edit in (page.secret.new.first, page.secret.new.second):
        type_text(edit.line, STRONG)
    page.submit()
    qtbot.waitUntil(lambda: page.step is page.code, timeout=WAIT_MS)


def test_the_whole_way_by_keyboard_ends_in_a_vault_that_survives(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, page: FirstRunPage, tmp_path: Path
) -> None:
    press_enter(window)
    QTest.keyClick(page.place.name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.focusWidget(), "field-2026")
    press_enter(window)
    assert window.focusWidget() is page.secret.new.first.line
    type_text(window.focusWidget(), STRONG)
    tab_to(window, page.secret.new.second.line)
    type_text(window.focusWidget(), STRONG)
    press_enter(window)
    qtbot.waitUntil(lambda: page.step is page.code, timeout=WAIT_MS)
    assert window._desk.path == tmp_path / "field-2026.fieldnotes"
    on_paper = page.code._grid
    assert on_paper is not None
    paper = [cell.text() for cell in on_paper.findChildren(QLabel) if cell.objectName() == "codeword"]

    tab_to(window, page.go_on)
    press_enter(window)
    QTest.keyClicks(window.focusWidget(), " ".join(paper))
    press_enter(window)  # leads on to the passphrase
    type_text(window.focusWidget(), STRONG)
    press_enter(window)
    qtbot.waitUntil(lambda: page.step is page.copy, timeout=WAIT_MS)

    QTest.keyClicks(window.focusWidget(), str(tmp_path / "stick"))
    press_enter(window)
    type_text(window.focusWidget(), STRONG)
    press_enter(window)
    qtbot.waitUntil(lambda: page.step.mark == 5, timeout=WAIT_MS)

    assert "Your vault is ready\n" in words_on(page)
    assert ask(qtbot, window, first_run.missing) == ()
    events = [line.event for line in ask(qtbot, window, lambda session: list(session.vault.ledger()))]
    assert {"recovery-code-made", "recovery-code-tested", "backup-verified", "backup-tested"} <= set(events)
    tab_to(window, page.go_on)
    press_enter(window)
    assert window._place == "library"


def test_everything_may_wait_and_today_tells_of_it_until_it_is_done(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, page: FirstRunPage
) -> None:
    make_vault(qtbot, window, page)
    page.later.click()
    assert page.step is page.copy
    page.later.click()
    qtbot.waitUntil(lambda: page.step.mark == 5, timeout=WAIT_MS)
    assert "not yet safe" in words_on(page)
    page.submit()

    today = window.go("today")
    assert isinstance(today, TodayPage)
    qtbot.waitUntil(today.surviving.isVisible, timeout=WAIT_MS)
    assert "no recovery code" in today.surviving.strip.text

    today.surviving.go.click()
    assert window._place == "care"


def test_words_that_are_not_on_the_paper_keep_no_code(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, page: FirstRunPage
) -> None:
    make_vault(qtbot, window, page)
    offered = page._offer
    assert offered is not None
    page.submit()
    wrong = [*offered.words[1:], offered.words[0]]
    page.code_test.code.edit.setPlainText(" ".join(wrong))
    type_text(page.code_test.passphrase.line, STRONG)
    page.submit()

    qtbot.waitUntil(lambda: page._strip.tone == "danger", timeout=WAIT_MS)

    assert page.code_test.isVisible()
    assert ask(qtbot, window, care.code) is None
    page.back.click()
    assert page.code.isVisible()
    assert all(word in words_on(page) for word in offered.words)


def test_the_words_are_off_the_screen_while_they_are_asked_for_and_after_leaving(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, page: FirstRunPage
) -> None:
    make_vault(qtbot, window, page)
    offered = page._offer
    assert offered is not None

    page.submit()
    assert not page.code.isVisible()
    assert page.code._grid is None

    window.go("security")
    assert offered.code.wiped
    assert page._offer is None
    assert page.step is page.copy


def test_whoever_writes_the_words_down_is_not_locked_out_for_ten_minutes_and_no_longer(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, page: FirstRunPage
) -> None:
    make_vault(qtbot, window, page)
    now = [window._autolock._seconds()]
    window._autolock._seconds = lambda: now[0]
    locked: list[None] = []
    window._autolock.due.connect(lambda: locked.append(None))

    for _ in range(20):
        now[0] += 30
        page._writing.timeout.emit()
        window._autolock._tick()
    assert locked == []
    assert not page._writing.isActive()

    now[0] += window._autolock.idle_s
    window._autolock._tick()
    assert locked


def test_a_lock_in_the_middle_loses_nothing_but_the_code_that_nobody_kept(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, page: FirstRunPage
) -> None:
    make_vault(qtbot, window, page)
    path, offered = window._desk.path, page._offer
    assert path is not None
    assert offered is not None

    window.lock()

    assert offered.code.wiped
    assert window._place == "entrance"
    window._desk.on_vault_thread(lambda: sessions.unlock(path, STRONG).lock())


def test_a_backup_without_the_passphrase_is_made_and_read_back_but_not_said_to_be_tested(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, page: FirstRunPage, tmp_path: Path
) -> None:
    make_vault(qtbot, window, page)
    page.later.click()
    page.copy.folder.show_path(tmp_path / "stick")
    qtbot.waitUntil(page.copy.strip.isVisible, timeout=WAIT_MS)
    assert "same disk" in page.copy.strip.text
    page.submit()
    qtbot.waitUntil(lambda: page.step.mark == 5, timeout=WAIT_MS)

    assert ask(qtbot, window, first_run.missing) == (Missing.CODE, Missing.BACKUP_TEST)
    assert "A backup was made and read back." in words_on(page)
    assert "No backup was opened" in words_on(page)


def test_a_wrong_passphrase_makes_no_backup_and_says_so(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, page: FirstRunPage, tmp_path: Path
) -> None:
    make_vault(qtbot, window, page)
    page.later.click()
    page.copy.folder.show_path(tmp_path / "stick")
    type_text(page.copy.passphrase.line, "yanlış söz, yanlış gün")
    page.submit()
    qtbot.waitUntil(lambda: page._strip.tone == "danger", timeout=WAIT_MS)

    assert page.step is page.copy
    assert not list((tmp_path / "stick").iterdir())


# --- place and passphrase -----------------------------------------------------------------------------------------


def test_a_name_that_is_taken_is_told_before_a_passphrase_is_asked_for(page: FirstRunPage, tmp_path: Path) -> None:
    (tmp_path / "notes.fieldnotes").mkdir()
    page.show_step(page.place)
    page.submit()

    assert page.step is page.place
    assert "already" in page.place.strip.text


def test_a_folder_that_a_service_copies_is_warned_of_but_possible(page: FirstRunPage, tmp_path: Path) -> None:
    copied = tmp_path / "Dropbox"
    copied.mkdir()
    page.show_step(page.place)
    page.place.folder.show_path(copied)
    page.submit()

    assert page.step is page.secret
    assert "copies" in page.place.strip.text


@pytest.mark.parametrize(
    ("first", "second", "ready"),
    [(STRONG, STRONG, True), (STRONG, STRONG[:-1], False), ("qısa", "qısa", False), (STRONG, "", False)],
)
def test_the_button_waits_for_two_equal_passphrases_that_are_long_enough(
    page: FirstRunPage, first: str, second: str, ready: bool
) -> None:
    page.show_step(page.secret)
    type_text(page.secret.new.first.line, first)
    type_text(page.secret.new.second.line, second)

    assert page.go_on.isEnabled() is ready


def test_drawn_words_have_to_be_typed_once_more(page: FirstRunPage) -> None:
    page.show_step(page.secret)
    page.secret.new.draw.click()
    assert not page.go_on.isEnabled()

    type_text(page.secret.new.second.line, page.secret.new.text())
    assert page.go_on.isEnabled()


def test_an_own_passphrase_for_names_is_asked_for_twice_and_only_when_wished(page: FirstRunPage) -> None:
    page.show_step(page.secret)
    for edit in (page.secret.new.first, page.secret.new.second):
        type_text(edit.line, STRONG)
    page.secret.own.setChecked(True)
    assert not page.go_on.isEnabled()

    for edit in (page.secret.sealed, page.secret.sealed_again):
        assert not page.go_on.isEnabled()
        type_text(edit.line, "doqquz sarı limon ağacı")
    assert page.go_on.isEnabled()


def test_a_new_vault_can_hold_the_invented_project_and_no_field_keeps_the_passphrase(
    qtbot: QtBot, cheap_floor: None, window: MainWindow, page: FirstRunPage
) -> None:
    page.place.with_sample.setChecked(True)
    make_vault(qtbot, window, page)

    assert len(ask(qtbot, window, find.cases)) > 1
    assert not any(line.text() for line in page.secret.findChildren(QLineEdit))


def test_the_way_back_leads_to_the_first_page_as_long_as_there_is_no_vault(
    qtbot: QtBot, window: MainWindow, page: FirstRunPage
) -> None:
    page.show_step(page.secret)
    for _ in range(3):
        page.back.click()

    assert window._place == "entrance"
