"""A second record beside the open one, to be read and compared: its title, level and text, and nothing to change."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollBar, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.record import Card
from fieldnotes.services.views import RecordView
from fieldnotes_ui.moments import dated_words
from fieldnotes_ui.widgets.badge import LevelBadge
from fieldnotes_ui.widgets.choices import language_name
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.elided import ElidedLabel
from fieldnotes_ui.widgets.labels import label, row, tool
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.reading_text import ReadingText

_NAME, _UNTITLED = N_("The record beside"), N_("Untitled")
_CLOSE, _TOGETHER, _OPEN = N_("Close the record beside"), N_("Scroll both together"), N_("Open it to be written in")
_SEALED = N_("Sealed. It can be read while the compartment is open.")


class BesidePane(QFrame):
    """Hidden while there is none. Both texts scroll alone unless `together` is on."""

    closed = Signal()
    open_wanted = Signal(str)
    copy_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setMinimumWidth(300)
        self.code = ""
        self._other: QScrollBar | None = None
        self._following = False
        self.title, self.facts = ElidedLabel("", "h2"), ElidedLabel("", "small")
        self.level = LevelBadge()
        self.together = tool("link", tr(_TOGETHER), checkable=True)
        self.open = tool("pencil", tr(_OPEN))
        self.shut = tool("x", tr(_CLOSE), shortcut="Esc")
        self.text = ReadingText(tr(_NAME))
        self._why = label(tr(_SEALED), "muted", wrap=True)
        head = row(self.level, self.title, self.together, self.open, self.shut, spacing=6)
        head.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.facts)
        layout.addWidget(self._why)
        layout.addWidget(self.text, 1)
        self.shut.clicked.connect(self.close_pane)
        self.open.clicked.connect(lambda: self.open_wanted.emit(self.code))
        self.text.copy_wanted.connect(self.copy_wanted)
        self.text.verticalScrollBar().valueChanged.connect(lambda _: self._lead(self.text.verticalScrollBar()))
        land_on(self, self.text)
        self.hide()

    def scroll_with(self, other: QScrollBar) -> None:
        """The text that scrolls along where that is wanted."""
        self._other = other
        other.valueChanged.connect(lambda _: self._lead(other))

    def show_record(self, view: RecordView) -> None:
        """The same record again stays where it is read."""
        card = view.record.row.card or Card()
        self.code = view.record.code
        self.title.setText(card.title or tr(_UNTITLED))
        self.level.show_level(view.effective)
        self.facts.setText(
            isolated(self.code, dated_words(card.dated), language_name(card.language) if card.language else "")
        )
        self.text.show_text(view.record.body.text, stay=True)
        self._arrange(readable=True)

    def show_sealed(self, code: str) -> None:
        """Nothing of it stays on the screen."""
        self.code = code
        self._wipe()
        self.facts.setText(code)
        self._arrange(readable=False)

    def close_pane(self) -> None:
        was_open, self.code = bool(self.code), ""
        self._wipe()
        self.hide()
        if was_open:
            self.closed.emit()

    def _arrange(self, *, readable: bool) -> None:
        self.text.setVisible(readable)
        self._why.setVisible(not readable)
        self.level.setVisible(readable)
        self.show()

    def _wipe(self) -> None:
        self.title.setText("")
        self.facts.setText("")
        self.text.show_text("")

    def _lead(self, bar: QScrollBar) -> None:
        """The other text to the same share of its length: two records have no lines in common."""
        if not self.together.isChecked() or self._following or self._other is None or not self.isVisible():
            return
        own = self.text.verticalScrollBar()
        led = own if bar is self._other else self._other
        self._following = True
        led.setValue(round(led.maximum() * bar.value() / max(1, bar.maximum())))
        self._following = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_pane()
            return
        super().keyPressEvent(event)
