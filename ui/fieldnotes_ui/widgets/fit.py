"""Something that fills its place, and scrolls where the place is smaller than it may be: large letters lose nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QStyle, QWidget


class Fit(QScrollArea):
    """Qt's own resizable area gives what it holds the height that it would like; this one no more than it must have.

    `changed` follows a change of what is inside, which may need more room now.
    """

    changed = Signal()

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inside = inside
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        inside.installEventFilter(self)

    def sizeHint(self) -> QSize:
        return self.inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """In width what it holds has to be shown whole, where a window has that much."""
        return QSize(0, 0)

    def wanted_height(self, width: int) -> int:
        """Pixels that what is inside would like to be high at this width, and at least has to be."""
        layout = self.inside.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return max(self.inside.sizeHint().height(), self.inside.minimumSizeHint().height())

    def least(self, width: int) -> QSize:
        """What is inside may not be smaller than this, in a place of this width."""
        least = self.inside.minimumSizeHint().expandedTo(self.inside.minimumSize())
        layout = self.inside.layout()
        if layout is not None and layout.hasHeightForWidth():
            high = layout.totalMinimumHeightForWidth(max(width, least.width()))
            return QSize(least.width(), max(high, self.inside.minimumHeight()))
        return least

    def fit(self) -> None:
        """Give what is inside its size: the whole place, or more where it needs more."""
        room = self.maximumViewportSize()
        least = self.least(room.width())
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        if least.height() > room.height():
            room.setWidth(room.width() - bar)
            least = self.least(room.width())
        if least.width() > room.width():
            room.setHeight(room.height() - bar)
        self.inside.resize(room.expandedTo(least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.inside and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
            self.changed.emit()
        return super().eventFilter(watched, event)


class FitStack(QStackedWidget):
    """Pages of which one is shown, each fitted; none of them makes the window larger than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fits: dict[QWidget, Fit] = {}

    def addWidget(self, page: QWidget) -> int:
        self._fits[page] = Fit(page)
        return super().addWidget(self._fits[page])

    def setCurrentWidget(self, page: QWidget) -> None:
        super().setCurrentWidget(self._fits[page])

    def removeWidget(self, page: QWidget) -> None:
        """The page goes with its area."""
        gone = self._fits.pop(page)
        super().removeWidget(gone)
        gone.deleteLater()

    def currentWidget(self) -> QWidget | None:
        shown = super().currentWidget()
        return shown.inside if isinstance(shown, Fit) else None
