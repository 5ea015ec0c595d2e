"""How strong a passphrase is: five steps, and the same in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.session import MINIMUM_LENGTH
from fieldnotes.services.views import Strength
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import label

_ADVICE = N_("Six words picked by dice are stronger than anything one invents. At least {minimum} characters.")
_POLICY = N_("The policy of this vault asks for as much as {words} words drawn by dice.")
_JUDGED = N_("Strength: {words}, about {bits} bits, like {count} words drawn by dice.")
_TONES = ("danger", "danger", "warn", "ok", "ok")


class _Steps(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.filled = 0
        self.setFixedHeight(6)

    def sizeHint(self) -> QSize:
        return QSize(200, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap, count = 4, len(_TONES)
        width = (self.width() - gap * (count - 1)) / count
        for step in range(count):
            on = step < self.filled
            painter.setBrush(theme.colour(_TONES[self.filled - 1] if on else "border"))
            painter.drawRoundedRect(QRectF(step * (width + gap), 0, width, self.height()), 3, 3)


class StrengthMeter(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least_words = 0
        self._steps = _Steps()
        self._words = label(tr(_ADVICE, minimum=MINIMUM_LENGTH), "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._steps)
        layout.addWidget(self._words)

    def ask_for(self, words: int) -> None:
        """The vault's policy wants a passphrase worth as many dice words; 0 for no policy."""
        self._least_words = words
        self._words.setText(self._advice())

    def show_strength(self, strength: Strength) -> None:
        self._steps.filled = strength.score + 1 if strength.bits else 0
        words = tr(_JUDGED, words=tr(strength.words), bits=round(strength.bits), count=int(strength.dice_words))
        if not strength.acceptable:
            words += " " + self._advice()
        self._words.setText(words)
        self.setAccessibleName(words)
        self._steps.update()

    def _advice(self) -> str:
        advice = tr(_ADVICE, minimum=MINIMUM_LENGTH)
        return f"{tr(_POLICY, words=self._least_words)} {advice}" if self._least_words else advice
