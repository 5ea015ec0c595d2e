"""A few choices side by side of which one holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QWidget

from fieldnotes_ui.widgets.flow import Flow


class Segments(QWidget):
    """(key, words) pairs; `changed` carries the key that was chosen. The arrow keys go from one to the next."""

    changed = Signal(str)

    def __init__(self, name: str, pairs: Sequence[tuple[str, str]], chosen: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._keys = [key for key, _ in pairs]
        self._group = QButtonGroup(self)
        layout = Flow(spacing=0, fills=True)
        self.setLayout(layout)
        for at, (key, words) in enumerate(pairs):
            made = QPushButton(words)
            made.setObjectName("segment")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setAccessibleName(f"{name}: {words}")
            made.setChecked(key == chosen)
            self._group.addButton(made, at)
            layout.addWidget(made)
        self._round_the_ends()
        self._group.idToggled.connect(self._on_toggled)

    def chosen(self) -> str:
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        self._group.button(self._keys.index(key)).setChecked(True)

    def _round_the_ends(self) -> None:
        """Of every line. Style sheets know left and right only, so the ends change where the layout is mirrored."""
        lines: dict[int, list[QAbstractButton]] = {}
        for one in self._group.buttons():
            lines.setdefault(one.y(), []).append(one)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for line in lines.values():
            first, last = (line[-1], line[0]) if mirrored else (line[0], line[-1])
            for one in line:
                alone = first is last and len(lines) > 1
                edge = "alone" if alone else "left" if one is first else "right" if one is last else "none"
                if one.property("edge") != edge:
                    one.setProperty("edge", edge)
                    one.style().unpolish(one)
                    one.style().polish(one)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._round_the_ends()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "_group") and self._group.buttons():
            self._round_the_ends()

    def _on_toggled(self, at: int, is_on: bool) -> None:
        if is_on:
            self.changed.emit(self._keys[at])
