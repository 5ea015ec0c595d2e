"""For whoever keeps somebody's travel package: open it whole, and get the eight words to read out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.travel import Checked, Opening
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.moments import local_moment
from fieldnotes_ui.widgets.labels import field, label
from fieldnotes_ui.widgets.opener import Opener
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.strip import Strip
from fieldnotes_ui.widgets.word_grid import WordGrid

_TITLE, _ACTION, _DONE = N_("Check a package that you keep"), N_("Open and check"), N_("Done")
_EXPLAINS = N_("It is decrypted in memory only. You see nothing of what is in it, and nothing is written.")
_PACKAGE, _HINT = N_("The package"), N_("the file that you were given")
_WHOLE = N_("The package of {moment} is whole: every byte was decrypted and verified.")
_READ = N_("Read these words to its owner, by voice:")
_KEEP = N_("Keep the file in a safe place, and a copy of it in another.")


class CheckPackageDialog(Sheet):
    """`wanted` carries the file and what opens it; the opener answers with `show_checked` or `show_failed`."""

    wanted = Signal(object, object)
    asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=560)
        self.package = PathLine(tr(_PACKAGE), tr(_HINT))
        self.opener = Opener()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.hide()
        self._form = QWidget()
        inside = QVBoxLayout(self._form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        for widget in (field(tr(_PACKAGE), self.package), self.opener, self.progress):
            inside.addWidget(widget)
        self.inside.addWidget(self._form)
        self._checked = False
        self.package.asked.connect(lambda: self.asked.emit(self.package))
        self.opener.asked.connect(self.asked)
        for signal in (self.package.changed, self.opener.changed):
            signal.connect(self._check)
        self._check()
        self.package.setFocus()

    def submit(self) -> None:
        given = self._given()
        if self._checked:
            self.accept()
        elif given is not None:
            self._busy(True)
            self.wanted.emit(*given)

    def show_checked(self, checked: Checked) -> None:
        """Whole: the words take the place of the form."""
        self._checked = True
        self._form.hide()
        self.opener.forget()
        self.problem.hide()
        self.inside.addWidget(Strip("ok", tr(_WHOLE, moment=local_moment(checked.made))))
        self.inside.addWidget(label(tr(_READ)))
        self.inside.addWidget(WordGrid(checked.words))
        self.inside.addWidget(label(tr(_KEEP), "small", wrap=True))
        self.out.hide()
        self.main.setText(tr(_DONE))
        self.main.setEnabled(True)

    def show_failed(self, sentence: str) -> None:
        self._busy(False)
        self.show_problem(sentence)

    def done(self, result: int) -> None:
        self.opener.forget()
        super().done(result)

    def _given(self) -> tuple[Path, Opening] | None:
        path, opening = self.package.path(), self.opener.opening()
        return None if path is None or opening is None else (path, opening)

    def _check(self) -> None:
        self.main.setEnabled(self._given() is not None)

    def _busy(self, busy: bool) -> None:
        self.problem.hide()
        self.progress.setVisible(busy)
        for control in (self.package, self.opener, self.main):
            control.setEnabled(not busy)
