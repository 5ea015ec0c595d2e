"""Proof that whoever asks is the owner: the present passphrase, and the key file where one is asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.access import WayIn
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.path_line import PathLine

PRESENT = N_("Present passphrase of the vault")
_KEY, _KEY_HINT = N_("Key file"), N_("on the stick that is kept apart")


class PresentPassphrase(QWidget):
    """`asked` wants a file dialog for the key file's line; `changed` is every change."""

    asked = Signal(object)
    changed = Signal()
    submitted = Signal()

    def __init__(
        self, name: str = "", hint: str = "", *, key_file: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.edit = PassphraseEdit(name or tr(PRESENT))
        self.file = PathLine(tr(_KEY), tr(_KEY_HINT))
        self._file_field = field(tr(_KEY), self.file)
        self._file_field.setVisible(key_file)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(field(name or tr(PRESENT), self.edit, hint))
        layout.addWidget(self._file_field)
        self.edit.edited.connect(self.changed)
        self.edit.submitted.connect(self.submitted)
        self.file.changed.connect(self.changed)
        self.file.asked.connect(lambda: self.asked.emit(self.file))
        self.setFocusProxy(self.edit)

    def ask_for_key_file(self, asks: bool) -> None:
        self._file_field.setVisible(asks)

    def ready(self) -> bool:
        return bool(self.edit.text())

    def way(self) -> WayIn:
        """What was typed and chosen. The field keeps it, so that a slip elsewhere does not ask for it again."""
        return WayIn(passphrase=self.edit.text(), key_file=self.file.path())

    def clear(self) -> None:
        self.edit.clear()
