"""A sighting in one line: typed in a car, stored by Enter, written down as a draft meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.forms import Sighting
from fieldnotes.model.level import DEFAULT_LEVEL
from fieldnotes.services import quick
from fieldnotes.services.unfinished import FormDraft
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.moments import local_minute
from fieldnotes_ui.widgets.labels import field, label

_TITLE, _ACTION, _NAME = N_("Quick note"), N_("Keep it  Enter"), N_("What was seen")
_EXPLAINS = N_("One line. The time is now unless the line names another; a place stands after @.")
_EXPLAINS_OLD = N_(
    "One line. The time is {moment}, when it was begun, unless the line names another; a place stands after @."
)
_EXAMPLE = N_("14:35 @ tea house by the bridge, black car, two men")
_CASE = N_("It is kept in {case}.")


class QuickNoteDialog(Sheet):
    """`wanted`: the line is to be kept in `case`, and the dialog stays until it is stored. `thrown`: it is not wanted.

    `begun` is a line that was being typed when the program ended: it keeps the time of then. `written` is what of it
    was last put down as a draft, under `draft_id`; `kept` says when.
    """

    wanted = Signal()
    thrown = Signal()

    def __init__(self, case: str, parent: QWidget, *, begun: Sighting | None = None) -> None:
        explains = tr(_EXPLAINS)
        if begun is not None and begun.at:
            explains = tr(_EXPLAINS_OLD, moment=local_minute(begun.at))
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=explains, width=640)
        self.case, self._begun = case, begun
        self.draft_id = ""
        self.written: FormDraft | None = None
        self.line = QLineEdit(begun.words if begun is not None else "")
        self.line.setMaxLength(quick.LONGEST)
        self.line.setPlaceholderText(tr(_EXAMPLE))
        self.kept = label("", "small")
        self.inside.addWidget(field(tr(_NAME), self.line, tr(_CASE, case=case)))
        self.inside.addWidget(self.kept)
        self.line.setFocus()

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost with it."""
        return bool(self.line.text().strip())

    def draft(self) -> FormDraft:
        """The line as it stands. Its time stays the one of its first draft."""
        typed = quick.begun(self.line.text())
        first = self._begun or (self.written.form if self.written is not None else None)
        if isinstance(first, Sighting):
            typed = Sighting(at=first.at, words=typed.words)
        return FormDraft(self.draft_id, "", self.case, DEFAULT_LEVEL, typed)

    def submit(self) -> None:
        if self.is_changed and self.main.isEnabled():
            self.main.setEnabled(False)
            self.wanted.emit()

    def holds_words(self) -> bool:
        return self.is_changed

    def throw_away(self) -> None:
        self.thrown.emit()
