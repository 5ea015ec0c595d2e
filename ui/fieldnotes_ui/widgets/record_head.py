"""The head of an open record: title, level, consent, and who said it when in what language."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fieldnotes import i18n
from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes.model.record import Card, Row
from fieldnotes.services.views import ConsentState, RecordView
from fieldnotes.services.vocabulary import tag_words
from fieldnotes_ui.moments import dated_words
from fieldnotes_ui.widgets.choices import language_name
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.elided import ElidedLabel
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.labels import button, column, label, row, tool
from fieldnotes_ui.widgets.level_button import LevelButton
from fieldnotes_ui.widgets.strip import Strip
from fieldnotes_ui.widgets.title_edit import TitleEdit

_TITLE, _TITLE_HINT = N_("Title"), N_("Title — the first line, if you leave it empty")
_SOURCE, _DATED, _LANGUAGE, _RECORD, _TAGS = N_("Source"), N_("Dated"), N_("Language"), N_("Record"), N_("Tags")
_EDIT = N_("Change source, date, language and tags…")
_PERSON = N_("Open source")
_VERSIONS, _RECYCLE = N_("What this record said before"), N_("Move to the recycle bin")
_PASSAGE, _NEXT, _ANSWER = N_("Show the passage"), N_("Next remark"), N_("Answer…")
_NOT_GIVEN = "—"
_ROOMY = 440
_TONES = {
    ConsentState.OK: "ok",
    ConsentState.LIMITED: "warn",
    ConsentState.NONE: "danger",
    ConsentState.WITHDRAWN: "danger",
    ConsentState.EXPIRED: "danger",
    ConsentState.AWAY: "warn",
    ConsentState.CLOSED: "info",
    ConsentState.NOT_NEEDED: "info",
}


class RecordHead(QWidget):
    """`titled` is the user's own change of the title."""

    titled = Signal()
    rested = Signal()
    level_wanted = Signal()
    details_wanted = Signal()
    source_wanted = Signal()
    versions_wanted = Signal()
    recycle_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = TitleEdit()
        self.title.setAccessibleName(tr(_TITLE))
        self.title.setPlaceholderText(tr(_TITLE_HINT))
        self.title.textEdited.connect(lambda _: self.titled.emit())
        self.title.editingFinished.connect(self.rested)
        self.level = LevelButton()
        self.level.clicked.connect(self.level_wanted)
        self.consent = Strip("info", "")
        self._source = self.consent.add_button(button(tr(_PERSON), icon="user-round"))
        self._source.clicked.connect(self.source_wanted)
        self.remark = Strip("warn", "")
        self.passage_button = self.remark.add_button(button(tr(_PASSAGE)))
        self.answer_button = self.remark.add_button(button(tr(_ANSWER)))
        self.next_remark = self.remark.add_button(button(tr(_NEXT)))
        self.remark.hide()
        self._values: dict[str, QLabel] = {}
        pairs = [self._pair(name) for name in (_RECORD, _SOURCE, _DATED, _LANGUAGE, _TAGS)]
        self.edit = tool("pencil", tr(_EDIT))
        self.edit.clicked.connect(self.details_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self.versions, self.recycle = tool("history", tr(_VERSIONS), shortcut="Ctrl+H"), tool("trash-2", tr(_RECYCLE))
        self.versions.clicked.connect(self.versions_wanted)
        self.recycle.clicked.connect(self.recycle_wanted)
        top = row(self.title, self.level, self.versions, self.recycle, spacing=6)
        layout.addLayout(top)
        layout.addWidget(self.consent)
        layout.addWidget(self.remark)
        layout.addLayout(Flow(*pairs, self.edit, spacing=16, grows=pairs[-1]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the title has the room; the menu moves to the recycle bin as well."""
        super().resizeEvent(event)
        self.recycle.setVisible(self.width() >= _ROOMY)

    def _pair(self, name: str) -> QWidget:
        made, pair = column(spacing=1)
        value = ElidedLabel() if name in (_LANGUAGE, _TAGS) else label()
        self._values[name] = value
        pair.addWidget(ElidedLabel(tr(name), "small") if name == _TAGS else label(tr(name), "small"))
        pair.addWidget(value)
        return made

    def show_record(self, view: RecordView, *, title: str | None = None) -> None:
        """`title` is given where unsaved typing replaces the stored one."""
        card = view.record.row.card or Card()
        self.title.setText(card.title if title is None else title)
        self.title.setCursorPosition(0)
        self.show_facts(view)

    def show_facts(self, view: RecordView) -> None:
        """All but the title, which the user may be typing."""
        self.level.show_level(view.effective, view.reasons)
        self.consent.show_message(_TONES[view.consent], view.consent_text, icon="handshake")
        card = view.record.row.card or Card()
        self._source.setVisible(bool(card.source))
        self._show_meta(view.record.row, card)

    def show_level(self, level: Level) -> None:
        self.level.show_level(level)

    def _show_meta(self, row_: Row, card: Card) -> None:
        tags = isolated(*(tag_words(tag, i18n.language()) for tag in card.tags))
        values = {
            _RECORD: row_.code,
            _SOURCE: card.source,
            _DATED: dated_words(card.dated),
            _LANGUAGE: language_name(card.language),
            _TAGS: tags,
        }
        for name, value in values.items():
            self._values[name].setText(value or _NOT_GIVEN)
