"""The steps of a longer undertaking: which are done, which is next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme

_SPOKEN = N_("Step {number} of {count}: {name}")
_MARK, _BETWEEN = 26, 8


class Steps(QWidget):
    """Numbered marks with names on a line; done steps carry a tick, so that nothing hangs on colour.

    Where the names are too long for one line the present step's stands alone.
    """

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    @property
    def at(self) -> int:
        return self._at

    def show_step(self, at: int) -> None:
        """The step that is next, from 0; one behind the last says that all are done."""
        self._at = at
        shown = min(at, len(self._names) - 1)
        self.setAccessibleName(tr(_SPOKEN, number=shown + 1, count=len(self._names), name=self._names[shown]))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, _MARK + self.fontMetrics().height() + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = len(self._names)
        width = self.width() / count
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        centres = [width * (count - 1 - at if mirrored else at) + width / 2 for at in range(count)]
        middle = _MARK / 2 + 1
        measure = QFontMetricsF(_bold(self.font()))
        fits = all(measure.horizontalAdvance(name) < width - _BETWEEN for name in self._names)
        for at in range(count - 1):
            painter.setPen(QPen(theme.colour("accent" if at < self._at else "border"), 2))
            ends = sorted((centres[at], centres[at + 1]))
            painter.drawLine(QPointF(ends[0] + _MARK / 2 + 6, middle), QPointF(ends[1] - _MARK / 2 - 6, middle))
        for at, (name, x) in enumerate(zip(self._names, centres, strict=True)):
            self._mark(painter, at, QRectF(x - _MARK / 2, 1, _MARK, _MARK))
            if not fits and at != self._at:
                continue
            painter.setFont(_bold(self.font()) if at == self._at else self.font())
            painter.setPen(theme.colour("text" if at == self._at else "text2"))
            wide = width if fits else measure.horizontalAdvance(name) + 2
            left = min(max(x - wide / 2, 0), self.width() - wide)
            place = QRectF(left, _MARK + 5, wide, self.fontMetrics().height() + 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)

    def _mark(self, painter: QPainter, at: int, box: QRectF) -> None:
        done, current = at < self._at, at == self._at
        painter.setPen(QPen(theme.colour("accent" if done or current else "border_strong"), 1.5))
        painter.setBrush(theme.colour("accent" if current else "accent_soft" if done else "surface"))
        painter.drawEllipse(box)
        if done:
            theme.icon("check", "accent").paint(painter, box.adjusted(6, 6, -6, -6).toRect())
            return
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour("on_accent" if current else "text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(at + 1))


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made
