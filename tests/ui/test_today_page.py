"""What is to be done: by how soon, done by Space, opened by Enter; names go with the compartment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fieldnotes import clock
from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.level import Level
from fieldnotes.model.task import Task, TaskKind
from fieldnotes.services import register, tasks
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.task import TaskDialog
from fieldnotes_ui.pages.today import TodayPage
from fieldnotes_ui.widgets.task_words import Due, how_soon
from tests.ui.conftest import PASSPHRASE, type_text

SOURCE = "S-001"
SOURCE_NAME = "Yavər Dəmirçizadə"


def in_days(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def some_tasks(session: Session) -> list[Task]:
    register.set_consent(session, "S-002", {Use.PRESS: Answer.ANONYMOUS}, review_on=in_days(20))
    return [
        tasks.add(session, "Send the corrected page back", due=in_days(-4), kind=TaskKind.ANSWER_EDITOR),
        tasks.add(session, "Call again on Monday", due=in_days(2), about=SOURCE, kind=TaskKind.RE_CONTACT),
        tasks.add(session, f"Ask {SOURCE_NAME} about the photograph", about="C-001"),
    ]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> TodayPage:
    desk.on_vault_thread(lambda: some_tasks(desk._session))  # type: ignore[arg-type]
    made = TodayPage(desk, clipboard)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    settle(qtbot, desk)
    return made


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.wait(5)
    qtbot.waitUntil(lambda: not desk.busy)
    qtbot.wait(5)
    qtbot.waitUntil(lambda: not desk.busy)


def listed(page: TodayPage) -> list[str]:
    model = page.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def spoken(page: TodayPage) -> str:
    model = page.list.model()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    return "\n".join(str(model.index(row, 0).data(role)) for row in range(model.rowCount()) for role in roles)


def own(page: TodayPage, words: str) -> Task:
    return next(task for task in page.list.tasks() if task.title is not None and words in task.title)


def choose(page: TodayPage, task: Task) -> None:
    assert page.list.choose(task.code)
    page.list.setFocus()


def test_tasks_stand_under_how_soon_they_are_due_and_those_of_consents_say_so(page: TodayPage) -> None:
    assert [line.split(" · ")[0] for line in listed(page)] == [
        "Overdue",
        "Send the corrected page back",
        "In these seven days",
        "Call again on Monday",
        "Later",
        "Ask S-002 again what she agrees to",
        "Without a day",
        f"Ask {SOURCE_NAME} about the photograph",
    ]
    derived = next(line for line in spoken(page).splitlines() if "by itself, from a consent" in line)
    assert derived.startswith("Later. Ask S-002")


@pytest.mark.parametrize(
    ("days", "due"),
    [(-1, Due.OVERDUE), (0, Due.SOON), (7, Due.SOON), (8, Due.LATER)],
)
def test_what_is_due_today_is_not_overdue(days: int, due: Due) -> None:
    assert how_soon(Task("T-001", "x", due=in_days(days)), clock.today()) is due


def test_space_is_done_and_the_next_task_is_current(qtbot: QtBot, desk: Desk, page: TodayPage) -> None:
    first = own(page, "corrected page")
    choose(page, first)

    QTest.keyClick(page.list, Qt.Key.Key_Space)
    settle(qtbot, desk)

    assert "corrected page" not in spoken(page)
    assert page._strip.text == f"Done: {first.code}"
    current = page.list.current()
    assert current is not None
    assert current.title == "Call again on Monday"
    page.done_too.click()
    settle(qtbot, desk)
    assert own(page, "corrected page").done


def test_a_task_that_follows_from_a_consent_is_not_done_by_hand(qtbot: QtBot, desk: Desk, page: TodayPage) -> None:
    derived = next(task for task in page.list.tasks() if task.derived)

    page.finish(derived)
    settle(qtbot, desk)

    assert derived in page.list.tasks()
    assert "S-002" in page._strip.text


@pytest.mark.parametrize(
    ("words", "way"),
    [("Call again", ("register", "open_entry", SOURCE)), ("photograph", ("library", "open_case", "C-001"))],
)
def test_enter_opens_what_a_task_is_about(qtbot: QtBot, page: TodayPage, words: str, way: tuple[str, str, str]) -> None:
    choose(page, own(page, words))

    with qtbot.waitSignal(page.wanted) as opened:
        QTest.keyClick(page.list, Qt.Key.Key_Return)

    assert tuple(opened.args) == way


def test_a_task_about_nothing_says_so(page: TodayPage) -> None:
    choose(page, own(page, "corrected page"))
    assert not page.open.isEnabled()

    QTest.keyClick(page.list, Qt.Key.Key_Return)

    assert "nothing in particular" in page._strip.text


def test_a_sealed_title_leaves_the_screen_with_the_names(qtbot: QtBot, desk: Desk, page: TodayPage) -> None:
    assert SOURCE_NAME in spoken(page)

    desk.close_sealed()

    assert SOURCE_NAME not in spoken(page)
    settle(qtbot, desk)
    assert SOURCE_NAME not in spoken(page)
    assert any("sealed, cannot be read now" in line for line in listed(page))


# --- a new task -----------------------------------------------------------------------------------------------------


def asked(qtbot: QtBot, desk: Desk, page: TodayPage) -> TaskDialog:
    page.new.click()
    settle(qtbot, desk)
    return next(one for one in page.findChildren(TaskDialog) if one.isVisible())


def test_a_new_task_is_noted_with_its_day_and_what_it_is_about(qtbot: QtBot, desk: Desk, page: TodayPage) -> None:
    dialog = asked(qtbot, desk, page)
    type_text(dialog.title, "Məktubu oxu")
    dialog.due.setText(in_days(1))
    dialog.about.setCurrentIndex(dialog.about.findData(SOURCE))
    dialog.main.click()
    settle(qtbot, desk)

    made = own(page, "Məktubu")
    assert (made.due, made.about, made.kind, made.level) == (in_days(1), SOURCE, TaskKind.OTHER, Level.INTERNAL)
    current = page.list.current()
    assert current is not None


@pytest.mark.parametrize(("title", "due"), [("", ""), ("Call", "2027-13-40")])
def test_a_task_without_words_or_with_a_day_that_is_none_is_not_taken(
    qtbot: QtBot, desk: Desk, page: TodayPage, title: str, due: str
) -> None:
    before = len(page.list.tasks())
    dialog = asked(qtbot, desk, page)
    dialog.title.setText(title)
    dialog.due.setText(due)
    dialog.main.click()
    settle(qtbot, desk)

    assert dialog.isVisible()
    assert dialog.problem.text()
    assert len(page.list.tasks()) == before
    dialog.reject()


def test_the_choice_of_what_it_is_about_holds_codes_and_no_names(qtbot: QtBot, desk: Desk, page: TodayPage) -> None:
    dialog = asked(qtbot, desk, page)
    offered = [dialog.about.itemText(at) for at in range(dialog.about.count())]
    dialog.reject()

    assert SOURCE in offered
    assert not [line for line in offered if SOURCE_NAME in line]


@pytest.mark.parametrize("sealed_first", [True, False])
def test_typing_for_a_task_is_kept_when_names_close_or_the_vault_is_locked(
    qtbot: QtBot, desk: Desk, page: TodayPage, sealed_first: bool
) -> None:
    dialog = asked(qtbot, desk, page)
    type_text(dialog.title, f"{SOURCE_NAME} evə qayıdıb?")
    path = desk.path
    assert path is not None

    if sealed_first:
        desk.close_sealed()
        settle(qtbot, desk)
    desk.lock()

    again = sessions.unlock(path, PASSPHRASE)
    again.open_sealed(PASSPHRASE)
    kept = [task for task in tasks.tasks(again) if task.title and "qayıdıb" in task.title]
    again.lock()
    assert [task.level for task in kept] == [Level.SEALED]
