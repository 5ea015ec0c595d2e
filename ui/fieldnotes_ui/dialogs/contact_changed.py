"""A card came with other keys for somebody who is known: a loud question before they take the place of the old ones."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _ACTION = N_("The keys have changed"), N_("Take the new keys, not compared")
_KEEP = N_("Keep the old keys")
_WARNING = N_("This card has other keys than the ones you know for this person.")
_WHY = N_(
    "A new computer or a lost file is the harmless reason. The other is that somebody stands between you and wants to "
    "read along. Call the person by a number that you knew before, and ask."
)
_AFTER = N_("The new keys count as not compared until you compared their eight words. The change is in the ledger.")


class ChangedKeysDialog(Sheet):
    """`taken` when the new keys are to be kept."""

    taken = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, width=540)
        self.inside.addWidget(Strip("danger", tr(_WARNING)))
        self.inside.addWidget(label(tr(_WHY), wrap=True))
        self.inside.addWidget(label(tr(_AFTER), "muted", wrap=True))
        self.main.setDefault(False)
        self.main.setAutoDefault(False)
        self.out.setText(tr(_KEEP))
        self.out.setAccessibleName(tr(_KEEP))
        self.out.setFocus()

    def submit(self) -> None:
        self.taken.emit()
        self.accept()
