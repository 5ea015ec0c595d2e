"""Where the travel package goes and who can open it: somebody's card, or a long passphrase of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.travel import PASSPHRASE_WORDS
from fieldnotes_ui.widgets.labels import button, column, field, label, row
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.segments import Segments

_ABOUT = N_(
    "The package is a whole copy of the vault as it is now, encrypted once more. It also needs your passphrase inside, "
    "so that its keeper cannot read it. Writing it removes nothing."
)
_FOR, _KEEPER, _WORDS = N_("Who can open it"), N_("A person who keeps it"), N_("A passphrase of its own")
_CARD, _CARD_HINT = N_("Contact card of the keeper"), N_("somebody who is not travelling with you")
_PASSPHRASE = N_("Passphrase of the package")
_GENERATE, _GENERATED = (
    N_("Draw {words} words"), N_("Learn these words before you go. They are shown here only, and kept nowhere."),
)  # fmt: skip
_TARGET, _TARGET_HINT = N_("Write it to"), N_("a file on another disk, such as a memory stick that stays at home")
_SAME, _SAME_WHY = (
    N_("It may lie on this disk for now"),
    N_("Only if you send it away before you travel: whoever takes this computer takes it too."),
)
_BACK, _WRITE = N_("Back"), N_("Write the package")


class PackageForm(QWidget):
    """`asked` wants a file dialog for a PathLine; `generate_wanted` words; `wanted` is the way on."""

    asked = Signal(object)
    generate_wanted = Signal()
    wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Segments(tr(_FOR), (("card", tr(_KEEPER)), ("words", tr(_WORDS))), "card")
        self.card = PathLine(tr(_CARD), tr(_CARD_HINT))
        self.passphrase = PassphraseEdit(tr(_PASSPHRASE))
        self.generate = button(tr(_GENERATE, words=PASSPHRASE_WORDS), icon="key-round")
        self.target = PathLine(tr(_TARGET), tr(_TARGET_HINT))
        self.same_disk = QCheckBox(tr(_SAME))
        self._words = label("", wrap=True)
        self.back, self.write = button(tr(_BACK)), button(tr(_WRITE), primary=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(field(tr(_CARD), self.card))
        self._stack.addWidget(self._own_passphrase())
        self._build()
        self._check()

    def opener(self) -> tuple[Path | None, str]:
        """The keeper's card, or the passphrase."""
        if self.kind.chosen() == "card":
            return self.card.path(), ""
        return None, self.passphrase.text()

    def show_generated(self, words: str) -> None:
        self.passphrase.line.setText(words)
        self._words.setText(f"{words}\n{tr(_GENERATED)}")
        self._words.show()
        self._check()

    def forget(self) -> None:
        """Nothing secret stays in the fields."""
        self.passphrase.clear()
        self._words.clear()
        self._words.hide()

    def _own_passphrase(self) -> QWidget:
        self._words.hide()
        widget, layout = column(spacing=6)
        layout.addWidget(field(tr(_PASSPHRASE), self.passphrase))
        layout.addLayout(row(self.generate, None))
        layout.addWidget(self._words)
        return widget

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(label(tr(_ABOUT), "muted", wrap=True))
        layout.addWidget(label(tr(_FOR)))
        layout.addLayout(row(self.kind, None))
        layout.addWidget(self._stack)
        layout.addWidget(field(tr(_TARGET), self.target))
        layout.addWidget(self.same_disk)
        layout.addWidget(label(tr(_SAME_WHY), "small", wrap=True))
        layout.addStretch(1)
        self.footer = row(self.back, None, self.write)
        self.kind.changed.connect(self._on_kind)
        self.card.asked.connect(lambda: self.asked.emit(self.card))
        self.target.asked.connect(lambda: self.asked.emit(self.target))
        self.generate.clicked.connect(self.generate_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.write.clicked.connect(self.wanted)
        self.passphrase.edited.connect(self._on_typed)
        for line in (self.card, self.target):
            line.changed.connect(self._check)

    def _on_kind(self, kind: str) -> None:
        self._stack.setCurrentIndex(0 if kind == "card" else 1)
        self._check()

    def _on_typed(self) -> None:
        self._words.hide()
        self._check()

    def _check(self) -> None:
        self.write.setEnabled(any(self.opener()) and self.target.path() is not None)
