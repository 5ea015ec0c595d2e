"""One person? The register entries that the shown one is like, each with why, and the two answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.labels import button, column, label, row

_TITLE = N_("One person?")
_JOIN, _JOIN_NAME = N_("Same: join…"), N_("Join {code} with the shown entry")
_APART, _APART_NAME = N_("Two people"), N_("{code} and the shown entry are two")
_OPEN_NAME = N_("Show {code}")
_PROBABLY = N_("{percent} % alike")
_MOST = 4


@dataclass(frozen=True, slots=True)
class Alike:
    """Another entry that may be the shown one; `words` is its name, or empty while names are not shown."""

    code: str
    words: str
    score: float
    why: str


class AlikeCard(QFrame):
    """Hidden where there is nobody. The signals carry the other entry's code."""

    join_wanted = Signal(str)
    apart_wanted = Signal(str)
    entry_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._rows: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 12, 16, 12)
        self._layout.setSpacing(6)
        self._layout.addWidget(label(tr(_TITLE), "section"))
        self.hide()

    def show_alike(self, others: Sequence[Alike]) -> None:
        """The likeliest first."""
        if self._rows is not None:
            self._rows.hide()
            self._rows.deleteLater()
        self._rows, inside = column(spacing=4)
        for other in others[:_MOST]:
            inside.addWidget(self._line(other))
        self._layout.addWidget(self._rows)
        self.setVisible(bool(others))

    def _line(self, other: Alike) -> QWidget:
        widget, inside = column(spacing=2)
        name = button(isolated(other.code, other.words))
        name.setObjectName("line")
        name.setAccessibleName(tr(_OPEN_NAME, code=other.code))
        name.setCursor(Qt.CursorShape.PointingHandCursor)
        name.clicked.connect(lambda: self.entry_wanted.emit(other.code))
        join = button(tr(_JOIN), icon="link")
        join.setAccessibleName(tr(_JOIN_NAME, code=other.code))
        join.clicked.connect(lambda: self.join_wanted.emit(other.code))
        apart = button(tr(_APART), icon="users")
        apart.setAccessibleName(tr(_APART_NAME, code=other.code))
        apart.clicked.connect(lambda: self.apart_wanted.emit(other.code))
        why = label(isolated(tr(_PROBABLY, percent=round(100 * other.score)), tr(other.why)), "small", wrap=True)
        why.setContentsMargins(9, 0, 0, 0)
        inside.addLayout(row(name, None, join, apart))
        inside.addWidget(why)
        return widget
