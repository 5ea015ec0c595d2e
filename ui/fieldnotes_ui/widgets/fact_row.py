"""One thing of a list on a card: what it is, what is to be said of it, what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import label


class Pill(QLabel):
    """A short word on a coloured ground; `tone` is ok, warn, danger, info or empty for plain."""

    def __init__(self, text: str, tone: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName("pill")
        self.setProperty("tone", tone)


class FactRow(QFrame):
    """A mark, a title with pills, lines under it, warnings, and buttons at the end of the row."""

    def __init__(
        self,
        icon: str,
        title: str,
        lines: Sequence[str] = (),
        *,
        pills: Sequence[tuple[str, str]] = (),
        warnings: Sequence[str] = (),
        tools: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("fact")
        self.setAccessibleName(". ".join((title, *(text for text, _ in pills), *lines, *warnings)))
        mark = QLabel()
        mark.setPixmap(theme.icon(icon, "accent").pixmap(20, 20))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(title, "strong", wrap=not pills), 0 if pills else 1)
        for text, tone in pills:
            head.addWidget(Pill(text, tone))
        if pills:
            head.addStretch(1)
        texts.addLayout(head)
        for line in lines:
            texts.addWidget(label(line, "small", wrap=True))
        for warning in warnings:
            texts.addLayout(_warning(warning))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 10, 0, 10)
        layout.setSpacing(12)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)
        for tool in tools:
            layout.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)


def _warning(sentence: str) -> QGridLayout:
    layout = QGridLayout()
    layout.setHorizontalSpacing(6)
    layout.setColumnStretch(1, 1)
    sign = QLabel()
    sign.setPixmap(theme.icon("triangle-alert", "warn").pixmap(14, 14))
    words = label(sentence, "caution", wrap=True)
    layout.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(words, 0, 1)
    return layout
