"""The menu of the record list: what can be done with the record under the pointer, or with all that are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QMenu

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme

BESIDE, LEVEL, MOVE = N_("Open beside, to compare"), N_("Change the level…"), N_("Put into another case…")
EXPORT, VERSIONS, RECYCLE = (
    N_("Export these alone…"), N_("Versions: compare, go back, read back…"), N_("Move to the recycle bin"),
)  # fmt: skip
_FOR_ONE = frozenset({BESIDE, VERSIONS})
_ICONS = {
    BESIDE: "file-text", LEVEL: "shield", MOVE: "folder", EXPORT: "package", VERSIONS: "history", RECYCLE: "trash-2",
}  # fmt: skip


class RecordMenu(QObject):
    """`does` are the names of what it offers, in their order, each with what it does."""

    def __init__(self, view: QAbstractItemView, does: Sequence[tuple[str, Callable[[], object]]]) -> None:
        super().__init__(view)
        self._view, self._does = view, does
        self.shown: QMenu | None = None
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._pop_up)

    def _pop_up(self, at: QPoint) -> None:
        """The pointer has chosen its record already; the key opens it at the current one."""
        index = self._view.indexAt(at)
        if not index.isValid():
            index = self._view.currentIndex()
            at = self._view.visualRect(index).center()
        if not index.isValid():
            return
        one = len(self._view.selectionModel().selectedRows()) <= 1
        menu = self.shown = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.destroyed.connect(self._forget)
        for name, does in self._does:
            action = menu.addAction(theme.icon(_ICONS[name]), tr(name))
            action.setEnabled(one or name not in _FOR_ONE)
            action.triggered.connect(lambda _=False, does=does: does())
        menu.popup(self._view.viewport().mapToGlobal(at))

    def _forget(self) -> None:
        self.shown = None
