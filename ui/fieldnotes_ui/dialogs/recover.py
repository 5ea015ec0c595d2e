"""Open a vault whose passphrase is lost: by the code on paper or an organisation's key, with a new passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.access import WayIn
from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.widgets.code_edit import CodeEdit
from fieldnotes_ui.widgets.labels import field, label, row
from fieldnotes_ui.widgets.new_passphrase import NewPassphrase
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.segments import Segments

_TITLE, _ACTION = N_("Come back without the passphrase"), N_("Open it and set the new passphrase")
_BY, _CODE, _KEY = N_("I have"), N_("A recovery code"), N_("An organisation's key")
_FILE, _HINT = N_("Identity file"), N_("the private file of the card that was given a way in")
_THEN = N_(
    "The new passphrase takes the place of every older one. If the code opens the sealed compartment, it opens that "
    "as well; you can give that a passphrase of its own afterwards."
)


@dataclass(frozen=True, slots=True)
class RecoveryWanted:
    """What was typed."""

    by: WayIn = dataclass_field(repr=False)
    new: str = dataclass_field(repr=False)


class RecoverDialog(WorkSheet):
    """`wanted` is a RecoveryWanted."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, *, least: int) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, width=600)
        self.by = Segments(tr(_BY), (("code", tr(_CODE)), ("organisation", tr(_KEY))), "code")
        self.code, self.identity = CodeEdit(), PathLine(tr(_FILE), tr(_HINT))
        self.new = NewPassphrase(least=least)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.code)
        self._stack.addWidget(field(tr(_FILE), self.identity))
        self.form.addLayout(row(self.by, None))
        self.form.addWidget(self._stack)
        self.form.addWidget(self.new)
        self.form.addWidget(label(tr(_THEN), "small", wrap=True))
        self.identity.asked.connect(lambda: self.asked.emit(self.identity))
        self.by.changed.connect(lambda kind: self._stack.setCurrentIndex(0 if kind == "code" else 1))
        for signal in (self.by.changed, self.code.changed, self.identity.changed, self.new.changed):
            signal.connect(lambda *_: self.check())
        self.check()
        self.code.setFocus()

    def ready(self) -> bool:
        by_code = self.by.chosen() == "code"
        return self.new.ready() and (self.code.ready() if by_code else self.identity.path() is not None)

    def submit(self) -> None:
        if self.ready() and not self.running:
            by = WayIn(code=self.code.text()) if self.by.chosen() == "code" else WayIn(identity=self.identity.path())
            wanted = RecoveryWanted(by, self.new.text())
            self.begin()
            self.wanted.emit(wanted)

    def forget(self) -> None:
        self.code.clear()
        self.new.clear()
