"""Call back what left: why, words of one's own, and a page for the readers of each bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.services.releases import Notice, ReleaseLine, Why
from fieldnotes_ui import theme
from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.widgets.labels import button, field, label
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.points import Points

_TITLE, _ACTION = N_("Call back what left"), N_("Write the notices")
_EXPLAINS = N_(
    "Nobody can make a reader forget. For each bundle there will be a page that asks its readers to destroy it; send "
    "it the way the bundle went. That it was called back is written down."
)
_WHICH = NN_("{n} bundle: {codes}", "{n} bundles: {codes}")
_WHY = N_("Why")
_WHYS = {
    Why.CONSENT: N_("Somebody withdrew consent"),
    Why.CORRECTION: N_("Something in it is wrong"),
    Why.SAFETY: N_("Somebody could come into danger"),
}
_WORDS, _WORDS_HINT = (
    N_("Words of your own (optional)"), N_("They stand in the page. Name nobody: it is checked."),
)  # fmt: skip
_FOLDER, _FOLDER_HINT = N_("New folder for the pages"), N_("Pages for a browser, one for each bundle.")
_DONE = NN_("{n} notice is written.", "{n} notices are written.")
_TO = N_("{code} went to {readers}.")
_STRANGER = N_("a reader who is not in the contacts")
_PRINT = N_("Print them…")
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class RecallWanted:
    why: Why
    words: str
    folder: Path


class RecallDialog(WorkSheet):
    """`wanted` is a RecallWanted, `asked` wants a file dialog, `print_wanted` paper."""

    wanted = Signal(object)
    print_wanted = Signal()

    def __init__(self, lines: Sequence[ReleaseLine], suggested: Path, why: Why, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=580)
        codes = ", ".join(one.code for one in lines[:_SHOWN]) + (", …" if len(lines) > _SHOWN else "")
        self.form.addWidget(label(trn(*_WHICH, len(lines), codes=codes), "strong", wrap=True))
        self.form.addWidget(Points([_went(one) for one in lines[:_SHOWN]]))
        self._whys = {one: QRadioButton(tr(words)) for one, words in _WHYS.items()}
        reasons = QWidget()
        inside = QVBoxLayout(reasons)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        for made in self._whys.values():
            inside.addWidget(made)
        self._whys[why].setChecked(True)
        self.form.addWidget(field(tr(_WHY), reasons))
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(theme.scaled(64))
        self.form.addWidget(field(tr(_WORDS), self.words, tr(_WORDS_HINT)))
        self.folder = PathLine(tr(_FOLDER))
        self.folder.show_path(suggested)
        self.folder.changed.connect(self.check)
        self.folder.asked.connect(lambda: self.asked.emit(self.folder))
        self.form.addWidget(field(tr(_FOLDER), self.folder, tr(_FOLDER_HINT)))
        self._whys[why].setFocus()
        self.check()

    def choose_why(self, why: Why) -> None:
        self._whys[why].setChecked(True)

    def ready(self) -> bool:
        return self.folder.path() is not None

    def submit(self) -> None:
        folder = self.folder.path()
        if self.ended:
            self.accept()
        elif folder is not None:
            why = next(one for one, made in self._whys.items() if made.isChecked())
            self.begin()
            self.wanted.emit(RecallWanted(why, self.words.toPlainText().strip(), folder))

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """They are written: to whom each has to go."""
        self.show_done(trn(*_DONE, len(notices)))
        self.inside.addWidget(Points([_went(one.release) for one in notices[:_SHOWN]]))
        again = button(tr(_PRINT), icon="printer")
        again.setAutoDefault(False)
        again.clicked.connect(self.print_wanted)
        self.inside.addWidget(again)
        self.adjustSize()


def _went(line: ReleaseLine) -> str:
    return tr(_TO, code=line.code, readers=readers_of(line))


def readers_of(line: ReleaseLine) -> str:
    """Who got it, by the names that the owner gave them; everybody whom she does not know once."""
    return ", ".join(dict.fromkeys(one.name or tr(_STRANGER) for one in line.readers))
