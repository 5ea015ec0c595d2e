"""Records that were opened before: their codes, in memory only, gone with the page at a lock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.draw_text import isolated

_NONE = N_("None was opened before")
_KEPT = 12


class Recent(QObject):
    """`chosen` is a code."""

    chosen = Signal(str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._codes: list[str] = []

    @property
    def codes(self) -> tuple[str, ...]:
        """The one opened last first."""
        return tuple(self._codes)

    def note(self, code: str) -> None:
        if code:
            self._codes = [code, *(one for one in self._codes if one != code)][:_KEPT]

    def offer(self, title_of: Callable[[str], str], under: QWidget) -> QMenu:
        """All but the open one, with the titles that the list may show."""
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        for code in self._codes[1:]:
            title = title_of(code)
            words = isolated(code, title) if title != code else code
            made = menu.addAction(words.replace("&", "&&"))
            made.triggered.connect(lambda _=False, code=code: self.chosen.emit(code))
        if menu.isEmpty():
            menu.addAction(tr(_NONE)).setEnabled(False)
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))
        return menu
