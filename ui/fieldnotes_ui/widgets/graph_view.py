"""Who belongs to whom around one person: codes only. Arrows go from one to the next, Enter opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.register import EntityType
from fieldnotes.services.graph import Edge, Graph, Node
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.badge import level_name, paint_mark
from fieldnotes_ui.widgets.register_words import ROLES, TYPES, sentence
from fieldnotes_ui.widgets.status_words import STATE_LOOK, STATES

_NAME = N_("Relations around {code}")
_LEFT_OUT = NN_("{n} more is not drawn", "{n} more are not drawn")
_WIDE, _HIGH, _MARGIN = 104, 34, 10
_LEAST_HIGH = 220
_ON = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class GraphNode(QAbstractButton):
    """One entry. `opened` by double click, Enter or Space; `moved` asks for the next or the one before."""

    opened = Signal(str)
    moved = Signal(int)

    def __init__(self, node: Node, relations: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.node = node
        self.setFixedSize(_WIDE, _HIGH)
        kind = tr(ROLES[node.role] if node.type is EntityType.PERSON else TYPES[node.type])
        state = tr(STATES[node.status]) if node.status is not None else ""
        about = (node.code, kind, level_name(node.protected), state, *relations)
        self.setAccessibleName(", ".join(part for part in about if part))
        self.setToolTip("\n".join(part for part in about if part))

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, _HIGH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.node.code)
        elif key in _ON:
            self.moved.emit(_ON[key])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        del event
        self.opened.emit(self.node.code)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_middle = self.node.depth == 0
        outline = QPen(theme.colour("border_strong"), 1.2)
        if self.hasFocus():
            outline = QPen(theme.colour("focus"), 2)
        painter.setPen(outline)
        painter.setBrush(theme.colour("accent_soft" if is_middle else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 15, 15)
        paint_mark(painter, QRectF(10, 8.5, 17, 17), self.node.protected)
        font = QFont(self.font())
        font.setBold(is_middle)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        area = self.rect().adjusted(32, 0, -26 if self.node.status is not None else -8, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.node.code)
        if self.node.status is not None:
            painter.drawPixmap(_WIDE - 25, 9, theme.icon(*STATE_LOOK[self.node.status]).pixmap(16, 16))


class GraphView(QWidget):
    """One stop for Tab; the middle is where it begins."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._graph = Graph((), ())
        self.nodes: list[GraphNode] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_graph(self, graph: Graph) -> None:
        had_focus = any(node.hasFocus() for node in self.nodes)
        for old in self.nodes:
            old.hide()
            old.deleteLater()
        self._graph = graph
        self.nodes = [self._made(node) for node in graph.nodes]
        if graph.nodes:
            more = f" {trn(*_LEFT_OUT, graph.left_out)}" if graph.left_out else ""
            self.setAccessibleName(tr(_NAME, code=graph.nodes[0].code) + more)
        rings = max((node.depth for node in graph.nodes), default=0)
        crowd = max(len([node for node in graph.nodes if node.depth == ring]) for ring in range(rings + 1))
        self.setFixedHeight(_LEAST_HIGH + 70 * max(0, rings - 1) + min(360, 12 * max(0, crowd - 6)))
        self._set_out()
        if had_focus and self.nodes:
            self.nodes[0].setFocus()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The relations, under the nodes: kin by a full line, others by a dashed one."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = {node.node.code: QPointF(node.geometry().center()) for node in self.nodes}
        for edge in self._graph.edges:
            style = Qt.PenStyle.SolidLine if edge.is_kinship else Qt.PenStyle.DashLine
            tone = "accent" if edge.is_kinship else "border_strong"
            painter.setPen(QPen(theme.colour(tone), 2 if edge.is_kinship else 1.2, style))
            painter.drawLine(at[edge.a], at[edge.b])

    def _made(self, node: Node) -> GraphNode:
        made = GraphNode(node, [_words(edge) for edge in self._graph.edges if node.code in (edge.a, edge.b)], self)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if node.depth == 0 else Qt.FocusPolicy.ClickFocus)
        made.opened.connect(self.opened)
        made.moved.connect(lambda by: self._move(made, by))
        made.show()
        return made

    def _move(self, now: GraphNode, by: int) -> None:
        at = (self.nodes.index(now) + by) % len(self.nodes)
        self.nodes[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _set_out(self) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        wide, high = self.width() - _WIDE - 2 * _MARGIN, self.height() - _HIGH - 2 * _MARGIN
        across = _fitted([-node.node.x if mirrored else node.node.x for node in self.nodes])
        down = _fitted([node.node.y for node in self.nodes])
        for node, x, y in zip(self.nodes, across, down, strict=True):
            node.move(int(_MARGIN + x * wide), int(_MARGIN + y * high))


def _fitted(places: Sequence[float]) -> list[float]:
    """Places from 0 to 1, so that the drawing fills its room; all in the middle where there is but one."""
    least, most = min(places, default=0.0), max(places, default=0.0)
    return [(place - least) / (most - least) if most > least else 0.5 for place in places]


def _words(edge: Edge) -> str:
    return sentence(edge.a, edge.kind, edge.b)
