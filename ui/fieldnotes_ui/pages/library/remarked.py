"""What editors said of the open record and nobody answered: over its text, one after the other, to be answered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.changes import Changes
from fieldnotes.model.review import Part
from fieldnotes.services import remarks
from fieldnotes.services.remarks import RemarkView
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.remark_answer import AnswerDialog
from fieldnotes_ui.widgets.record_pane import RecordPane
from fieldnotes_ui.widgets.remark_words import kind_name

_SAID = N_("{kind} by {reviewer}: {text}")
_ABOUT = N_("About: {quote}")
_MORE = NN_("{n} remark more.", "{n} remarks more.")
_BLOCKS = N_("The record does not leave before it is answered.")
_KEPT = N_("The answer is kept with the remark.")
_LONGEST = 160


class Remarked(QObject):
    """Follows the open record. The strip is the head's."""

    def __init__(self, desk: Desk, pane: RecordPane, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._pane = desk, pane
        self._code, self._at = "", 0
        self._open: tuple[RemarkView, ...] = ()
        self._answered = False
        pane.head.passage_button.clicked.connect(self.go_there)
        pane.head.next_remark.clicked.connect(self.go_on)
        pane.head.answer_button.clicked.connect(self.answer)
        desk.changed.connect(self._on_changed)
        desk.sealed_changed.connect(self._on_sealed)

    @Slot(str)
    def look(self, code: str) -> None:
        """Another record is open; "" for none."""
        self._code, self._at, self._open = code, 0, ()
        self._pane.head.remark.hide()
        if code and self._desk.is_open:
            self._desk.ask(
                self, lambda session, _: (code, remarks.all_of(session, record=code, only_open=True)), self._show
            )

    @Slot()
    def go_on(self) -> None:
        """To the next remark, and its passage."""
        self._at = (self._at + 1) % len(self._open)
        self._tell()
        self.go_there()

    @Slot()
    def go_there(self) -> None:
        """Put the caret before the words that it is about; nothing is selected, so nothing is typed over."""
        place = self._open[self._at].place
        editor = self._pane.editor
        if place is not None and place.part is Part.TEXT:
            editor.place_cursor(place.start)
        editor.setFocus()

    @Slot()
    def answer(self) -> None:
        """Ask for the words; the next remark follows, and the keyboard stays where the next answer is given."""
        if not self._open:
            return
        remark = self._open[self._at]
        dialog = AnswerDialog(remark, self._pane.window())

        def done(changes: Changes) -> None:
            dialog.accept()
            self._answered = True
            self._desk.notice.emit(tr(_KEPT))
            self._desk.tell(changes)

        dialog.given.connect(
            lambda words: self._desk.ask(
                dialog,
                lambda session, _: remarks.answer(session, remark.code, words),
                done,
                failed=lambda error: dialog.show_problem(messages.words(error)),
            )
        )
        dialog.open()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._code in changes.records:
            self.look(self._code)

    @Slot(bool)
    def _on_sealed(self, is_open: bool) -> None:
        """What is not to be read any more says nothing either."""
        del is_open
        self.look(self._code)

    def _show(self, found: tuple[str, tuple[RemarkView, ...]]) -> None:
        code, views = found
        if code == self._code and self._desk.is_open and self._pane.shows_text:
            self._open = tuple(sorted(views, key=lambda one: not one.blocks))
            self._tell()
            if self._answered:
                self._answered = False
                (self._pane.head.answer_button if self._open else self._pane.editor).setFocus()

    def _tell(self) -> None:
        head = self._pane.head
        head.remark.setVisible(bool(self._open))
        if not self._open:
            return
        one, more = self._open[self._at], len(self._open) - 1
        told = tr(_SAID, kind=kind_name(one.kind), reviewer=one.reviewer, text=_short(one.text))
        about = tr(_ABOUT, quote=_short(one.quote)) if one.quote else ""
        rest = trn(*_MORE, more) if more else ""
        words = " ".join(filter(None, (told, about, tr(_BLOCKS) if one.blocks else "", rest)))
        head.remark.show_message("warn" if one.blocks else "info", words, icon="message-square")
        head.passage_button.setVisible(bool(one.quote))
        head.next_remark.setVisible(bool(more))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rstrip() + "…"
