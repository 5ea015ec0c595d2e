"""Tasks under headings that say how soon: Space is done, Enter opens what a task is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.task import Task
from fieldnotes_ui import theme
from fieldnotes_ui.models.items import ITEM_ROLE
from fieldnotes_ui.widgets.draw_text import draw_line
from fieldnotes_ui.widgets.item_list import ItemRow
from fieldnotes_ui.widgets.task_words import HEADINGS, Due, grouped, key_of, task_item

_TASK_ROLE = Qt.ItemDataRole.UserRole + 1
_DUE_ROLE = Qt.ItemDataRole.UserRole + 2
_NAME = N_("Tasks")
_HEADING = N_("{heading} · {count}")
_COUNT = NN_("{n} task", "{n} tasks")


class TaskList(QListView):
    """`done_wanted` and `opened` carry the Task; `current_changed` says that another one, or none, is current."""

    done_wanted = Signal(object)
    opened = Signal(object)
    current_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = QStandardItemModel(self)
        self.setAccessibleName(tr(_NAME))
        self.setModel(self._tasks)
        self.setItemDelegate(_TaskRow(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit())
        self.doubleClicked.connect(lambda _: self._open())

    def show_tasks(self, tasks: Sequence[Task], today: date) -> None:
        """The current task stays current; where it is gone, the one in its place becomes so."""
        before, at = self.current(), self.currentIndex().row()
        self._tasks.clear()
        for due, some in grouped(tasks, today):
            heading = QStandardItem(tr(_HEADING, heading=tr(HEADINGS[due]), count=trn(*_COUNT, len(some))))
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setData(due, _DUE_ROLE)
            self._tasks.appendRow(heading)
            for task in some:
                self._tasks.appendRow(_row(task, due))
        found = self._row_of(key_of(before)) if before is not None else -1
        self._settle_on(found if found >= 0 else max(at, 0))

    def tasks(self) -> list[Task]:
        found = [self._tasks.index(at, 0).data(_TASK_ROLE) for at in range(self._tasks.rowCount())]
        return [task for task in found if isinstance(task, Task)]

    def current(self) -> Task | None:
        task = self.currentIndex().data(_TASK_ROLE)
        return task if isinstance(task, Task) else None

    def choose(self, key: str) -> bool:
        """Make a task the current one; False where there is none."""
        at = self._row_of(key)
        if at >= 0:
            self.setCurrentIndex(self._tasks.index(at, 0))
        return at >= 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        task = self.current()
        if task is not None and event.key() == Qt.Key.Key_Space:
            self.done_wanted.emit(task)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        task = self.current()
        if task is not None:
            self.opened.emit(task)

    def _row_of(self, key: str) -> int:
        for at in range(self._tasks.rowCount()):
            task = self._tasks.index(at, 0).data(_TASK_ROLE)
            if isinstance(task, Task) and key_of(task) == key:
                return at
        return -1

    def _settle_on(self, at: int) -> None:
        """The task in a row, or the next one below, or the last one."""
        rows = [row for row in range(self._tasks.rowCount()) if self._tasks.index(row, 0).data(_TASK_ROLE)]
        chosen = next((row for row in rows if row >= at), rows[-1] if rows else -1)
        if chosen >= 0:
            self.setCurrentIndex(self._tasks.index(chosen, 0))
        self.current_changed.emit()


def _row(task: Task, due: Due) -> QStandardItem:
    item = task_item(task)
    made = QStandardItem(item.title)
    made.setData(item, ITEM_ROLE)
    made.setData(task, _TASK_ROLE)
    made.setData(due, _DUE_ROLE)
    made.setAccessibleText(f"{tr(HEADINGS[due])}. {item.spoken}")
    return made


class _TaskRow(ItemRow):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if index.data(_TASK_ROLE) is None:
            return QSize(120, option.fontMetrics.height() + 26)
        return super().sizeHint(option, index)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.data(_TASK_ROLE) is not None:
            super().paint(painter, option, index)
            return
        painter.save()
        bold = QFont(option.font)
        bold.setBold(True)
        tone = "danger" if index.data(_DUE_ROLE) is Due.OVERDUE else "text3"
        draw_line(
            painter,
            QRectF(option.rect).adjusted(14, 12, -14, 0),
            str(index.data()),
            font=bold,
            colour=theme.colour(tone),
            mirrored=option.direction is Qt.LayoutDirection.RightToLeft,
        )
        painter.restore()
