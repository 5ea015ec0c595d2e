"""In the status line: work that lasts, whoever began it, with how long it will still take and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.jobs import Job
from fieldnotes_ui.widgets.job_row import JobRow

LONG_MS = 1000
"""Work of less than that is over before somebody wonders."""
_WORKING = N_("Working…")


class WorkStatus(QWidget):
    """`look` is to be called whenever work begins; `running` says what runs now."""

    def __init__(self, running: Callable[[], Job | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running = running
        self._seen: Job | None = None
        self.row = JobRow()
        self.row.setMaximumWidth(420)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.row)
        self._timer = QTimer(self, interval=LONG_MS)
        self._timer.timeout.connect(self._see)

    @Slot()
    def look(self) -> None:
        if not self._timer.isActive():
            self._seen = self._running()
            self._timer.start()

    def _see(self) -> None:
        """Something that ran a second ago as well is shown until it has ended."""
        now = self._running()
        if now is None:
            self._timer.stop()
        elif now is self._seen and not self.row.is_following:
            self.row.follow(now, tr(_WORKING))
        self._seen = now
