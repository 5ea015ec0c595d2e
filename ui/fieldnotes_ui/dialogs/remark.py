"""A remark on a passage: what it is, which words it is about, what is to be said."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.review import RemarkKind
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import field, label
from fieldnotes_ui.widgets.remark_words import kind_name
from fieldnotes_ui.widgets.words_edit import WordsEdit

_ACTION = N_("Add it  Ctrl+Enter")
_ABOUT = {
    RemarkKind.COMMENT: N_("The author sees it beside this passage."),
    RemarkKind.QUERY: N_("The author sees it beside this passage and is asked for an answer."),
    RemarkKind.RISK: N_("The record does not leave the author's vault again until the author has answered."),
}
_PASSAGE, _SAY = N_("The passage"), N_("What do you want to say?")
_EMPTY = N_("Write a few words.")
_LONGEST_SHOWN = 300
_ELLIPSIS = "…"


class RemarkDialog(Sheet):
    """`given` carries the words, never empty."""

    given = Signal(str)

    def __init__(self, kind: RemarkKind, passage: str, parent: QWidget) -> None:
        super().__init__(kind_name(kind), tr(_ACTION), parent, explains=tr(_ABOUT[kind]), width=560)
        shown = passage if len(passage) <= _LONGEST_SHOWN else passage[:_LONGEST_SHOWN] + _ELLIPSIS
        self.inside.addWidget(label(tr(_PASSAGE), "section"))
        self.inside.addWidget(label(shown, wrap=True))
        self.words = WordsEdit(lines=5)
        self.inside.addWidget(field(tr(_SAY), self.words))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit)
        self.words.setFocus()

    def submit(self) -> None:
        words = self.words.words()
        if not words:
            self.show_problem(tr(_EMPTY))
            self.words.setFocus()
            return
        self.given.emit(words)
        self.accept()
