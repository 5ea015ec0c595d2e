"""What to look at before a border: each line checked by the program, or marked as one that only a person can check."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.border import Item, State
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import label, row, tool

_TITLE, _AGAIN = N_("Before the border"), N_("Look again")
_LOOK = {
    State.OK: ("circle-check", "ok", N_("All right")),
    State.WARN: ("triangle-alert", "warn", N_("Look at this")),
    State.FAIL: ("circle-x", "danger", N_("Must be changed")),
    State.TODO: ("list-checks", "info", N_("Do it by hand")),
}
_ORDER = (State.FAIL, State.WARN, State.TODO, State.OK)
_SUM = N_("{fail} to change · {warn} to look at · {todo} by hand · {ok} all right")


class BorderList(QFrame):
    """`again_wanted` asks for a fresh look. The worst stands first."""

    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._sum = label("", "small", wrap=True)
        again = tool("redo-2", tr(_AGAIN))
        again.clicked.connect(self.again_wanted)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(tr(_TITLE))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 6, 10)
        layout.setSpacing(6)
        head = row(label(tr(_TITLE), "h2"), None, again)
        head.setContentsMargins(0, 0, 10, 0)
        layout.addLayout(head)
        layout.addWidget(self._sum)
        layout.addWidget(self._scroll, 1)

    def show_items(self, items: Sequence[Item]) -> None:
        counts = {state: sum(item.state is state for item in items) for state in State}
        self._sum.setText(
            tr(_SUM, fail=counts[State.FAIL], warn=counts[State.WARN], todo=counts[State.TODO], ok=counts[State.OK])
        )
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 4, 10, 4)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        at = 0
        for item in sorted(items, key=lambda item: _ORDER.index(item.state)):
            icon, tone, word = _LOOK[item.state]
            mark = QLabel()
            mark.setPixmap(theme.icon(icon, tone).pixmap(18, 18))
            mark.setAccessibleName(tr(word))
            mark.setToolTip(tr(word))
            grid.addWidget(mark, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(item.sentence, wrap=True), at, 1)
            if item.hint:
                grid.addWidget(label(item.hint, "small", wrap=True), at + 1, 1)
            grid.setRowMinimumHeight(at + 2, 8)
            at += 3
        grid.setRowStretch(at, 1)
        self._scroll.setWidget(inside)
