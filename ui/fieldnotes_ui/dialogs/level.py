"""The five levels with mark, name, meaning and what each forbids: choose one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
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
_HIGH = 72


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
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._level = level
        words = ", ".join(tr(ACTIONS[action]) if action in ACTIONS else action for action in forbidden)
        self._forbids = tr(_FORBIDS, actions=words) if words else tr(_FREE)
        self.setAccessibleName(f"{level_name(level)}. {tr(MEANINGS[level])} {self._forbids}")

    def sizeHint(self) -> QSize:
        return QSize(460, max(_HIGH, 3 * self.fontMetrics().height() + 20))

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
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        text = self.rect().adjusted(16 if mirrored else 58, 9, -58 if mirrored else -16, -9)
        third = text.height() // 3
        lines = [QRect(text.left(), text.top() + third * at, text.width(), third) for at in range(3)]
        bold, small = QFont(self.font()), QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        small.setPointSizeF(self.font().pointSizeF() * 0.9)
        ink = theme.colour("sel_text" if self.isChecked() else "text")
        painter.setPen(ink)
        for font, line, words in (
            (bold, lines[0], level_name(self._level)),
            (self.font(), lines[1], tr(MEANINGS[self._level])),
            (small, lines[2], self._forbids),
        ):
            painter.setFont(font)
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, flags, shown)
            painter.setPen(theme.colour("text2"))
