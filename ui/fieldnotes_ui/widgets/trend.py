"""How measurements went: a bar for each, of what failed, warned, was not measured and passed, the newest at the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.audit import Measured, Status
from fieldnotes_ui import theme
from fieldnotes_ui.models.findings import STATUS_LOOK

MOST = 24
"""Bars that are shown."""
_NAME = N_("How audits ended")
_ONE = N_("{day}: {fail} failures, {warn} warnings, {unknown} not measured, {passed} pass")
_ORDER = (Status.PASS, Status.UNKNOWN, Status.WARN, Status.FAIL)
"""From the ground up, so that what is wrong stands on top."""
_BAR, _GAP, _HEIGHT = 8, 4, 44


class Trend(QWidget):
    """Drawn as wide as 24 bars; told in words to a screen reader and as a tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past: tuple[Measured, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr(_NAME))

    def show_past(self, past: Sequence[Measured]) -> None:
        self._past = tuple(past[-MOST:])
        words = "\n".join(_told(one) for one in reversed(self._past))
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.setVisible(len(self._past) > 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(MOST * (_BAR + _GAP), _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for place, one in enumerate(reversed(self._past)):
            left = place * (_BAR + _GAP) if mirrored else self.width() - (place + 1) * (_BAR + _GAP)
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
