"""What is to be done, by how soon: own tasks, and what follows from the days of consents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes import clock
from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.task import Task
from fieldnotes.progress import Watch
from fieldnotes.services import find, register, tasks
from fieldnotes.services.session import Session
from fieldnotes_ui import messages
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.task import NewTask, TaskDialog
from fieldnotes_ui.pages.today.surviving import Surviving
from fieldnotes_ui.widgets.empty import EmptyState
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.strip import Strip
from fieldnotes_ui.widgets.task_list import TaskList

_TITLE = N_("Today")
_ABOUT = N_("Your own tasks, and by themselves the days on which a consent is to be asked again or ends.")
_NEW, _DONE, _OPEN, _DONE_TOO = N_("New task…"), N_("Done  Space"), N_("Open  Enter"), N_("Show what is done")
_NOTHING = N_("Nothing is to be done. A task can stand here with its day, about a person, a record or a case.")
_OPEN_COUNT = NN_("{n} open task", "{n} open tasks")
_IS_DONE = N_("Done: {code}")
_IS_NOTED = N_("Noted: {code}")
_FOLLOWS = N_("This follows from the consent of {code}: it is done when the consent says otherwise. Enter opens it.")
_SENT = N_("It is about a bundle that was sent: {id}")
_NO_ABOUT = N_("This task is about nothing in particular.")
_MOST_RECORDS = 500


class TodayPage(QWidget):
    """`wanted` is a place of the window, what its page is to do, and the code with which to do it."""

    wanted = Signal(str, str, str)
    care_wanted = Signal()
    status = Signal(str, str)

    def __init__(self, desk: Desk, clipboard: Clipboard) -> None:
        super().__init__()
        del clipboard
        self._desk = desk
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.read)
        self._build()
        desk.changed.connect(self._on_changed)
        desk.sealed_changed.connect(self._on_sealed)
        desk.closing.connect(self._put_away)
        self.read()

    def read(self) -> None:
        """Show what the vault says now."""
        if self._desk.is_open:
            done = self.done_too.isChecked()
            self._desk.ask(self, lambda session, _: tasks.tasks(session, done=done), self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """What was missing may have been done on another page meanwhile."""
        super().showEvent(event)
        self.surviving.look()

    def new_task(self) -> None:
        """Ask for a task."""
        self._desk.ask(self, _can_be_about, self._ask)

    # --- showing ----------------------------------------------------------------------------------------------------

    def _show(self, found: list[Task]) -> None:
        if not self._desk.sealed_open:
            found = [_closed(task) for task in found]  # also what was read just before the compartment closed
        self.list.show_tasks(found, clock.today())
        self._stack.setCurrentIndex(1 if found else 0)
        land_on(self, self.list if found else self.new)
        still = sum(task.is_open for task in found)
        self._count.setText(trn(*_OPEN_COUNT, still) if found else "")

    def _on_changed(self) -> None:
        self._soon.start()

    def _on_sealed(self, is_open: bool) -> None:
        if not is_open:
            self._put_away()
            self._show(self.list.tasks())
        self._soon.start()

    def _on_current(self) -> None:
        task = self.list.current()
        self.done.setEnabled(task is not None and task.is_open and not task.derived)
        self.open.setEnabled(task is not None and bool(task.about))

    # --- doing ------------------------------------------------------------------------------------------------------

    def finish(self, task: Task) -> None:
        """Space: a task of its own is done; one that follows from a consent says why it is not."""
        if task.derived:
            self._tell("info", tr(_FOLLOWS, code=task.about))
        elif task.is_open:
            self._desk.keep(
                self, lambda session, _: tasks.finish(session, task.code), self._finished, failed=self._refused
            )

    def _finished(self, task: Task) -> None:
        self._tell("ok", tr(_IS_DONE, code=task.code))
        self._announce(task)

    def open_about(self, task: Task) -> None:
        """Enter: show the person, the record or the case that it is about."""
        if not task.about:
            self._tell("info", tr(_NO_ABOUT))
            return
        self._desk.ask(self, lambda session, _: _way_to(session, task.about), lambda way: self._go(task, way))

    def _go(self, task: Task, way: tuple[str, str]) -> None:
        if way[0]:
            self.wanted.emit(*way, task.about)
        else:
            self._tell("info", tr(_SENT, id=task.about))

    def _ask(self, about: list[tuple[str, str]]) -> None:
        dialog = TaskDialog(about, self)
        dialog.wanted.connect(self._add)
        dialog.open()

    def _add(self, new: NewTask) -> None:
        self._desk.keep(self, lambda session, _: _added(session, new), self._added, failed=self._refused)

    def _added(self, task: Task) -> None:
        self._tell("ok", tr(_IS_NOTED, code=task.code))
        self._announce(task)

    def _announce(self, task: Task) -> None:
        """Others may show it too, such as the timeline of the person that it is about."""
        if self._desk.is_open:
            self._desk.tell(Changes())
        self.list.choose(task.code)

    def _put_away(self) -> None:
        """A lock, or names go: what was typed for a task is noted, where names can be told from other words."""
        for dialog in self.findChildren(TaskDialog):
            if dialog.isVisible() and (new := dialog.typed()) is not None:
                self._add(new)
            dialog.done(0)

    def _refused(self, error: FieldNotesError) -> None:
        self._tell("danger", messages.words(error))

    def _tell(self, tone: str, words: str) -> None:
        self._strip.show_message(tone, words)
        self._strip.show()

    # --- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.list = TaskList()
        self.list.setObjectName("boxed")
        self.list.done_wanted.connect(self.finish)
        self.list.opened.connect(self.open_about)
        self.list.current_changed.connect(self._on_current)
        self.new = button(tr(_NEW), icon="plus", primary=True)
        self.new.clicked.connect(self.new_task)
        self.done, self.open = button(tr(_DONE), icon="check"), button(tr(_OPEN), icon="chevron-right")
        self.done.clicked.connect(lambda: self._with_current(self.finish))
        self.open.clicked.connect(lambda: self._with_current(self.open_about))
        self.done_too = button(tr(_DONE_TOO), icon="history")
        self.done_too.setCheckable(True)
        self.done_too.toggled.connect(lambda _: self.read())
        self.surviving = Surviving(self._desk)
        self.surviving.wanted.connect(self.care_wanted)
        self._strip = Strip()
        self._strip.hide()
        self._count = label("", "muted")
        nothing = EmptyState("list-checks", tr(_NOTHING), tr(_NEW))
        nothing.wanted.connect(self.new_task)
        self._stack = QStackedWidget()
        self._stack.setFrameShape(QFrame.Shape.NoFrame)
        self._stack.addWidget(nothing)
        self._stack.addWidget(self.list)
        self._stack.setCurrentIndex(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(12)
        layout.addLayout(row(label(tr(_TITLE), "h1"), None, self.done_too, self.new))
        layout.addWidget(label(tr(_ABOUT), "muted", wrap=True))
        layout.addWidget(self.surviving)
        layout.addWidget(self._strip)
        layout.addWidget(self._stack, 1)
        layout.addLayout(row(self._count, None, self.open, self.done))
        land_on(self, self.list)
        self._on_current()

    def _with_current(self, does: Callable[[Task], None]) -> None:
        task = self.list.current()
        if task is not None:
            does(task)


def _closed(task: Task) -> Task:
    return replace(task, title=None) if task.level is Level.SEALED else task


def _added(session: Session, new: NewTask) -> Task:
    return tasks.add(session, new.title, kind=new.kind, about=new.about, due=new.due)


def _can_be_about(session: Session, watch: Watch) -> list[tuple[str, str]]:
    """Codes of cases, register entries and the newest records, with what a list may say of them; never a name."""
    del watch
    cases = [(case.code, case.title or "") for case in find.cases(session)]
    entries = [(entry.code, "") for entry in register.entries(session)]
    rows = find.rows(session, limit=_MOST_RECORDS)
    return [*cases, *entries, *((view.row.code, "" if view.preview_hidden else view.title) for view in rows)]


def _way_to(session: Session, code: str) -> tuple[str, str]:
    """Which place shows it, and how; empty for a bundle."""
    if any(entry.code == code for entry in register.entries(session)):
        return "register", "open_entry"
    if any(case.code == code for case in find.cases(session)):
        return "library", "open_case"
    if any(view.row.code == code for view in find.rows(session)):
        return "library", "open_record"
    return "", ""
