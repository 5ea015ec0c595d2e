"""The lines of the record list: one column, any number of rows, several chosen with Ctrl and Shift.

A table and not a Qt list view: that asks the model twice for every row of a hundred thousand whenever one comes or
goes (half a second, measured); a table with rows of one height asks for those in sight.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.record_row import RecordRow

_LIST = N_("Records")


class RecordTable(QTableView):
    """`entered` is Enter on a line, `beside_wanted` Ctrl+Enter; `chosen_changed` the number of chosen lines."""

    entered = Signal()
    beside_wanted = Signal(int)
    chosen_changed = Signal(int)

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._row = RecordRow(self)
        self.setItemDelegate(self._row)
        self.setAccessibleName(tr(_LIST))
        self.setObjectName("records")  # its lines draw their own ground, so the view must not fill theirs
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit(self.chosen_count()))
        self.activated.connect(lambda _: self.entered.emit())

    def chosen_count(self) -> int:
        """Without touching each of them: there may be very many."""
        return sum(len(rows) for rows in self._runs())

    def chosen_rows(self) -> list[int]:
        """Rows that are chosen, from the top."""
        return sorted(row for rows in self._runs() for row in rows)

    def _runs(self) -> list[range]:
        chosen = self.selectionModel().selection()
        return [range(chosen.at(at).top(), chosen.at(at).bottom() + 1) for at in range(chosen.size())]

    def choose(self, row: int) -> None:
        """One line alone; -1 for none."""
        index = self.model().index(row, 0) if row >= 0 else QModelIndex()
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.selectionModel().clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and ctrl and self.currentIndex().isValid():
            self.beside_wanted.emit(self.currentIndex().row())
            return
        first = self.currentIndex().row() == 0 and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Home)
        if first and not event.modifiers() and not self.chosen_count():
            self.choose(0)  # the focus came here and Qt made the first line the current one without choosing it
            return
        super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the ends of the list; a table's own go along the row."""
        ends = {QAbstractItemView.CursorAction.MoveHome: 0, QAbstractItemView.CursorAction.MoveEnd: -1}
        if action in ends:
            return self.model().index(ends[action] % max(1, self.model().rowCount()), 0)
        return super().moveCursor(action, modifiers)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self.isVisible() and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_rows()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        self.verticalHeader().setDefaultSectionSize(self._row.sizeHint(option, QModelIndex()).height())
