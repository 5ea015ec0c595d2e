"""What opens a travel package: an identity file, or the package's own passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.travel import Opening
from fieldnotes_ui.widgets.labels import field, row
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.segments import Segments

_BY, _IDENTITY, _PASSPHRASE = N_("It opens with"), N_("An identity file"), N_("A passphrase of its own")
_FILE, _FILE_HINT, _WORDS = (
    N_("Identity file"),
    N_("the private file of the keeper's card"),
    N_("Passphrase of the package"),
)


class Opener(QWidget):
    """`changed` at every change; `asked` wants a file dialog for the identity's line."""

    changed = Signal()
    asked = Signal(object)

    def __init__(self, *, keeper: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        pairs = (("identity", tr(_IDENTITY)), ("passphrase", tr(_PASSPHRASE)))
        self.kind = Segments(tr(_BY), pairs, "identity" if keeper else "passphrase")
        self.identity = PathLine(tr(_FILE), tr(_FILE_HINT))
        self.passphrase = PassphraseEdit(tr(_WORDS))
        self._stack = QStackedWidget()
        self._stack.addWidget(field(tr(_FILE), self.identity))
        self._stack.addWidget(field(tr(_WORDS), self.passphrase))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(row(self.kind, None))
        layout.addWidget(self._stack)
        self.kind.changed.connect(self._on_kind)
        self.identity.asked.connect(lambda: self.asked.emit(self.identity))
        self.identity.changed.connect(self.changed)
        self.passphrase.edited.connect(self.changed)
        self._on_kind(self.kind.chosen())

    def opening(self) -> Opening | None:
        """What was given; None while something is missing."""
        if self.kind.chosen() == "identity":
            path = self.identity.path()
            return None if path is None else Opening(identity=path)
        text = self.passphrase.text()
        return Opening(passphrase=text) if text else None

    def forget(self) -> None:
        self.passphrase.clear()

    def _on_kind(self, kind: str) -> None:
        self._stack.setCurrentIndex(0 if kind == "identity" else 1)
        self.changed.emit()
