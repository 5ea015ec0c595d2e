"""What happened to the vault, newest first: codes and counts as the ledger has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fieldnotes.i18n import N_, tr
from fieldnotes.services.views import LedgerLine
from fieldnotes_ui.moments import local_moment

_HEADS = (N_("No."), N_("When"), N_("What"), N_("Codes and counts"))
_Index = QModelIndex | QPersistentModelIndex


class LedgerModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[LedgerLine] = []

    def show_lines(self, lines: Sequence[LedgerLine]) -> None:
        self.beginResetModel()
        self._lines = list(reversed(lines))
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADS[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (str(line.seq), local_moment(line.at), line.event.replace("-", " "), line.facts)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.facts or None
        return None
