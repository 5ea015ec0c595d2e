"""Where a person stands now and stood before, with the button that changes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.status import Status
from fieldnotes_ui import theme
from fieldnotes_ui.moments import local_day
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.status_words import STATE_LOOK, status_words

_TITLE = N_("Status")
_CHANGE, _TAKE_BACK = N_("Change status…"), N_("Take back…")
_NOTHING = N_("Nothing is noted about where this person stands.")
_WORDS = N_("has words that are sealed")
_NOTED = N_("noted {day}")
_NOTED_BY = N_("noted {day} by {who}")
_MOST = 6


class StatusCard(QFrame):
    """The present one in large, the others under it, the latest first. `take_back_wanted` is about the present one."""

    change_wanted = Signal()
    take_back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(tr(_TITLE))
        self.change = button(tr(_CHANGE), icon="pencil")
        self.change.clicked.connect(self.change_wanted)
        self.take_back = button(tr(_TAKE_BACK), icon="undo-2")
        self.take_back.clicked.connect(self.take_back_wanted)
        self.take_back.hide()
        self._icon = QLabel()
        self.now = label("", "h2", wrap=True)
        self._note = label("", "small", wrap=True)
        self._before = QWidget()
        self._lines = QGridLayout(self._before)
        self._lines.setContentsMargins(30, 0, 0, 0)
        self._lines.setVerticalSpacing(4)
        self._lines.setHorizontalSpacing(16)
        self._lines.setColumnStretch(0, 1)
        head = row(self._icon, self.now, self.take_back, self.change)
        head.setStretchFactor(self.now, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        layout.addWidget(label(tr(_TITLE), "section"))
        layout.addLayout(head)
        layout.addWidget(self._note)
        layout.addWidget(self._before)

    def show_statuses(self, now: Status | None, before: Sequence[Status]) -> None:
        """`before` are the others, the latest first."""
        icon, tone = ("circle-help", "text3") if now is None else STATE_LOOK[now.state]
        self._icon.setPixmap(theme.icon(icon, tone).pixmap(22, 22))
        self.now.setText(tr(_NOTHING) if now is None else status_words(now))
        self.now.setObjectName("muted" if now is None else "h2")
        self.now.style().unpolish(self.now)
        self.now.style().polish(self.now)
        self._note.setText("" if now is None else _note(now))
        self._note.setVisible(now is not None)
        self.take_back.setVisible(now is not None)
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for at, status in enumerate(before[:_MOST]):
            self._lines.addWidget(label(status_words(status), "muted", wrap=True), at, 0)
            noted = label(_note(status), "small")
            self._lines.addWidget(noted, at, 1, Qt.AlignmentFlag.AlignTrailing)
        self._before.setVisible(bool(before))


def _note(status: Status) -> str:
    words = _NOTED_BY if status.who else _NOTED
    said = tr(words, **({"who": status.who} if status.who else {}), day=local_day(status.noted))
    return said if status.words == "" else f"{said} · {tr(_WORDS)}"
