"""A strip with a coloured bar, an icon and a sentence: consent, the leak gate, notices."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QLabel, QSizePolicy, QWidget

from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import label, row

Button = TypeVar("Button", bound=QAbstractButton)
ICONS = {"ok": "shield-check", "warn": "triangle-alert", "danger": "shield-alert", "info": "info"}

_MARGIN = 8
_LEAST = 44
_FEW_WORDS, _NARROWEST, _SIDES = 260, 120, 24
_LIKELY = 420
"""Width of the words until a layout has told the true one: a narrow guess makes dialogs open far too high."""


class Strip(QWidget):
    """`tone` is ok, warn, danger or info. The bar is painted so that it mirrors with the layout."""

    def __init__(self, tone: str = "info", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._laid_out = False
        self._icon = QLabel()
        self._text = label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.installEventFilter(self)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(14, _MARGIN, 10, _MARGIN)
        self._row.setSpacing(10)
        said = row(self._icon, self._text, spacing=10)
        said.setStretchFactor(self._text, 1)
        self._row.addLayout(said, 1)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.show_message(tone, text)

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def tone(self) -> str:
        return self._tone

    def show_message(self, tone: str, text: str, *, icon: str = "") -> None:
        self._tone = tone
        self._icon.setPixmap(theme.icon(icon or ICONS[tone], tone).pixmap(18, 18))
        self._text.setText(text)
        self._text.setVisible(bool(text))  # what says nothing yet is nothing to stop at
        self.setAccessibleName(text)
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid_out = True
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Its buttons may stand below the words, and below one another."""
        made = [item.minimumSize().width() for at in range(self._buttons.count()) if (item := self._buttons.itemAt(at))]
        return QSize(max((*made, _NARROWEST)) + _SIDES, self.minimumHeight())

    def _turn(self) -> None:
        """Buttons stand below the words where these would have less than a line of a few words."""
        beside = sum(
            item.minimumSize().width() for at in range(self._buttons.count()) if (item := self._buttons.itemAt(at))
        )
        is_narrow = bool(beside) and self.width() - beside < theme.scaled(_FEW_WORDS)
        _turn_to(self._row, is_narrow)
        _turn_to(self._buttons, is_narrow and beside > self.width() - _SIDES)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A button that comes or goes leaves the words another width."""
        if event.type() == QEvent.Type.Resize and watched is self._text:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Room for every line: layouts that align an item do not ask for its height at its width."""
        if self._laid_out:
            self._turn()
        width = max(self._text.width(), _NARROWEST) if self._laid_out else _LIKELY
        lines = self._text.heightForWidth(width)
        if self._row.direction() is QBoxLayout.Direction.TopToBottom:
            lines += self._row.spacing() + self._buttons.sizeHint().height()
        self.setMinimumHeight(max(_LEAST, lines + 2 * _MARGIN))

    def add_button(self, made: Button) -> Button:
        if not self._buttons.count():
            self._row.addLayout(self._buttons)
        self._buttons.addWidget(made)
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{self._tone}_soft"))
        painter.drawRoundedRect(self.rect(), 5, 5)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        painter.setBrush(theme.colour(self._tone))
        painter.drawRect(self.width() - 4 if mirrored else 0, 0, 4, self.height())


def _turn_to(box: QBoxLayout, stacked: bool) -> None:
    way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
    if box.direction() is not way:
        box.setDirection(way)
