"""What changed between two versions: added words underlined, removed words struck through, in one text or in two."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr, trn
from fieldnotes.services.history import Difference
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import label, row, tool
from fieldnotes_ui.widgets.reading_text import ReadingText
from fieldnotes_ui.widgets.segments import Segments
from fieldnotes_ui.widgets.version_spans import Laid, Text, laid, moved

_LAYOUT, _ONE, _TWO = N_("Layout"), N_("One text"), N_("Side by side")
_TOGETHER, _OLDER, _NEWER = N_("Both versions"), N_("The older version"), N_("The newer version")
_VERSION = N_("Version {version}")
_ADDED, _REMOVED = N_("added"), N_("removed")
_NEXT, _PREVIOUS = N_("Next change"), N_("Previous change")
_SAME = N_("Nothing differs.")


class VersionCompare(QWidget):
    """Shows a Difference. Its text cannot be copied: an older version may hold what the present one protects."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._laid: Laid | None = None
        self._at = 0
        self._moving = False
        self.count = label("", "small")
        self.layout_choice = Segments(tr(_LAYOUT), (("one", tr(_ONE)), ("two", tr(_TWO))), "one")
        self.next, self.previous = tool("chevron-down", tr(_NEXT), shortcut="F8"), tool("chevron-up", tr(_PREVIOUS))
        self.next.setShortcut("F8")
        self.previous.setShortcut("Shift+F8")
        QShortcut(QKeySequence("F7"), self).activated.connect(self.turn)
        self.together = ReadingText(tr(_TOGETHER))
        self.older, self.newer = ReadingText(tr(_OLDER)), ReadingText(tr(_NEWER))
        self._older_name, self._newer_name = label("", "section"), label("", "section")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(10)
        for name, text in ((self._older_name, self.older), (self._newer_name, self.newer)):
            split.addWidget(_pane(text, name))
            text.verticalScrollBar().valueChanged.connect(lambda _, text=text: self._follow(text))
        self._stack = QStackedWidget()
        self._stack.addWidget(_pane(self.together))
        self._stack.addWidget(split)
        self._legend = (_Swatch(tr(_ADDED), struck=False), _Swatch(tr(_REMOVED), struck=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row(*self._legend, self.count, None, self.previous, self.next, self.layout_choice, spacing=10))
        layout.addWidget(self._stack, 1)
        self.layout_choice.changed.connect(lambda key: self._arrange(side_by_side=key == "two"))
        self.next.clicked.connect(lambda: self.go(1))
        self.previous.clicked.connect(lambda: self.go(-1))

    def show_difference(self, difference: Difference) -> None:
        """From the top to the first change; one version compared with itself is that version to read."""
        made = self._laid = laid(difference)
        self._at = 0
        reads_one = difference.older == difference.newer
        self.together.show_text(made.together.text, made.together.spans)
        self.older.show_text(made.older.text, made.older.spans)
        self.newer.show_text(made.newer.text, made.newer.spans)
        self._older_name.setText(tr(_VERSION, version=difference.older).upper())
        self._newer_name.setText(tr(_VERSION, version=difference.newer).upper())
        changes = len(made.together.changes)
        self.count.setText(trn("{n} change", "{n} changes", changes) if changes else "" if reads_one else tr(_SAME))
        for widget in (*self._legend, self.next, self.previous):
            widget.setVisible(changes > 0)
        self.layout_choice.setVisible(not reads_one)
        self._arrange(side_by_side=not reads_one and self.layout_choice.chosen() == "two")

    def forget(self) -> None:
        """Nothing of any version stays on the screen."""
        self._laid = None
        for text in (self.together, self.older, self.newer):
            text.show_text("")
        self.count.clear()

    def go(self, by: int) -> None:
        """Bring the next or previous change into view, and round at the end."""
        if self._laid is not None and self._laid.together.changes:
            self._at = (self._at + by) % len(self._laid.together.changes)
            self._show_current()

    def turn(self) -> None:
        """From one text to two side by side, and back."""
        if self.layout_choice.isVisibleTo(self):
            self.layout_choice.choose("one" if self.layout_choice.chosen() == "two" else "two")

    def _arrange(self, *, side_by_side: bool) -> None:
        self._stack.setCurrentIndex(1 if side_by_side else 0)
        self._show_current()

    def _show_current(self) -> None:
        made = self._laid
        if made is None or not made.together.changes:
            return
        if self._stack.currentIndex() == 0:
            self.together.bring_into_view(made.together.changes[self._at])
        else:
            self.newer.bring_into_view(made.newer.changes[self._at])
            self._follow(self.newer)

    def _follow(self, source: ReadingText) -> None:
        """The other version comes along: it differs in length, but not in order."""
        if self._moving or self._laid is None or self._stack.currentIndex() == 0:
            return
        self._moving = True
        older, newer = self._laid.older, self._laid.newer
        here: Text = older if source is self.older else newer
        there: Text = newer if source is self.older else older
        target = self.newer if source is self.older else self.older
        bar, other = source.verticalScrollBar(), target.verticalScrollBar()
        if bar.value() == 0:
            other.setValue(0)
        elif bar.value() == bar.maximum():
            other.setValue(other.maximum())
        else:
            place, above = source.top()
            target.show_top(moved(here, there, place), above)
        self._moving = False


class _Swatch(QWidget):
    """A word of the legend, dressed as such words are in the text."""

    def __init__(self, words: str, *, struck: bool) -> None:
        super().__init__()
        self._words, self._struck = words, struck
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.fontMetrics().horizontalAdvance(words) + 14, self.fontMetrics().height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        tone = "danger" if self._struck else "ok"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{tone}_soft"))
        painter.drawRoundedRect(self.rect(), 3, 3)
        painter.setPen(theme.colour("text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        painter.setPen(QPen(theme.colour(tone), 1.2))
        y = self.height() / 2 + 1 if self._struck else self.height() - 3.5
        painter.drawLine(7, round(y), self.width() - 7, round(y))


def _pane(text: ReadingText, name: QWidget | None = None) -> QFrame:
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(4, 8, 4, 4)
    layout.setSpacing(2)
    if name is not None:
        head = row(name, None)
        head.setContentsMargins(12, 2, 12, 0)
        layout.addLayout(head)
    layout.addWidget(text, 1)
    return frame
