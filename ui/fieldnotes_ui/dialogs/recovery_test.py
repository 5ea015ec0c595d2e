"""Try a recovery code from paper: it opens in memory only, and nothing is changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.widgets.code_edit import CodeEdit

_TITLE, _ACTION = N_("Try the recovery code"), N_("Try it")
_EXPLAINS = N_("Fetch the paper and type all its words. That it works is noted in the ledger; the words are not.")


class TryCodeDialog(WorkSheet):
    """`wanted` carries the words as typed."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS))
        self.code = CodeEdit()
        self.form.addWidget(self.code)
        self.code.changed.connect(self.check)
        self.code.submitted.connect(self.submit)
        self.check()
        self.code.setFocus()

    def ready(self) -> bool:
        return self.code.ready()

    def submit(self) -> None:
        if self.ended:
            self.accept()
        elif self.ready():
            text = self.code.text()
            self.begin()
            self.wanted.emit(text)

    def forget(self) -> None:
        self.code.clear()
