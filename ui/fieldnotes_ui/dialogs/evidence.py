"""A file kept as evidence: what is told of it, its digest and its custody log, and the way out for a copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.forms import CustodyAct, Evidence
from fieldnotes_ui.dialogs.form_sheet import FormSheet, typed_date
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.models.offers import Offers
from fieldnotes_ui.moments import local_moment
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.labels import button, card, label, row
from fieldnotes_ui.widgets.pick_code import PickCode
from fieldnotes_ui.widgets.strip import Strip
from fieldnotes_ui.widgets.uncertain_date import UncertainDateEdit
from fieldnotes_ui.widgets.words_edit import WordsEdit

_NEW, _CHANGE = N_("New evidence"), N_("Evidence {code}")
_STAYS = N_("The file itself stays where it is, unprotected. Delete it there once it is kept here.")
_ORIGIN, _GIVER, _WHEN, _WORDS = N_("Origin"), N_("Given by"), N_("When"), N_("About it")
_FILE, _CUSTODY = N_("File"), N_("Custody log")
_COPY = N_("A copy without hidden data is kept beside it.")
_NO_COPY = N_("No copy without hidden data can be made of this kind of file.")
_TAKE_OUT, _CHECK = N_("Take out a copy…"), N_("Compare with its digest")
_HOLDS, _CHANGED = N_("The bytes are those that came in."), N_("The bytes are NOT those that came in.")
_ACTS = {
    CustodyAct.INGESTED: N_("taken in"),
    CustodyAct.VERIFIED: N_("compared"),
    CustodyAct.TAKEN_OUT: N_("taken out"),
    CustodyAct.MOVED: N_("moved"),
}
_OUT_TITLE, _OUT = N_("Take out a copy of {code}"), N_("Choose where…")
_OUT_WARNS = N_(
    "The copy is not encrypted. Whoever holds that disk can read it, and what shows a face, a voice or a place "
    "identifies people. The ledger and the custody log keep that it was taken out."
)
_ORIGINAL = N_("The original, with everything that is hidden in it")
_ONLY_ORIGINAL = N_("There is no copy without hidden data: this is the original, with everything that is hidden in it.")
_WHY = N_("What for")
_GROUP = 8
_TOP = Qt.AlignmentFlag.AlignTop


class EvidenceDialog(FormSheet):
    """`form` is the evidence as told; what was read from the file never changes here."""

    take_out_wanted = Signal()
    check_wanted = Signal()

    def __init__(
        self,
        offers: Offers,
        parent: QWidget,
        *,
        path: Path | None = None,
        form: Evidence | None = None,
        code: str = "",
        case: str = "",
    ) -> None:
        super().__init__(tr(_CHANGE, code=code) if code else tr(_NEW), offers, parent, code=code, case=case)
        self.file, self._told = path, form or Evidence(name="" if path is None else path.name)
        told = self._told
        self.origin, self.giver = QLineEdit(told.origin), PickCode(offers.people)
        self.giver.show_value(told.giver)
        self.when, self.words = UncertainDateEdit(told.when), WordsEdit(told.narrative, lines=4)
        self.answer = Strip("ok")
        self.answer.hide()
        self.body.addWidget(self._file())
        self.body.addWidget(self.answer)
        grid = self.grid()
        line = self.place_new(grid, 0)
        grid.addWidget(self.box("origin", tr(_ORIGIN), self.origin), line, 0, _TOP)
        grid.addWidget(self.box("giver", tr(_GIVER), self.giver), line, 1, _TOP)
        grid.addWidget(self.box("date", tr(_WHEN), self.when), line + 1, 0, _TOP)
        grid.addWidget(self.language_box(), line + 1, 1, _TOP)
        self.body.addWidget(self.box("narrative", tr(_WORDS), self.words))
        if told.custody:
            self.body.addWidget(self._custody())
        self.body.addStretch(1)
        self.origin.setFocus()
        self.finish_building()

    def form(self) -> Evidence:
        return replace(
            self._told,
            origin=self.origin.text().strip(),
            giver=self.giver.value(),
            when=typed_date(self.when),
            narrative=self.words.words(),
        )

    def wrong(self) -> tuple[tuple[str, str], ...]:
        return self.date_problem(self.when)

    def show_names(self, names: Mapping[str, str]) -> None:
        self.giver.show_names(names)

    def show_checked(self, holds: bool) -> None:
        self.answer.show_message("ok" if holds else "danger", tr(_HOLDS if holds else _CHANGED))
        self.answer.show()

    def _file(self) -> QFrame:
        frame, inside = card()
        told = self._told
        inside.addWidget(label(tr(_FILE), "section"))
        size = QLocale().formattedDataSize(told.size) if told.size else ""
        inside.addWidget(label(isolated(told.name, told.media_type, size), wrap=True))
        if not told.sha256:
            inside.addWidget(label(tr(_STAYS), "small", wrap=True))
            return frame
        digest = label(f"SHA-256  {grouped(told.sha256)}", "mono", wrap=True)
        digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(digest)
        inside.addWidget(label(tr(_COPY if told.copy_sha256 else _NO_COPY), "small", wrap=True))
        out, check = button(tr(_TAKE_OUT), icon="download"), button(tr(_CHECK), icon="check")
        out.clicked.connect(self.take_out_wanted)
        check.clicked.connect(self.check_wanted)
        inside.addLayout(row(out, check, None))
        return frame

    def _custody(self) -> QFrame:
        frame, inside = card()
        inside.addWidget(label(tr(_CUSTODY), "section"))
        for one in reversed(self._told.custody):
            inside.addWidget(label(isolated(local_moment(one.at), tr(_ACTS[one.act]), one.who, one.note), wrap=True))
        return frame


class TakeOutDialog(Sheet):
    """`wanted` is whether the original is taken, and what for."""

    wanted = Signal(bool, str)

    def __init__(self, code: str, parent: QWidget, *, has_copy: bool) -> None:
        super().__init__(tr(_OUT_TITLE, code=code), tr(_OUT), parent, width=560)
        self.inside.addWidget(Strip("warn", tr(_OUT_WARNS)))
        self.original = QCheckBox(tr(_ORIGINAL))
        self.original.setVisible(has_copy)
        self.note = QLineEdit()
        self.note.setAccessibleName(tr(_WHY))
        self.note.setMaxLength(200)
        self.inside.addWidget(self.original)
        if not has_copy:
            self.inside.addWidget(label(tr(_ONLY_ORIGINAL), wrap=True))
        self.inside.addWidget(label(tr(_WHY)))
        self.inside.addWidget(self.note)
        self.note.setFocus()

    def submit(self) -> None:
        self.wanted.emit(self.original.isChecked(), self.note.text().strip())
        self.accept()


def grouped(digest: str) -> str:
    """A digest in groups that the eye can compare."""
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))
