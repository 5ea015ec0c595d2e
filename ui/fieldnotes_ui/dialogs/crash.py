"""The program met a mistake of its own: kind and place, never a value, which could name somebody."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("FieldNotes met a mistake of its own")
_WHAT = N_("Something was not done. The vault is as it was, and what was typed is kept as an encrypted draft.")
_ADVICE = N_("Lock the vault and unlock it again before going on. Report the lines below; they hold no text of yours.")
_CLOSE = N_("Close")
_OPEN: list[CrashDialog] = []
"""The one that is shown: a mistake that repeats itself must not bury the window in dialogs."""


class CrashDialog(QDialog):
    def __init__(self, kind: str, places: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(_TITLE))
        self.setMinimumWidth(520)
        details = label(f"{kind}\n{places}", "mono", wrap=True)
        details.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        close = button(tr(_CLOSE), primary=True)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(tr(_TITLE), "h2", wrap=True))
        layout.addWidget(Strip("danger", tr(_WHAT)))
        layout.addWidget(label(tr(_ADVICE), "muted", wrap=True))
        layout.addWidget(details)
        layout.addLayout(row(None, close))


def show_crash(kind: str, places: str, parent: QWidget | None) -> None:
    """Tell once; while it is being told, further mistakes are only printed."""
    if _OPEN:
        return
    dialog = CrashDialog(kind, places, parent)
    _OPEN.append(dialog)
    dialog.destroyed.connect(_OPEN.clear)
    dialog.open()
