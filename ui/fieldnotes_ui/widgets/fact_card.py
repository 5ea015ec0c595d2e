"""A card with a heading, its buttons and a list of things under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import label, row


class FactCard(QFrame):
    """`show_rows` replaces the list; rows are separated by a line."""

    def __init__(self, icon: str, title: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(title)
        mark = QLabel()
        mark.setPixmap(theme.icon(icon, "text2").pixmap(20, 20))
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(18, 14, 18, 14)
        self.inside.setSpacing(8)
        self.inside.addLayout(row(mark, label(title, "h2"), None))
        self._about = label(about, "muted", wrap=True)
        self.inside.addWidget(self._about)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.inside.addLayout(self._rows)

    def say(self, about: str) -> None:
        """Other words under the heading."""
        self._about.setText(about)

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for at, one in enumerate(rows):
            if at:
                line = QFrame()
                line.setObjectName("rule")
                line.setFixedHeight(1)
                self._rows.addWidget(line)
            self._rows.addWidget(one)

    def rows(self) -> list[QWidget]:
        """What is listed now, without the lines between."""
        found = [item.widget() for at in range(self._rows.count()) if (item := self._rows.itemAt(at)) is not None]
        return [one for one in found if one is not None and one.objectName() != "rule"]
