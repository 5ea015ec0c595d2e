"""What a policy demands, one sentence a line, each with a mark that says whether it is met."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.policy import DemandView, Met
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import label

_LOOK = {
    Met.NO: ("circle-x", "danger", N_("Not met")),
    Met.UNKNOWN: ("circle-help", "text2", N_("Not known")),
    Met.YES: ("circle-check", "ok", N_("Met, as measured now")),
    Met.KEPT: ("circle-check", "ok", N_("Kept by this program")),
}
_ORDER = tuple(_LOOK)
_FOUND = N_("Found: {measured}.")
_MARK = 18


class DemandList(QWidget):
    """The worst stands first. `judged` False shows a document that no vault has yet: points instead of marks.

    `columns` stand side by side; each is read from above.
    """

    def __init__(
        self, demands: Sequence[DemandView], *, judged: bool = True, columns: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        ordered = sorted(demands, key=lambda one: _ORDER.index(one.met)) if judged else list(demands)
        high = -(-len(ordered) // columns)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(28)
        for start in range(0, len(ordered), high or 1):
            layout.addLayout(_column(ordered[start : start + high], judged=judged), 1)


def _column(demands: Sequence[DemandView], *, judged: bool) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    for at, one in enumerate(demands):
        sentence = label(one.sentence, wrap=True)
        mark = _mark(one, sentence) if judged else label("•", "muted")
        grid.addWidget(mark, 3 * at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(sentence, 3 * at, 1)
        if one.met is Met.NO and one.measured:
            grid.addWidget(label(tr(_FOUND, measured=one.measured), "small", wrap=True), 3 * at + 1, 1)
        grid.setRowMinimumHeight(3 * at + 2, 5)
    grid.setRowStretch(3 * len(demands), 1)
    return grid


def _mark(one: DemandView, sentence: QLabel) -> QLabel:
    icon, tone, word = _LOOK[one.met]
    mark = QLabel()
    mark.setPixmap(theme.icon(icon, tone).pixmap(_MARK, _MARK))
    mark.setAccessibleName(tr(word))
    mark.setToolTip(tr(word))
    sentence.setAccessibleName(f"{tr(word)}: {sentence.text()}")
    return mark
