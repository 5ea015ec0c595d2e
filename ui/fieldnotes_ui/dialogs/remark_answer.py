"""Answer what an editor said of a record, beside the record itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.remarks import RemarkView
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.moments import local_day
from fieldnotes_ui.widgets.labels import field, label
from fieldnotes_ui.widgets.remark_words import kind_name
from fieldnotes_ui.widgets.stance import Stance
from fieldnotes_ui.widgets.strip import Strip
from fieldnotes_ui.widgets.words_edit import WordsEdit

_TITLE, _ACTION = N_("Answer a remark"), N_("Answer it  Ctrl+Enter")
_BY = N_("{kind}, by {reviewer} on {day}")
_PASSAGE, _SAID = N_("The passage"), N_("What was said")
_ANSWER, _HINT = N_("Your answer"), N_("Kept with the remark, which then counts as answered.")
_BLOCKS = N_("This record does not leave again before the remark is answered.")
_NEEDS = N_("Write a few words. Only agreeing needs none.")
_LONGEST_SHOWN = 300
_ELLIPSIS = "…"


class AnswerDialog(Sheet):
    """`given` carries the answer, never empty; the dialog stays open until it is told that it was kept."""

    given = Signal(str)

    def __init__(self, remark: RemarkView, parent: QWidget) -> None:
        by = tr(_BY, kind=kind_name(remark.kind), reviewer=remark.reviewer, day=local_day(remark.created))
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=by, width=560)
        if remark.blocks:
            self.inside.addWidget(Strip("warn", tr(_BLOCKS)))
        for name, words in ((_PASSAGE, remark.quote), (_SAID, remark.text)):
            if words:
                self.inside.addWidget(label(tr(name), "section"))
                self.inside.addWidget(label(_short(words), wrap=True))
        self.stance, self.words = Stance(), WordsEdit(lines=4)
        self.inside.addWidget(self.stance)
        self.inside.addWidget(field(tr(_ANSWER), self.words, tr(_HINT)))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit)
        self.words.setFocus()

    def submit(self) -> None:
        answer = self.stance.with_words(self.words.words())
        if not answer:
            self.show_problem(tr(_NEEDS))
            self.words.setFocus()
            return
        self.main.setEnabled(False)
        self.given.emit(answer)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else words[:_LONGEST_SHOWN] + _ELLIPSIS
