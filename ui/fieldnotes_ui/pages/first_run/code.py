"""The fourth step: a recovery code to write down, then typed back from paper, which opens the vault or does not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.access import WayIn
from fieldnotes_ui.pages.first_run.step import Step
from fieldnotes_ui.widgets.code_edit import CodeEdit
from fieldnotes_ui.widgets.code_grid import CodeGrid
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.points import Points
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _WRITTEN = N_("Recovery code"), N_("I have written it down")
_ABOUT = N_("Nobody can reset a passphrase. A code on paper opens the vault when it is forgotten.")
_ONCE = N_("Shown once. Look around first, then write the words on paper, in this order. No photograph, no file.")
_POINTS = (
    N_("Whoever has this paper and a copy of the vault can open it. Keep it where you keep what must not be lost."),
    N_("Keep the paper apart from the computer. Try it once a year: fetch it and type it in."),
)
_TEST, _TRY = N_("Try the recovery code"), N_("Open with it")
_TEST_ABOUT = N_("Type the words from your paper, without looking back. The vault is really opened with them.")
_PASSPHRASE, _PASSPHRASE_HINT = (
    N_("Your passphrase, from memory"),
    N_("To let the code in. It is also how you learn it: type it as often as you can."),
)


class CodeStep(Step):
    """Shows the words. They are off the screen as soon as it is left."""

    mark = 3

    def __init__(self) -> None:
        super().__init__(tr(_TITLE), tr(_ABOUT), tr(_WRITTEN))
        self._grid: CodeGrid | None = None
        self.inside.addWidget(Strip("warn", tr(_ONCE)))
        self.inside.addWidget(Points([tr(point) for point in _POINTS]))

    def show_words(self, words: Sequence[str]) -> None:
        self.forget()
        self._grid = CodeGrid(words)
        self.inside.insertWidget(3, self._grid)

    def forget(self) -> None:
        if self._grid is not None:
            self._grid.forget()
            self._grid.hide()
            self._grid.deleteLater()
            self._grid = None


class CodeTestStep(Step):
    """Asks for all of it, and for the passphrase, without which no way into a vault is added."""

    mark = 3

    def __init__(self) -> None:
        super().__init__(tr(_TEST), tr(_TEST_ABOUT), tr(_TRY))
        self.code, self.passphrase = CodeEdit(), PassphraseEdit(tr(_PASSPHRASE))
        self.inside.addWidget(self.code)
        self.inside.addWidget(field(tr(_PASSPHRASE), self.passphrase, tr(_PASSPHRASE_HINT)))
        self.code.changed.connect(self.changed)
        self.passphrase.edited.connect(self.changed)
        self.code.submitted.connect(self.passphrase.setFocus)
        self.passphrase.submitted.connect(self.submitted)

    def ready(self) -> bool:
        return self.code.ready() and bool(self.passphrase.text())

    def typed(self) -> tuple[str, WayIn]:
        """The words and the passphrase. The fields keep them, so that one slip does not cost the rest."""
        return self.code.text(), WayIn(passphrase=self.passphrase.text())

    def forget(self) -> None:
        self.code.clear()
        self.passphrase.clear()

    def focus(self) -> QWidget:
        return self.code.edit
