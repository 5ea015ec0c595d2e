"""The receipt of copies for each reader: which file is whose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFormLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.services.views import Receipt
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _DONE = N_("A copy for each reader is written"), N_("Done")
_GATE = NN_(
    "{n} file in {folder}. The leak gate read it: nothing that must not be there was found.",
    "{n} files in {folder}. The leak gate read each: nothing that must not be there was found.",
)
_SEND = N_("Send each file to its own reader only. Whose a found copy is, the page Sharing tells.")


class CopiesDialog(Sheet):
    """`names` are the readers in the order of the receipts."""

    def __init__(self, receipts: Sequence[Receipt], names: Sequence[str], folder: str, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_DONE), parent, width=560)
        self.inside.addWidget(Strip("ok", trn(*_GATE, len(receipts), folder=folder)))
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(8)
        for receipt, name in zip(receipts, names, strict=False):  # one who was chosen twice has one copy
            form.addRow(label(Path(receipt.file).name, "mono"), label(name, wrap=True))
        self.inside.addLayout(form)
        self.inside.addWidget(label(tr(_SEND), "muted", wrap=True))
        self.out.hide()
