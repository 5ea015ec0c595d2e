"""The editor's tools: block styles, protecting a passage, undo and redo."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolButton, QWidget

from fieldnotes.i18n import N_, tr, trn
from fieldnotes.model.record import BlockStyle
from fieldnotes.services import in_text
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.editor import Editor
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.labels import label, tool

_TOOLS = N_("Text tools")
_STYLES = (
    (BlockStyle.HEADING_1, "", N_("Heading"), "Alt+1"),
    (BlockStyle.HEADING_2, "", N_("Smaller heading"), "Alt+2"),
    (BlockStyle.BULLET, "list", N_("List"), "Alt+3"),
    (BlockStyle.NUMBERED, "list-ordered", N_("Numbered list"), "Alt+4"),
    (BlockStyle.QUOTE, "quote", N_("Quotation"), "Alt+5"),
    (BlockStyle.TURN, "message-square", N_("Speaker's turn"), "Alt+6"),
)
_UNDO, _REDO = N_("Undo"), N_("Redo")
_MARK, _MARK_TIP = N_("Protect"), N_("Give the selected words a protection level of their own  Ctrl+M")
_TIME, _HIDDEN = N_("Time since the first of these marks"), N_("Show characters that take no room")
_FIND = N_("Find in this text")
_COUNT_MS = 600
_COUNTED_AT_ONCE = 30_000
"""Characters."""
_ROOMY = 640
"""Pixels in which every tool has room with its words."""
_REDACT, _REDACT_TIP = N_("Redact"), N_("See what editors would read of this case")


class EditorBar(QWidget):
    """Acts on one editor; `mark_wanted` and `redact_wanted` are for the page."""

    mark_wanted = Signal()
    redact_wanted = Signal()
    find_wanted = Signal()

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(_TOOLS))
        self._editor = editor
        self._clock = QElapsedTimer()
        room = QWidget()
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = Flow(spacing=2, grows=room)
        self.setLayout(layout)
        self._styles: dict[BlockStyle, QToolButton] = {}
        for style, icon, name, keys in _STYLES:
            made = tool(icon or "heading-1", tr(name), shortcut=keys, checkable=True)
            if not icon:
                made.setText(style.value.upper())
                made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
                made.setMinimumSize(0, made.sizeHint().height())
            made.setShortcut(keys)
            made.clicked.connect(lambda _=False, style=style: self._set(style))
            self._styles[style] = made
            layout.addWidget(made)
        self._time = self._time_tool()
        layout.addWidget(self._time)
        layout.addWidget(_line())
        self._mark = _worded("eye-off", tr(_MARK), tr(_MARK_TIP))
        self._mark.clicked.connect(self.mark_wanted)
        layout.addWidget(self._mark)
        layout.addWidget(_line())
        self._undo, self._redo = tool("undo-2", tr(_UNDO), shortcut="Ctrl+Z"), tool("redo-2", tr(_REDO))
        for made, does in ((self._undo, editor.undo), (self._redo, editor.redo)):
            made.setEnabled(False)
            made.clicked.connect(does)
            layout.addWidget(made)
        layout.addWidget(_line())
        find, hidden = tool("search", tr(_FIND), shortcut="Ctrl+F"), tool("eye", tr(_HIDDEN), checkable=True)
        find.clicked.connect(self.find_wanted)
        hidden.toggled.connect(editor.show_hidden)
        layout.addWidget(find)
        layout.addWidget(hidden)
        layout.addWidget(room)
        layout.addWidget(self._counter())
        self._redact = _worded("eraser", tr(_REDACT), tr(_REDACT_TIP))
        self._redact.clicked.connect(self.redact_wanted)
        layout.addWidget(self._redact)
        document = editor.document()
        document.undoAvailable.connect(self._undo.setEnabled)
        document.redoAvailable.connect(self._redo.setEnabled)
        editor.cursorPositionChanged.connect(self._follow)
        editor.selectionChanged.connect(self._follow)

    def show_marks_only(self, only: bool) -> None:
        """What writes is not offered where the text is read and marked only."""
        for made in (*self._styles.values(), self._time):
            made.setEnabled(not only)

    def _counter(self) -> QLabel:
        self.words = label("", "small")
        self._count = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._count.timeout.connect(self._begin_count)
        self._count_on = QTimer(self, singleShot=True, interval=0)
        self._count_on.timeout.connect(self._go_on_counting)
        self._counted, self._next = 0, self._editor.document().begin()
        self._editor.document().contentsChanged.connect(self._stop_count)
        return self.words

    def _time_tool(self) -> QToolButton:
        made = tool("timer", tr(_TIME), shortcut="Alt+T")
        made.setShortcut("Alt+T")
        made.clicked.connect(self._write_time)
        return made

    def _write_time(self) -> None:
        """A time code, as transcripts have them: hours, minutes and seconds since the first one."""
        if not self._clock.isValid():
            self._clock.start()
        minutes, seconds = divmod(self._clock.elapsed() // 1000, 60)
        self._editor.insert_words(f"[{minutes // 60:02}:{minutes % 60:02}:{seconds:02}] ")
        self._editor.setFocus()

    def _begin_count(self) -> None:
        self._counted, self._next = 0, self._editor.document().begin()
        self._go_on_counting()

    def _go_on_counting(self) -> None:
        """A long text is counted bit by bit: no key has to wait for it. Whatever is typed meanwhile begins it anew."""
        room = _COUNTED_AT_ONCE
        while self._next.isValid() and room > 0:
            text = self._next.text()
            self._counted += in_text.word_count(text)
            room -= len(text) + 1
            self._next = self._next.next()
        if self._next.isValid():
            self._count_on.start()
        else:
            self.words.setText(trn("{n} word", "{n} words", self._counted) if self._counted else "")

    def _stop_count(self) -> None:
        """The blocks that were to be counted may be gone."""
        self._count_on.stop()
        self._count.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, what is told in words has its icon and its tooltip."""
        super().resizeEvent(event)
        roomy = event.size().width() >= theme.scaled(_ROOMY)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if roomy else Qt.ToolButtonStyle.ToolButtonIconOnly
        for made in (self._mark, self._redact):
            if made.toolButtonStyle() is not style:
                made.setToolButtonStyle(style)
                made.setMinimumSize(made.sizeHint().width() if roomy else 30, 30)
        self.words.setVisible(roomy)

    def _set(self, style: BlockStyle) -> None:
        self._editor.set_block_style(style)
        self._editor.setFocus()
        self._follow()

    def _follow(self) -> None:
        here = self._editor.block_style()
        for style, made in self._styles.items():
            made.setChecked(style is here)


def _worded(icon: str, name: str, tip: str) -> QToolButton:
    made = tool(icon, name)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setText(f" {name}")  # the style leaves no gap between icon and words
    made.setIcon(theme.icon(icon, "accent"))
    made.setToolTip(tip)
    made.setAccessibleName(tip.partition("  ")[0])
    made.setMinimumSize(made.sizeHint().width(), 30)
    return made


def _line() -> QFrame:
    made = QFrame()
    made.setFixedSize(1, 20)
    made.setObjectName("rule")
    return made
