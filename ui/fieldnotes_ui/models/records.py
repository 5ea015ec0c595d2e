"""The record list as a Qt model: pages by the last code shown, so that a hundred thousand records cost one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes.services.views import FoundView, RowView
from fieldnotes_ui.models.kinds import kind_words

PAGE = 100
"""Records that are read at a time."""
_SPOKEN = N_("{title}, {kind}, {level}, {consent}")
_Index = QModelIndex | QPersistentModelIndex


class RecordsModel(QAbstractListModel):
    """Rows of a place, or what a search found. UserRole gives the FoundView.

    `more_wanted` asks for the page after a code; nothing is fetched twice at a time.
    """

    more_wanted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: list[FoundView] = []
        self._rows: dict[str, int] = {}
        self._more = False
        self._asked = False
        self._revealed = ""

    # --- filling ----------------------------------------------------------------------------------------------------

    def show_first(self, views: Sequence[RowView]) -> None:
        """The first page of a place."""
        self._reset([_listed(view) for view in views], more=len(views) >= PAGE)

    def show_found(self, found: Sequence[FoundView]) -> None:
        self._reset(list(found), more=False)

    def append(self, views: Sequence[RowView], *, after: str) -> None:
        """The next page; a late answer for another list is dropped."""
        if not self._asked or not self._shown or self._shown[-1].row.row.code != after:
            return
        self._asked = False
        new = [_listed(view) for view in views if view.row.code not in self._rows]
        self._more = len(views) >= PAGE
        if new:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._shown += new
            self._rows |= {view.row.row.code: first + at for at, view in enumerate(new)}
            self.endInsertRows()

    def replace(self, view: RowView) -> None:
        """A record changed: its line is drawn again where it is."""
        row = self._rows.get(view.row.code)
        if row is not None:
            old = self._shown[row]
            self._shown[row] = FoundView(view, old.snippet, old.marks) if old.marks else _listed(view)
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def reveal(self, code: str) -> None:
        """The record that is open shows its title in the list too, whatever its level hides there."""
        touched, self._revealed = (self._revealed, code), code
        for row in {self.row_of(each) for each in touched if each}:
            if row >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))

    def hide_sealed(self) -> None:
        """The compartment closes: forget the cards of what is in it."""
        self._revealed = ""
        for row, found in enumerate(self._shown):
            inner = found.row.row
            if inner.level is Level.SEALED and inner.card is not None:
                view = replace(
                    found.row, row=replace(inner, card=None), preview_hidden=True, title=inner.code, snippet=""
                )
                self._shown[row] = FoundView(view, "")
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def stop_asking(self) -> None:
        """A page could not be read: it may be asked for again."""
        self._asked = False

    def _reset(self, shown: list[FoundView], *, more: bool) -> None:
        self.beginResetModel()
        self._shown, self._more, self._asked = shown, more, False
        self._rows = {view.row.row.code: at for at, view in enumerate(shown)}
        self.endResetModel()

    # --- asking -----------------------------------------------------------------------------------------------------

    def row_of(self, code: str) -> int:
        """-1 where the record is not in the list, or not yet."""
        return self._rows.get(code, -1)

    def code_at(self, row: int) -> str:
        return self._shown[row].row.row.code if 0 <= row < len(self._shown) else ""

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        found = self._seen(self._shown[index.row()])
        if role == Qt.ItemDataRole.UserRole:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found.row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            view = found.row
            return tr(
                _SPOKEN,
                title=view.title,
                kind=kind_words(view.row.kind),
                level=view.effective.name.lower(),
                consent=view.consent.value,
            )
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._more and not self._asked

    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit(self._shown[-1].row.row.code)

    def _seen(self, found: FoundView) -> FoundView:
        row = found.row.row
        if row.code != self._revealed or row.card is None or not found.row.preview_hidden:
            return found
        view = replace(found.row, title=row.card.title, preview_hidden=False)
        return _listed(replace(view, snippet=row.card.excerpt))


def _listed(view: RowView) -> FoundView:
    # The text often begins with its own title, which is already the line above.
    return FoundView(view, view.snippet.removeprefix(view.title).lstrip() or view.snippet)
