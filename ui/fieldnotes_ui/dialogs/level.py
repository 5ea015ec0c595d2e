"""The five levels with mark, name, meaning and what each forbids: choose one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes_ui import theme
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.badge import MEANINGS, level_name, paint_mark
from fieldnotes_ui.widgets.labels import label

_TITLE, _ACTION = N_("Protection level of {code}"), N_("Set level")
_EFFECTIVE = N_("In effect now because {reasons}.")
_FORBIDS, _FREE = N_("Forbids: {actions}."), N_("Forbids nothing.")
ACTIONS = {
    "copy": N_("copying"),
    "export": N_("leaving in a bundle"),
    "index": N_("finding it by its words"),
    "list": N_("being listed"),
    "print": N_("printing"),
    "show": N_("reading"),
}
_HIGH, _BEFORE, _AFTER = 72, 58, 16
"""Pixels: the least height of a row, and what is left free before its words, for the mark, and after them."""
_WRAP = int(Qt.TextFlag.TextWordWrap)


class LevelDialog(Sheet):
    """`forbidden` says per level which actions it takes away; `chosen` is the level that was set."""

    chosen = Signal(object)

    def __init__(
        self,
        code: str,
        present: Level,
        forbidden: Mapping[Level, Sequence[str]],
        parent: QWidget,
        *,
        reasons: Sequence[str] = (),
    ) -> None:
        super().__init__(tr(_TITLE, code=code), tr(_ACTION), parent, width=580)
        self._present = present
        if reasons:
            self.inside.addWidget(label(tr(_EFFECTIVE, reasons="; ".join(reasons)), "small", wrap=True))
        self.inside.setSpacing(4)
        self._group = QButtonGroup(self)
        self.rows: dict[Level, LevelRow] = {}
        for level in Level:
            made = LevelRow(level, tuple(forbidden.get(level, ())))
            made.setChecked(level is present)
            self._group.addButton(made)
            self.rows[level] = made
            self.inside.addWidget(made)
        self.rows[present].setFocus()

    def submit(self) -> None:
        level = next(level for level, made in self.rows.items() if made.isChecked())
        if level is not self._present:
            self.chosen.emit(level)
        self.accept()


class LevelRow(QAbstractButton):
    """One level, chosen by click, space or the arrow keys."""

    def __init__(self, level: Level, forbidden: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._level = level
        words = ", ".join(tr(ACTIONS[action]) if action in ACTIONS else action for action in forbidden)
        self._forbids = tr(_FORBIDS, actions=words) if words else tr(_FREE)
        self.setAccessibleName(f"{level_name(level)}. {tr(MEANINGS[level])} {self._forbids}")

    def sizeHint(self) -> QSize:
        return QSize(460, self.heightForWidth(max(460, self.width())))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(_HIGH, sum(high for _, _, high in self._lines(width - _BEFORE - _AFTER)) + 20)

    def _lines(self, width: int) -> list[tuple[QFont, str, int]]:
        """Name, meaning and what it forbids: the font, the words, and how high they are at a width."""
        bold, small = QFont(self.font()), QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        small.setPointSizeF(self.font().pointSizeF() * 0.9)
        said = ((bold, level_name(self._level)), (self.font(), tr(MEANINGS[self._level])), (small, self._forbids))
        room = QRect(0, 0, max(1, width), 10_000)
        return [(font, words, QFontMetrics(font).boundingRect(room, _WRAP, words).height()) for font, words in said]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the dialog's main button
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(theme.colour("focus"), 2) if self.hasFocus() else QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("sel" if self.isChecked() else "surface2" if self.underMouse() else "surface"))
        painter.drawRoundedRect(box, 8, 8)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        high = self.height()
        paint_mark(painter, QRectF(self.width() - 42 if mirrored else 18, high / 2 - 12, 24, 24), self._level)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
        text = self.rect().adjusted(_AFTER if mirrored else _BEFORE, 0, -_BEFORE if mirrored else -_AFTER, 0)
        lines = self._lines(text.width())
        gap = max(0, (high - sum(line for _, _, line in lines) - 14) // 4)
        top = (high - sum(line for _, _, line in lines) - 2 * gap) // 2
        painter.setPen(theme.colour("sel_text" if self.isChecked() else "text"))
        for font, words, line in lines:
            painter.setFont(font)
            painter.drawText(QRect(text.left(), top, text.width(), line), int(flags) | _WRAP, words)
            painter.setPen(theme.colour("text2"))
            top += line + gap
