"""Note a task: what, by when, and about whom or what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.task import TaskKind
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.choices import CodeCombo
from fieldnotes_ui.widgets.day_edit import DayEdit
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.task_words import TASK_KINDS

_TITLE, _ACTION = N_("New task"), N_("Note it")
_WHAT, _WHAT_HINT = N_("What is to be done"), N_("One that names somebody of the register is sealed.")
_KIND, _DAY, _DAY_HINT = N_("What kind"), N_("By which day"), N_("Empty for whenever.")
_ABOUT, _NOTHING = N_("About"), N_("nothing in particular")
_EMPTY, _NO_DAY = N_("A task needs a few words."), N_("That is no day: write year-month-day, such as 2027-01-31.")
_OFFERED = (
    TaskKind.OTHER, TaskKind.RE_CONTACT, TaskKind.READ_BACK, TaskKind.REVIEW, TaskKind.ANSWER_EDITOR, TaskKind.RECALL,
)  # fmt: skip
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class NewTask:
    title: str
    kind: TaskKind
    about: str
    due: str


class TaskDialog(Sheet):
    """`wanted` is a NewTask."""

    wanted = Signal(object)

    def __init__(self, about: Sequence[tuple[str, str]], parent: QWidget, *, chosen: str = "") -> None:
        """`about` are codes with their words that a task can be about."""
        super().__init__(tr(_TITLE), tr(_ACTION), parent, width=520)
        self.title = QLineEdit()
        self.title.setMaxLength(_LONGEST)
        self.kind = QComboBox()
        for kind in _OFFERED:
            self.kind.addItem(tr(TASK_KINDS[kind]), kind)
        self.due = DayEdit(tr(_DAY))
        self.about = CodeCombo(about, chosen)
        self.about.insertItem(0, tr(_NOTHING), "")
        self.about.setCurrentIndex(max(0, self.about.findData(chosen)))
        self.inside.addWidget(field(tr(_WHAT), self.title, tr(_WHAT_HINT)))
        self.inside.addWidget(field(tr(_KIND), self.kind))
        self.inside.addWidget(field(tr(_DAY), self.due, tr(_DAY_HINT)))
        self.inside.addWidget(field(tr(_ABOUT), self.about))
        self.title.setFocus()

    def typed(self) -> NewTask | None:
        """What there is so far, without a day that is none; nothing while no words were typed."""
        title = self.title.text().strip()
        due = self.due.text() if self.due.acceptable else ""
        kind = TaskKind(self.kind.currentData())
        return NewTask(title, kind, self.about.code(), due) if title else None

    def submit(self) -> None:
        new = self.typed()
        if new is None:
            self.show_problem(tr(_EMPTY))
            self.title.setFocus()
        elif not self.due.acceptable:
            self.show_problem(tr(_NO_DAY))
            self.due.setFocus()
        else:
            self.wanted.emit(new)
            self.accept()
