"""How measurements went: a bar for each, of what failed, warned, was not measured and passed, the newest at the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.audit import Measured, Status
from fieldnotes_ui import theme
from fieldnotes_ui.models.findings import STATUS_LOOK
from fieldnotes_ui.widgets.labels import label

MOST = 24
"""Bars that are shown."""
_NAME = N_("How audits ended")
_ONE = N_("{day}: {fail} failures, {warn} warnings, {unknown} not measured, {passed} pass")
_ORDER = (Status.PASS, Status.UNKNOWN, Status.WARN, Status.FAIL)
"""From the ground up, so that what is wrong stands on top."""
_BAR, _GAP, _HEIGHT = 8, 4, 36


class Trend(QFrame):
    """A card with the bars and what they are; told in words to a screen reader and as a tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr(_NAME))
        self._bars = _Bars(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 12)
        layout.setSpacing(0)
        layout.addWidget(self._bars)
        layout.addWidget(label(tr(_NAME), "muted"))

    def show_past(self, past: Sequence[Measured]) -> None:
        shown = tuple(past[-MOST:])
        words = "\n".join(_told(one) for one in reversed(shown))
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.setVisible(len(shown) > 1)
        self._bars.show_past(shown)


class _Bars(QWidget):
    """As wide as the bars that there are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._past: tuple[Measured, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_past(self, past: tuple[Measured, ...]) -> None:
        self._past = past
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(self._past) * (_BAR + _GAP), _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for place, one in enumerate(self._past):
            left = self.width() - (place + 1) * (_BAR + _GAP) if mirrored else place * (_BAR + _GAP)
            self._bar(painter, left, one)

    def _bar(self, painter: QPainter, left: float, one: Measured) -> None:
        whole = sum(one.counts[status] for status in _ORDER) or 1
        bottom = float(self.height())
        for status in _ORDER:
            height = self.height() * one.counts[status] / whole
            painter.setBrush(theme.colour(STATUS_LOOK[status][1]))
            painter.drawRect(QRectF(left, bottom - height, _BAR, height))
            bottom -= height


def _told(one: Measured) -> str:
    counts = one.counts
    return tr(
        _ONE,
        day=one.day,
        fail=counts[Status.FAIL],
        warn=counts[Status.WARN],
        unknown=counts[Status.UNKNOWN],
        passed=counts[Status.PASS],
    )
