"""A person's timeline and the relations around her, as cards of her page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.services.graph import Graph
from fieldnotes.services.timeline import Group
from fieldnotes_ui.widgets.graph_view import GraphView
from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.timeline_list import TimelineList

_TIMELINE, _NOTHING = N_("Timeline"), N_("Nothing of this person has a place here yet.")
_GRAPH = N_("Relations around")
_KEY = N_("Full lines are kin: protection passes along them. Arrow keys go round, Enter opens.")
_LEFT_OUT = NN_("{n} more is not drawn.", "{n} more are not drawn.")
_HIGHEST = 420


class _Card(QFrame):
    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 10)
        self.column.setSpacing(6)
        self.column.addWidget(label(title, "section"))


class TimelineCard(_Card):
    """As high as its lines, up to a limit."""

    def __init__(self) -> None:
        super().__init__(tr(_TIMELINE))
        self.list = TimelineList()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._nothing = label(tr(_NOTHING), "small", wrap=True)
        self.column.addWidget(self.list)
        self.column.addWidget(self._nothing)

    def show_groups(self, groups: Sequence[Group]) -> None:
        self.list.show_groups(groups)
        self.list.setFixedHeight(min(_HIGHEST, self.list.height_of_all()))
        self.list.setVisible(bool(groups))
        self._nothing.setVisible(not groups)


class GraphCard(_Card):
    """Hidden where there is nobody around."""

    entry_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr(_GRAPH))
        self.view = GraphView()
        self.view.opened.connect(self.entry_wanted)
        self._note = label("", "small", wrap=True)
        self.column.addWidget(self.view)
        self.column.addWidget(self._note)

    def show_graph(self, graph: Graph) -> None:
        self.view.show_graph(graph)
        more = trn(*_LEFT_OUT, graph.left_out) if graph.left_out else ""
        self._note.setText(f"{tr(_KEY)} {more}".rstrip())
        self.setVisible(len(graph.nodes) > 1)
