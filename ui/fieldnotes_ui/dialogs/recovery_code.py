"""Make a recovery code: shown once to be written down, then two of its words are asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.widgets.code_grid import CodeGrid
from fieldnotes_ui.widgets.labels import button, field, label, row
from fieldnotes_ui.widgets.points import Points
from fieldnotes_ui.widgets.present_passphrase import PresentPassphrase
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _NEXT, _ACTION = N_("Recovery code"), N_("I have written it down"), N_("Keep this code")
_ONCE = N_("Shown once. Look around first, then write the words on paper, in this order. No photograph, no file.")
_POINTS = (
    N_("Whoever has this paper and a copy of the vault can open it. Keep it where you keep what must not be lost."),
    N_("A code that was made before stops working when this one is kept."),
)
_NAMES, _NO_NAMES = (
    N_("It opens the sealed compartment too, because that is open now."),
    N_("It will not open the sealed compartment: open that first, and make the code then."),
)
_PROVE = N_("Without looking back: type two of the words from your paper.")
_WORD = N_("Word number {number}")
_BACK = N_("Show the words again")


class RecoveryCodeDialog(WorkSheet):
    """`wanted` carries the present way in and the two words that were typed."""

    wanted = Signal(object, object)

    def __init__(
        self, words: Sequence[str], asks: Sequence[int], parent: QWidget, *, key_file: bool, sealed_open: bool
    ) -> None:
        super().__init__(tr(_TITLE), tr(_NEXT), parent, width=640)
        self.grid = CodeGrid(words)
        self.answers = tuple(QLineEdit() for _ in asks)
        self.present = PresentPassphrase(key_file=key_file)
        names = tr(_NAMES if sealed_open else _NO_NAMES)
        self._shown, shown = _part()
        shown.addWidget(Strip("warn", tr(_ONCE)))
        shown.addWidget(self.grid)
        shown.addWidget(Points((*(tr(point) for point in _POINTS), names)))
        self._asked, asked = _part()
        asked.addWidget(label(tr(_PROVE), wrap=True))
        fields = [field(tr(_WORD, number=place), edit) for place, edit in zip(asks, self.answers, strict=True)]
        asked.addLayout(row(*fields, spacing=14))
        asked.addWidget(self.present)
        self.back = button(tr(_BACK), icon="eye")
        self.back.setAutoDefault(False)
        self.back.clicked.connect(lambda: self._ask(False))
        asked.addLayout(row(self.back, None))
        self.form.addWidget(self._shown)
        self.form.addWidget(self._asked)
        self.present.asked.connect(self.asked)
        for signal in (self.present.changed, *(edit.textEdited for edit in self.answers)):
            signal.connect(lambda *_: self.check())
        self._ask(False)

    @property
    def asking(self) -> bool:
        """The words are gone from the screen and two of them are asked for."""
        return self._asked.isVisibleTo(self)

    def ready(self) -> bool:
        if not self.asking:
            return True
        return self.present.ready() and all(edit.text().strip() for edit in self.answers)

    def submit(self) -> None:
        if self.ended:
            self.accept()
        elif not self.asking:
            self._ask(True)
        elif self.ready():
            way, typed = self.present.way(), tuple(edit.text() for edit in self.answers)
            self.begin()
            self.wanted.emit(way, typed)

    def forget(self) -> None:
        self.grid.forget()
        self.present.clear()
        for edit in self.answers:
            edit.clear()

    def _ask(self, asks: bool) -> None:
        self._shown.setVisible(not asks)
        self._asked.setVisible(asks)
        self.main.setText(tr(_ACTION if asks else _NEXT))
        self.main.setAccessibleName(self.main.text())
        self.check()
        (self.answers[0] if asks else self.main).setFocus()
        self.adjustSize()


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    return part, layout
