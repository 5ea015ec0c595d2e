"""The record list as a Qt model: it knows every code and its place, and reads the lines that are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes.services.views import FoundView, RowView
from fieldnotes_ui.models.kinds import kind_words
from fieldnotes_ui.models.order import Order

PAGE = 100
"""Records that are read at a time."""
_KEPT = 1500
"""Lines kept in memory; those looked at longest ago go first."""
_AROUND = 30
"""Lines read before and after those in sight."""
_SPOKEN = N_("{title}, {kind}, {level}, {consent}")
_Index = QModelIndex | QPersistentModelIndex


class RecordsModel(QAbstractListModel):
    """Rows of a place, or what a search found. UserRole gives the FoundView, None for a line that is not read yet.

    `rows_wanted` asks for lines by their codes: those in sight and some around them, nothing twice at a time.
    """

    rows_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.order = Order()
        self._views: dict[str, FoundView] = {}
        self._current: set[str] = set()
        self._asked: set[str] = set()
        self._seen: set[int] = set()
        self._is_found = False
        self._revealed = ""
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    # --- filling ----------------------------------------------------------------------------------------------------

    def show_first(self, views: Sequence[RowView]) -> None:
        """The beginning of a place; `show_order` follows where there is more."""
        self._reset(Order.of([view.row.code for view in views]), map(_listed, views))

    def show_found(self, found: Sequence[FoundView]) -> None:
        self._reset(Order.of([view.row.row.code for view in found]), found)
        self._is_found = True

    def show_order(self, order: Order) -> None:
        """Another order of the same place: lines that stay keep what was read of them, and their selection.

        Every line in sight is read again.
        """
        if order.before is not self.order or self._is_found:
            self._reset(order, ())
            return
        gone = range(order.start, order.old_end)
        if gone:
            self.beginRemoveRows(QModelIndex(), gone.start, gone.stop - 1)
            codes = [*self.order.codes[: order.start], *self.order.codes[order.old_end :]]
            self.order = Order(codes, {}) if order.start < order.end else order
            self.endRemoveRows()
        if order.start < order.end:
            self.beginInsertRows(QModelIndex(), order.start, order.end - 1)
            self.order = order
            self.endInsertRows()
        self.order = order
        self._views = {code: view for code, view in self._views.items() if code in order.rows}
        self.read_again()

    def show_rows(self, asked: Iterable[str], views: Sequence[RowView]) -> None:
        """The answer to `rows_wanted`. Lines that are gone stay empty until the order is read again."""
        self._asked.difference_update(asked)
        for view in views:
            self.replace(view)
        for code in list(self._views)[: max(0, len(self._views) - _KEPT)] if not self._is_found else ():
            del self._views[code]
            self._current.discard(code)

    def replace(self, view: RowView) -> None:
        """A record as it is now: its line is drawn again where it is."""
        code = view.row.code
        row = self.row_of(code)
        if row >= 0:
            old = self._views.pop(code, None)
            self._views[code] = FoundView(view, old.snippet, old.marks) if old and old.marks else _listed(view)
            self._current.add(code)
            self.dataChanged.emit(self.index(row), self.index(row))

    def read_again(self) -> None:
        """What is shown may be out of date: it stays until it was read again."""
        self._current.clear()
        self._redraw()

    def reveal(self, code: str) -> None:
        """The record that is open shows its title in the list too, whatever its level hides there."""
        touched, self._revealed = (self._revealed, code), code
        for row in {self.row_of(each) for each in touched if each}:
            if row >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))

    def hide_sealed(self) -> None:
        """The compartment closes: forget the cards of what is in it."""
        self._revealed = ""
        for code, found in self._views.items():
            inner = found.row.row
            if inner.level is Level.SEALED and inner.card is not None:
                view = replace(
                    found.row, row=replace(inner, card=None), preview_hidden=True, title=inner.code, snippet=""
                )
                self._views[code] = FoundView(view, "")
        self._redraw()

    def stop_asking(self, asked: Iterable[str]) -> None:
        """These lines could not be read, or nobody waited: they may be asked for again."""
        self._asked.difference_update(asked)
        if not self._asked:
            self._redraw()  # those in sight are looked at once more

    def _reset(self, order: Order, views: Iterable[FoundView]) -> None:
        self.beginResetModel()
        self.order, self._is_found = order, False
        self._views = {view.row.row.code: view for view in views}
        self._current = set(self._views)
        self._asked.clear()
        self._seen.clear()
        self.endResetModel()

    def _redraw(self) -> None:
        if self.order.codes:
            self.dataChanged.emit(self.index(0), self.index(len(self.order.codes) - 1))

    # --- asking -----------------------------------------------------------------------------------------------------

    def row_of(self, code: str) -> int:
        """-1 where the record is not in the list."""
        return self.order.rows.get(code, -1)

    def code_at(self, row: int) -> str:
        return self.order.codes[row] if 0 <= row < len(self.order.codes) else ""

    def view_of(self, code: str) -> FoundView | None:
        """What was read of a line, if it was."""
        return self._views.get(code)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.order.codes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        code = self.code_at(index.row()) if index.isValid() else ""
        if not code:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return self._looked_at(code, index.row())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        found = self._looked_at(code, index.row())
        if found is None:
            return code
        view = found.row
        if role == Qt.ItemDataRole.DisplayRole:
            return view.title
        return tr(
            _SPOKEN,
            title=view.title,
            kind=kind_words(view.row.kind),
            level=view.effective.name.lower(),
            consent=view.consent.value,
        )

    def _looked_at(self, code: str, row: int) -> FoundView | None:
        if code not in self._current and not self._is_found:
            self._seen.add(row)
            if not self._soon.isActive():
                self._soon.start()
        found = self._views.get(code)
        return None if found is None else self._uncovered(found)

    def _ask(self) -> None:
        """Lines that were looked at since the last turn, and their neighbours."""
        seen, self._seen = self._seen, set()
        near = {near for row in seen for near in range(row - _AROUND, row + _AROUND + 1)}
        codes = [code for row in sorted(near) if (code := self.code_at(row))]
        codes = [code for code in codes if code not in self._current and code not in self._asked]
        if codes:
            self._asked.update(codes)
            self.rows_wanted.emit(codes)

    def _uncovered(self, found: FoundView) -> FoundView:
        row = found.row.row
        if row.code != self._revealed or row.card is None or not found.row.preview_hidden:
            return found
        view = replace(found.row, title=row.card.title, preview_hidden=False)
        return _listed(replace(view, snippet=row.card.excerpt))


def _listed(view: RowView) -> FoundView:
    # The text often begins with its own title, which is already the line above.
    return FoundView(view, view.snippet.removeprefix(view.title).lstrip() or view.snippet)
