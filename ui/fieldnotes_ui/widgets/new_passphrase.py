"""A new passphrase, typed twice or drawn by dice, with its strength in words."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.access import WORDS
from fieldnotes.services.views import Strength
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.labels import button, field, label
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.segments import Segments
from fieldnotes_ui.widgets.strength import StrengthMeter

_NEW, _REPEAT, _DRAW = N_("New passphrase"), N_("Repeat it"), N_("Draw seven words")
_DRAW_MORE = N_("Draw {words} words")
_LANGUAGE = N_("Words of")
_LANGUAGES = (("az", N_("Azərbaycanca")), ("en", N_("English")), ("ru", N_("Русский")))
_SAME, _DIFFERENT = N_("Both are the same."), N_("The two differ.")
_LEARN = N_("Shown here only. Read them a few times, then type them below from memory.")
_JUDGE_MS = 250


class NewPassphrase(QWidget):
    """`judge_wanted` carries what was typed, to be answered by `show_strength`; `generate_wanted` a language, to be
    answered by `show_generated`."""

    judge_wanted = Signal(str)
    generate_wanted = Signal(str)
    changed = Signal()

    def __init__(self, name: str = "", *, least: int, language: str = "en", parent: QWidget | None = None) -> None:
        """`least` is how many characters a passphrase needs."""
        super().__init__(parent)
        self._least = least
        self.least_words = 0
        name = name or tr(_NEW)
        self.first, self.second = PassphraseEdit(name), PassphraseEdit(tr(_REPEAT))
        self.meter = StrengthMeter()
        self.language = Segments(tr(_LANGUAGE), [(key, tr(words)) for key, words in _LANGUAGES], language)
        self.draw = button(tr(_DRAW), icon="key-round")
        self.draw.setAutoDefault(False)
        self._drawn, self._learn = label("", "words", wrap=True), label(tr(_LEARN), "small", wrap=True)
        self._match = label("", "small")
        self._judge = QTimer(self, singleShot=True, interval=_JUDGE_MS)
        self._judge.timeout.connect(self._ask_for_judgement)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(field(name, self.first))
        layout.addWidget(self.meter)
        layout.addLayout(Flow(self.draw, self.language))
        layout.addWidget(self._drawn)
        layout.addWidget(self._learn)
        layout.addWidget(field(tr(_REPEAT), self.second))
        layout.addWidget(self._match)
        for hidden in (self._drawn, self._learn, self._match):
            hidden.hide()
        self.draw.clicked.connect(lambda: self.generate_wanted.emit(self.language.chosen()))
        self.first.edited.connect(self._on_typed)
        self.second.edited.connect(self._on_repeated)
        self.setFocusProxy(self.first)

    def ready(self) -> bool:
        """Long enough and twice the same; whether it is strong enough is judged by the service."""
        return len(self.first.text()) >= self._least and self.first.text() == self.second.text()

    def text(self) -> str:
        return self.first.text()

    def ask_for(self, words: int) -> None:
        """The vault's policy wants as many dice words; `generate_wanted` is answered with as many."""
        self.least_words = words
        self.meter.ask_for(words)
        if words > WORDS:
            self.draw.setText(f" {tr(_DRAW_MORE, words=words)}")
            self.draw.setAccessibleName(tr(_DRAW_MORE, words=words))

    def show_strength(self, strength: Strength) -> None:
        self.meter.show_strength(strength)

    def show_generated(self, words: str) -> None:
        """Drawn words stand in the first field and in plain sight; the second one proves that they were read."""
        self.first.line.setText(words)
        self.second.clear()
        self._drawn.setText(words)
        self._drawn.show()
        self._learn.show()
        self._ask_for_judgement()
        self._on_repeated()
        self.second.setFocus()

    def clear(self) -> None:
        """Nothing secret stays."""
        self._judge.stop()
        self.first.clear()
        self.second.clear()
        self._drawn.clear()
        for hidden in (self._drawn, self._learn, self._match):
            hidden.hide()

    def _on_typed(self) -> None:
        self._drawn.clear()
        self._drawn.hide()
        self._learn.hide()
        self._judge.start()
        self._on_repeated()

    def _on_repeated(self) -> None:
        same = self.first.text() == self.second.text()
        self._match.setText(tr(_SAME if same else _DIFFERENT))
        self._match.setVisible(bool(self.second.text()))
        self.changed.emit()

    def _ask_for_judgement(self) -> None:
        self.judge_wanted.emit(self.first.text())
