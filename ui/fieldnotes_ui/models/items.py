"""A list of things with a title and a line below: records of a bundle, records of an export, possible names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fieldnotes.model.level import Level

ITEM_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Item:
    """`key` says which it is. With `level` its mark is drawn, else `icon` in the colour `tone`."""

    key: str
    title: str
    below: str = ""
    level: Level | None = None
    icon: str = ""
    tone: str = "text2"
    tag: str = ""
    quiet: bool = False

    @property
    def spoken(self) -> str:
        return ". ".join(part for part in (self.title, self.below, self.tag) if part)


class ItemModel(QAbstractListModel):
    """ITEM_ROLE gives the Item."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []

    @property
    def items(self) -> Sequence[Item]:
        return self._items

    def show_items(self, items: Sequence[Item]) -> None:
        self.beginResetModel()
        self._items = list(items)
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """The row of an item, -1 if there is none."""
        return next((row for row, item in enumerate(self._items) if item.key == key), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._items):
            return None
        item = self._items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.spoken
        return None
