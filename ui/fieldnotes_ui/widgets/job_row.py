"""Work that takes longer than a moment: how far it is, how long it will still take, and a way to stop it."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Step
from fieldnotes_ui.jobs import Job
from fieldnotes_ui.widgets.labels import label, tool
from fieldnotes_ui.widgets.pace import Pace, words_for

PATIENCE_MS = 400
"""Before that nothing is shown: what ends at once needs no bar that flashes."""
_STOP, _STOPPING, _PROGRESS = N_("Stop"), N_("Stopping…"), N_("Progress")


class JobRow(QWidget):
    """Hidden until a job that it follows has lasted for a moment, and again when the job has ended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._pace = Pace()
        self.words = label("", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr(_PROGRESS))
        self.bar.setMaximumHeight(6)
        self.left = label("", "small")
        self.stop = tool("x", tr(_STOP))
        self.stop.clicked.connect(self._stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget, stretch in ((self.words, 0), (self.bar, 1), (self.left, 0), (self.stop, 0)):
            layout.addWidget(widget, stretch)
        self._late = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._late.timeout.connect(self.show)
        self.hide()

    @property
    def is_following(self) -> bool:
        return self._job is not None

    def follow(self, job: Job, words: str) -> None:
        """Show this job instead of the one before, which may go on unseen."""
        self.forget()
        self._job, self._pace = job, Pace()
        self.words.setText(words)
        self.left.clear()
        self.bar.setRange(0, 0)
        self.stop.setEnabled(not job.lasting)
        job.progressed.connect(self._show_step)
        job.ended.connect(self._on_ended)
        self._late.start()

    def forget(self) -> None:
        """Nothing is shown any more, whatever becomes of the job."""
        self._late.stop()
        self._job = None
        self.hide()

    def _show_step(self, step: Step) -> None:
        if self.sender() is not self._job:
            return
        self.bar.setRange(0, step.total or 0)
        self.bar.setValue(step.done)
        if self.stop.isEnabled():
            self.left.setText(words_for(self._pace.seconds_left(step, time.monotonic())))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.watch.cancel()
            self.stop.setEnabled(False)
            self.left.setText(tr(_STOPPING))

    def _on_ended(self) -> None:
        if self.sender() is self._job:
            self.forget()
