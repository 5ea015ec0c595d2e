"""Consent as a grid: one row for each use, one column for each answer, one dot in every row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from fieldnotes.i18n import N_, tr
from fieldnotes.model.consent import Answer, Use
from fieldnotes.services.consent_labels import ANSWERS, USES
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.register_words import ANSWER_MEANINGS

_Index = QModelIndex | QPersistentModelIndex
_NAME = N_("What was agreed to, for each use")
_CHOSEN = N_("{use}: {answer}, chosen")
_FREE = N_("{use}: {answer}")
_KEPT = N_("An answer that was recorded can be changed, but not made unasked.")
_ROW_HEIGHT = 30
_CHOSEN_ROLE = Qt.ItemDataRole.UserRole
_TONES: dict[Answer | None, str] = {None: "text3", Answer.NO: "danger", Answer.ASK: "warn"}
_COLUMNS: tuple[Answer | None, ...] = tuple(ANSWERS)
_USES = tuple(Use)


class _Answers(QAbstractTableModel):
    """`recorded` cannot become unasked again: the vault keeps every answer that was given."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.chosen: dict[Use, Answer | None] = dict.fromkeys(_USES)
        self.recorded: frozenset[Use] = frozenset()
        self.editable = True

    def show(self, chosen: Mapping[Use, Answer], recorded: frozenset[Use], *, editable: bool) -> None:
        self.beginResetModel()
        self.chosen = {use: chosen.get(use) for use in _USES}
        self.recorded = recorded
        self.editable = editable
        self.endResetModel()

    def may_choose(self, index: _Index) -> bool:
        return self.editable and not (_COLUMNS[index.column()] is None and _USES[index.row()] in self.recorded)

    def choose(self, index: _Index) -> None:
        row = index.row()
        self.chosen[_USES[row]] = _COLUMNS[index.column()]
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(_COLUMNS) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(_USES)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        use, answer = _USES[index.row()], _COLUMNS[index.column()]
        chosen = self.chosen[use] is answer
        if role == _CHOSEN_ROLE:
            return chosen
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr(_CHOSEN if chosen else _FREE, use=tr(USES[use]), answer=tr(ANSWERS[answer]))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(ANSWER_MEANINGS[answer]) if self.may_choose(index) or not self.editable else tr(_KEPT)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(ANSWERS[_COLUMNS[section]]) if across else tr(USES[_USES[section]])
        if role == Qt.ItemDataRole.ToolTipRole and across:
            return tr(ANSWER_MEANINGS[_COLUMNS[section]])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            start = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            return Qt.AlignmentFlag.AlignCenter if across else start
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Dots(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        answers = index.model()
        assert isinstance(answers, _Answers)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(theme.colour("sel"))
            painter.drawRoundedRect(area.adjusted(3, 2, -3, -2), 6, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver and answers.may_choose(index):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface2"))
            painter.drawRoundedRect(area.adjusted(3, 2, -3, -2), 6, 6)
        middle = area.center() + QPointF(0.5, 0.5)
        answer = _COLUMNS[index.column()]
        if index.data(_CHOSEN_ROLE):
            token = _TONES.get(answer, "accent")
            painter.setPen(QPen(theme.colour(token), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, 7, 7)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(token))
            painter.drawEllipse(middle, 4, 4)
        elif answers.may_choose(index):
            painter.setPen(QPen(theme.colour("border_strong"), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, 7, 7)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("border"))
            painter.drawEllipse(middle, 2, 2)
        painter.restore()


class ConsentTable(QTableView):
    """`edited` after every choice. Arrows move, Space or Enter chooses, Tab leaves."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._answers = _Answers(self)
        self.setModel(self._answers)
        self.setItemDelegate(_Dots(self))
        self.setAccessibleName(tr(_NAME))
        self.setObjectName("answers")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setMinimumSectionSize(44)
        across.setHighlightSections(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        across.setFixedHeight(theme.scaled(34))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(theme.scaled(_ROW_HEIGHT))
        down.setHighlightSections(False)
        for header in (across, down):
            header.setSectionsClickable(False)
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(theme.scaled(34) + theme.scaled(_ROW_HEIGHT) * len(_USES) + 4)
        self.clicked.connect(self._choose)

    def answers(self) -> dict[Use, Answer]:
        """What is chosen, without the uses nobody asked about."""
        return {use: answer for use, answer in self._answers.chosen.items() if answer is not None}

    def show_answers(self, chosen: Mapping[Use, Answer], recorded: frozenset[Use], *, editable: bool = True) -> None:
        self._answers.show(chosen, recorded, editable=editable)

    def choose(self, use: Use, answer: Answer | None) -> None:
        """Choose as if by a click."""
        self._choose(self._answers.index(_USES.index(use), _COLUMNS.index(answer)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: _Index) -> None:
        if self._answers.may_choose(index) and not index.data(_CHOSEN_ROLE):
            self._answers.choose(index)
            self.edited.emit()
