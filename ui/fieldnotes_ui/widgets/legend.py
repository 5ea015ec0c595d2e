"""What the marks of the texts mean and how many there are; a press takes a kind out of the texts and the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.span_look import format_of, paint_mark
from fieldnotes_ui.widgets.spans import Tone

_NAME = N_("Marks and their numbers")
_SPOKEN = N_("{name}: {numbers}. {shown}")
_SHOWN, _HIDDEN = N_("Shown"), N_("Filtered away")
_TIP = N_("{name}\n{numbers}\nA press shows or hides this kind in the texts and in the list.")
_SAMPLE = "A"
_LEAST = 34
"""Pixels below which words would be an ellipsis and no more; the mark itself and its tip have to do then."""
_HEIGHT, _SIDE, _GAP = 42, 7, 7


@dataclass(frozen=True, slots=True)
class Sample:
    """One kind of mark: its key, its name, and how it looks while undecided and when it is taken out."""

    key: str
    name: str
    tones: tuple[Tone, ...]


class Legend(QWidget):
    """`changed` follows every press."""

    changed = Signal()

    def __init__(self, samples: Sequence[Sample], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(_NAME))
        self._chips = {sample.key: _Chip(sample) for sample in samples}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        for chip in self._chips.values():
            layout.addWidget(chip, 3 + len(chip.sample.tones))
            chip.toggled.connect(lambda _: self.changed.emit())

    def show_numbers(self, numbers: Mapping[str, tuple[str, str]]) -> None:
        """For each key a short line, and a sentence that says more."""
        for key, chip in self._chips.items():
            chip.show_numbers(*numbers.get(key, ("", "")))

    def hidden(self) -> frozenset[str]:
        return frozenset(key for key, chip in self._chips.items() if not chip.isChecked())

    def chip(self, key: str) -> QAbstractButton:
        return self._chips[key]


class _Chip(QAbstractButton):
    """Drawn by hand, because its sample looks exactly as the marks do."""

    def __init__(self, sample: Sample) -> None:
        super().__init__()
        self.sample = sample
        self._short = self._long = ""
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(lambda _: self._say())
        self._say()

    def show_numbers(self, short: str, long: str) -> None:
        if (short, long) != (self._short, self._long):
            self._short, self._long = short, long
            self._say()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(128, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, _HEIGHT)

    def _say(self) -> None:
        name = tr(self.sample.name)
        shown = tr(_SHOWN if self.isChecked() else _HIDDEN)
        self.setAccessibleName(tr(_SPOKEN, name=name, numbers=self._long or self._short, shown=shown))
        self.setToolTip(tr(_TIP, name=name, numbers=self._long))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.colour("focus" if focused else "border"), 2 if focused else 1))
        painter.setBrush(theme.colour("surface" if self.isChecked() else "bg"))
        painter.drawRoundedRect(frame, 7, 7)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        wide = self._paint_samples(painter, mirrored=mirrored)
        room = frame.adjusted(_SIDE, 4, -_SIDE - wide, -4) if mirrored else frame.adjusted(_SIDE + wide, 4, -_SIDE, -4)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        strong, small = QFont(self.font()), QFont(self.font())
        strong.setStrikeOut(not self.isChecked())
        strong.setPointSizeF(self.font().pointSizeF() * 0.92)
        small.setPointSizeF(self.font().pointSizeF() * 0.85)
        upper = QRectF(room.left(), room.top(), room.width(), room.height() / 2)
        lower = upper.translated(0, room.height() / 2)
        for font, box, words, ink in (
            (strong, upper, tr(self.sample.name), "text" if self.isChecked() else "text3"),
            (small, lower, self._short, "text2"),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(ink))
            if box.width() < _LEAST:
                break
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, flags, shown)
        painter.end()

    def _paint_samples(self, painter: QPainter, *, mirrored: bool) -> float:
        """The marks as they look; how much room they took."""
        font = theme.font(theme.UI_POINTS)
        wide = QFontMetricsF(font).horizontalAdvance(_SAMPLE) + 8
        x = self.width() - _SIDE - wide if mirrored else float(_SIDE)
        if not self.isChecked():
            painter.setOpacity(0.45)
        for tone in self.sample.tones:
            box = QRectF(x, self.height() / 2 - 7, wide, 18)
            form = format_of(tone)
            painter.fillRect(box, form.background())
            layout = QTextLayout(_SAMPLE, font)
            layout.setFormats([_whole(form)])
            layout.beginLayout()
            line = layout.createLine()
            layout.endLayout()
            painter.setPen(form.foreground().color())
            layout.draw(painter, QPointF(x + 4, box.center().y() - line.height() / 2))
            paint_mark(painter, tone, box, first=True, mirrored=False)
            x += -wide - 4 if mirrored else wide + 4
        painter.setOpacity(1)
        return len(self.sample.tones) * (wide + 4) + _GAP - 4


def _whole(form: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    # The attributes are plain fields of the C++ struct; the stubs declare them as such.
    made.start, made.length, made.format = 0, len(_SAMPLE), form
    return made
