"""The register as a list: entries in the order of registration, narrowed by words and type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from fieldnotes.model.register import EntityType, Entry

ENTRY_ROLE = Qt.ItemDataRole.UserRole
NAMED_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whether the list shows the entry's name. It does not merely because the compartment is open."""
_Index = QModelIndex | QPersistentModelIndex
_DOT_ABOVE = "\u0307"


def folded(text: str) -> str:
    """Text for comparing: case does not matter, and İ is found by i."""
    return text.casefold().replace(_DOT_ABOVE, "")


class EntryModel(QAbstractListModel):
    """`words` says one entry in a line; together with its names it is what the search field looks in."""

    def __init__(self, words: Callable[[Entry], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._entries: list[Entry] = []
        self._searched: list[str] = []
        self._named = False

    @property
    def named(self) -> bool:
        return self._named

    def show_names(self, named: bool) -> None:
        """Let the list show names, or codes alone. What the search field looks in stays the same."""
        self._named = named
        if self._entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._entries) - 1, 0))

    @property
    def entries(self) -> Sequence[Entry]:
        return self._entries

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self._entries = list(entries)
        self._searched = [self._haystack(entry) for entry in entries]
        self.endResetModel()

    def seal(self) -> None:
        """Forget every name now, without waiting for a fresh reading."""
        self._named = False
        self.show_entries([replace(entry, identity=None) for entry in self._entries])

    def entry(self, code: str) -> Entry | None:
        return next((entry for entry in self._entries if entry.code == code), None)

    def row_of(self, code: str) -> int:
        """The row of an entry, -1 if there is none."""
        return next((row for row, entry in enumerate(self._entries) if entry.code == code), -1)

    def matches(self, row: int, words: Sequence[str], type: EntityType | None) -> bool:  # noqa: A002 - domain's word
        if type is not None and self._entries[row].type is not type:
            return False
        return all(word in self._searched[row] for word in words)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == NAMED_ROLE:
            return self._named and entry.identity is not None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(entry if self._named else replace(entry, identity=None))
        return None

    def _haystack(self, entry: Entry) -> str:
        names = entry.identity.names if entry.identity is not None else ()
        return folded("\n".join((self._words(entry), *names)))


class EntryFilter(QSortFilterProxyModel):
    """Entries of one type, or all, that hold every typed word."""

    def __init__(self, source: EntryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._words: list[str] = []
        self._type: EntityType | None = None
        self.setSourceModel(source)

    @property
    def narrowed(self) -> bool:
        return bool(self._words) or self._type is not None

    def narrow(self, text: str, type: EntityType | None) -> None:  # noqa: A002 - the domain's word
        self.beginFilterChange()
        self._words = folded(text).split()
        self._type = type
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        del source_parent
        return self._source.matches(source_row, self._words, self._type)
