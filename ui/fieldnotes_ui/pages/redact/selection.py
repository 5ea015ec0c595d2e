"""Some records of a case that are to leave alone: which, said above the workbench until all are wanted again."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes_ui.widgets.labels import button
from fieldnotes_ui.widgets.strip import Strip

_ALONE = NN_("Of this case only {n} record is to leave: {codes}", "Of this case only {n} records are to leave: {codes}")
_MORE, _ALL = N_("{codes} and others"), N_("All records")
_NAMED = 8


class Selection(QObject):
    """Holds for one case, whatever the audience; `dropped` once all of its records are wanted again."""

    dropped = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._case = ""
        self._codes: frozenset[str] = frozenset()
        self.strip = Strip("info")
        self.all_button = self.strip.add_button(button(tr(_ALL)))
        self.all_button.clicked.connect(self._drop)
        self.strip.hide()

    def choose(self, case: str, codes: Iterable[str]) -> None:
        """These records of `case` alone; without any, all."""
        self._case, self._codes = case, frozenset(codes)
        self._show()

    def only(self, case: str) -> frozenset[str]:
        """The records of `case` that leave alone; empty for all. Another case has no selection, nor has this then."""
        if case != self._case:
            self.choose(case, ())
        return self._codes

    def _drop(self) -> None:
        self.choose(self._case, ())
        self.dropped.emit()

    def _show(self) -> None:
        named = ", ".join(sorted(self._codes)[:_NAMED])
        named = tr(_MORE, codes=named) if len(self._codes) > _NAMED else named
        self.strip.show_message("info", trn(*_ALONE, len(self._codes), codes=named), icon="package")
        self.strip.setVisible(bool(self._codes))
