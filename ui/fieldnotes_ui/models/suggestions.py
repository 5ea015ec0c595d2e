"""Suggestions with a tick each: the likely ones are ticked beforehand, every tick is somebody's to change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fieldnotes.i18n import N_, tr
from fieldnotes.services.suggest import BLOCKING, Band, Suggestion

SUGGESTION_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_TICK = Qt.ItemDataRole.CheckStateRole
_SPOKEN = N_("{surface}, {count} places")


class SuggestionModel(QAbstractListModel):
    """SUGGESTION_ROLE gives the Suggestion, CheckStateRole its tick. A tick survives a fresh reading."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Suggestion] = []
        self._ticks: dict[str, bool] = {}

    @property
    def shown(self) -> Sequence[Suggestion]:
        return self._shown

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self._shown = list(suggestions)
        self._ticks = {one.id: self._ticks.get(one.id, _is_sure(one)) for one in suggestions}
        self.endResetModel()

    def ticked(self) -> tuple[str, ...]:
        """The ids of everything ticked, in the order of the list."""
        return tuple(one.id for one in self._shown if self._ticks[one.id])

    def tick_all(self, *, ticked: bool) -> None:
        self._ticks = dict.fromkeys(self._ticks, ticked)
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0), [_TICK])

    def row_of(self, key: str) -> int:
        """The row of a suggestion, -1 if there is none."""
        return next((row for row, one in enumerate(self._shown) if one.id == key), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        own = super().flags(index)
        return own | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else own

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._shown):
            return None
        one = self._shown[index.row()]
        if role == SUGGESTION_ROLE:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.surface
        if role == _TICK:
            return Qt.CheckState.Checked if self._ticks[one.id] else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr(_SPOKEN, surface=one.surface, count=one.count)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _TICK or not 0 <= index.row() < len(self._shown):
            return False
        self._ticks[self._shown[index.row()].id] = Qt.CheckState(value) is Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [_TICK])
        return True


def _is_sure(one: Suggestion) -> bool:
    """Ticked beforehand: what must not leave unseen and is nobody in the register; never every town of a text."""
    return one.band is Band.TICKED and one.kind in BLOCKING and not one.same_as
