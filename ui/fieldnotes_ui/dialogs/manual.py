"""F1: the manual, beside the work. It opens at the topic of the place it was called from."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextBlockFormat, QTextCursor, QTextFrameFormat, QTextTable
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, language, tr
from fieldnotes.services import manual
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.dead_document import DeadDocument
from fieldnotes_ui.widgets.labels import button, label, row

_TITLE, _CLOSE = N_("Manual"), N_("Close")
_SEARCH, _TOPICS, _PAGE = N_("Search the manual"), N_("Topics"), N_("Page of the manual")
_NOTHING = N_("No topic holds these words.")
_MARGIN, _BELOW, _ABOVE_HEADING, _LINE_PERCENT = 24, 10, 18, 130
_TOPIC_OF = {
    "entrance": "first-steps",
    "create": "first-steps",
    "today": "today",
    "library": "levels",
    "register": "names",
    "redact": "redacting",
    "sharing": "sharing",
    "bundle": "sharing",
    "security": "limits",
    "care": "keys",
    "travel": "travel",
    "settings": "keys",
}


class _Reader(QTextBrowser):
    """A page of Markdown, with room between its lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setDocument(DeadDocument(self))
        self.setOpenLinks(False)
        self.document().setDocumentMargin(_MARGIN)
        self.setAccessibleName(tr(_PAGE))

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        del kind, name

    def read(self, markdown: str) -> None:
        self.setMarkdown(markdown)
        block = self.document().begin()
        while block.isValid():
            self._space(QTextCursor(block))
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._rule(frame)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _space(self, cursor: QTextCursor) -> None:
        form = cursor.blockFormat()
        form.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        is_item = cursor.currentList() is not None
        form.setTopMargin(_ABOVE_HEADING if form.headingLevel() > 1 else 0)
        form.setBottomMargin(_BELOW / 2 if is_item or cursor.currentTable() else _BELOW)
        cursor.setBlockFormat(form)
        if is_item and (items := cursor.currentList()) is not None:
            look = items.format()
            look.setIndent(1)
            items.setFormat(look)

    def _rule(self, table: QTextTable) -> None:
        look = table.format()
        look.setCellPadding(_BELOW / 2)
        look.setCellSpacing(0)
        look.setBorder(0)
        look.setBottomMargin(_BELOW)
        table.setFormat(look)
        for line in range(table.rows()):
            for column in range(table.columns()):
                cell = table.cellAt(line, column)
                form = cell.format().toTableCellFormat()
                form.setBottomBorder(1)
                form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                form.setBottomBorderBrush(theme.colour("border"))
                if not line:
                    form.setBackground(theme.colour("surface2"))
                cell.setFormat(form)


class Manual(QDialog):
    """Topics at the side, a search over all of them, the chosen one as a page to read."""

    def __init__(self, place: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(_TITLE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(980, 640)
        self._all = self._shown = manual.topics(language())
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr(_SEARCH))
        self.search.setAccessibleName(tr(_SEARCH))
        self.search.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._look_for)
        self.list = QListWidget()
        self.list.setAccessibleName(tr(_TOPICS))
        self.list.setObjectName("topics")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show)
        self.page = _Reader()
        self.page.setObjectName("pane")
        self._nothing = label(tr(_NOTHING), "muted", wrap=True)
        self._nothing.hide()
        self._build()
        self._fill()
        self.open_topic(_TOPIC_OF.get(place, ""))
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def open_topic(self, key: str) -> None:
        """Show a topic; the first one where the key is none's."""
        keys = [topic.key for topic in self._shown]
        self.list.setCurrentRow(keys.index(key) if key in keys else 0)

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addWidget(self.search)
        side.addWidget(self._nothing)
        side.addWidget(self.list, 1)
        close = button(tr(_CLOSE), primary=True)
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(side, 2)
        middle.addWidget(self.page, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(14)
        layout.addLayout(middle, 1)
        layout.addLayout(row(None, close))
        self.list.setFocus()

    def _look_for(self, words: str) -> None:
        current = self._shown[self.list.currentRow()].key if self.list.currentRow() >= 0 else ""
        self._shown = manual.found(self._all, words)
        self._nothing.setVisible(not self._shown)
        self._fill()
        if self._shown:
            self.open_topic(current)
        else:
            self.page.clear()

    def _fill(self) -> None:
        self.list.clear()
        self.list.addItems([topic.title for topic in self._shown])

    def _show(self, line: int) -> None:
        if line >= 0:
            self.page.read(self._shown[line].text)
