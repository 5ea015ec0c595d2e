"""A dialog whose main button starts longer work: it stays, shows how far that is, can stop it, and tells the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Step
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.points import Points
from fieldnotes_ui.widgets.strip import Strip

_DONE = N_("Done")


class WorkSheet(Sheet):
    """Subclasses fill `form`, override `ready`, `submit` and `forget`. `stopped` asks to stop what runs.

    `asked` wants a file dialog for a PathLine.
    """

    stopped = Signal()
    asked = Signal(object)

    def __init__(self, title: str, action: str, parent: QWidget, *, explains: str = "", width: int = 560) -> None:
        super().__init__(title, action, parent, explains=explains, width=width)
        self._running = self._ended = False
        self._holder = QWidget()
        self.form = QVBoxLayout(self._holder)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(12)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.hide()
        self.inside.addWidget(self._holder)
        self.inside.addWidget(self.progress)

    @property
    def running(self) -> bool:
        return self._running

    @property
    def ended(self) -> bool:
        """It worked, and the dialog shows what came of it."""
        return self._ended

    def ready(self) -> bool:
        """Whether everything is there to begin."""
        return True

    def forget(self) -> None:
        """Clear what is secret."""

    def begin(self) -> None:
        """The work was handed over."""
        self._running = True
        self.problem.hide()
        self.progress.setRange(0, 0)
        self.progress.show()
        self._holder.setEnabled(False)
        self.main.setEnabled(False)
        self.out.setEnabled(True)

    def show_step(self, step: Step) -> None:
        self.progress.setRange(0, step.total or 0)
        self.progress.setValue(step.done)

    def show_failed(self, sentence: str) -> None:
        self._rest()
        self.show_problem(sentence)

    def show_stopped(self) -> None:
        """Stopped as was asked: nothing was changed, and there is nothing more to say."""
        self._rest()
        self.done(0)

    def show_done(self, sentence: str, points: Sequence[str] = (), cautions: Sequence[str] = ()) -> None:
        """The outcome takes the place of the form."""
        self._rest()
        self._ended = True
        self.forget()
        self._holder.hide()
        self.inside.addWidget(Strip("ok", sentence))
        if points:
            self.inside.addWidget(Points(points))
        for caution in cautions:
            self.inside.addWidget(Strip("warn", caution))
        self.out.hide()
        self.main.setText(tr(_DONE))
        self.main.setAccessibleName(tr(_DONE))
        self.main.setEnabled(True)
        self.main.setFocus()
        self.adjustSize()

    def check(self) -> None:
        """Look again whether the main button can be pressed."""
        self.main.setEnabled(self._ended or (not self._running and self.ready()))

    def done(self, result: int) -> None:
        self.forget()
        super().done(result)

    def reject(self) -> None:
        if self._running:
            self.stopped.emit()
            self.out.setEnabled(False)
            return
        super().reject()

    def _rest(self) -> None:
        self._running = False
        self.progress.hide()
        self._holder.setEnabled(True)
        self.out.setEnabled(True)
        self.check()
