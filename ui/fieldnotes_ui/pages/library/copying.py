"""Copying out of an open record: allowed by its level or refused with the reason; and notices about its passages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from fieldnotes.i18n import N_, tr, trn
from fieldnotes.services.views import Action, RecordView
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.widgets.badge import level_name
from fieldnotes_ui.widgets.record_pane import RecordPane

_MAY_NOT_COPY = N_("A text at level {level} may not be copied. Lower the level with a reason if it must be.")


class Copying(QObject):
    """`view` tells what is open. Its `may` is the service's answer for the level in effect, passages included."""

    def __init__(
        self, desk: Desk, clipboard: Clipboard, pane: RecordPane, view: Callable[[], RecordView | None]
    ) -> None:
        super().__init__(pane)
        self._desk, self._clipboard, self._pane, self._view = desk, clipboard, pane, view
        pane.editor.copy_wanted.connect(self._copy)
        pane.editor.cut_wanted.connect(self._cut)
        pane.head.title.copy_wanted.connect(self._copy)
        pane.editor.passages_lost.connect(self._on_lost)

    def tell_moved(self, count: int) -> None:
        self._desk.notice.emit(
            trn(
                "{n} protected passage was not where it should be. Check it before anything leaves.",
                "{n} protected passages were not where they should be. Check them before anything leaves.",
                count,
            )
        )

    def _copy(self, text: str) -> None:
        if self._may():
            self._clipboard.copy(text)

    def _cut(self, text: str) -> None:
        if self._may():
            self._clipboard.copy(text)
            self._pane.editor.remove_selected()

    def _may(self) -> bool:
        view = self._view()
        if view is None:
            return False
        if Action.COPY not in view.may:
            self._desk.notice.emit(tr(_MAY_NOT_COPY, level=level_name(view.effective)))
            return False
        return True

    def _on_lost(self, count: int) -> None:
        self._desk.notice.emit(
            trn(
                "{n} protected passage has no words left and is gone. Undo brings it back.",
                "{n} protected passages have no words left and are gone. Undo brings them back.",
                count,
            )
        )
