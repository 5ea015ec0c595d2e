"""A long form in a dialog: it scrolls, Enter never ends it, Ctrl+Enter does, and errors stand beside their fields."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from fieldnotes import i18n
from fieldnotes.i18n import N_, tr
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.forms import Form
from fieldnotes.model.level import DEFAULT_LEVEL
from fieldnotes.services.unfinished import FormDraft
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.models.offers import Offers
from fieldnotes_ui.widgets.choices import CodeCombo, LanguageCombo, names_button
from fieldnotes_ui.widgets.field_box import FieldBox
from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.level_combo import LevelCombo
from fieldnotes_ui.widgets.uncertain_date import UncertainDateEdit

_SAVE = N_("Save  Ctrl+Enter")
_CASE, _LEVEL, _LANGUAGE = N_("Case"), N_("Protection level"), N_("Language of the text")
_BAD_DATE = N_("Write the date as 2016, November 2016, c. 2016-11 or 2016-11..2017-02; leave it empty if nobody knows.")
_NAMES = N_("Show names")
_TOP = Qt.AlignmentFlag.AlignTop
_WIDE, _LOW = 1040, 480


class FormSheet(Sheet):
    """Subclasses fill `body`; `wanted` says that what is typed is to be stored, and the dialog waits for the answer.

    A new record asks for `case` and `level`; of one that is there (`code`) both stay as they are. `file` is what is to
    be kept with it; `is_sealed` that its words are SEALED and go from the screen with the compartment; `written` what
    of it was last put down as a draft, under `draft_id`. `thrown`: whoever typed it does not want it.
    """

    wanted = Signal()
    thrown = Signal()

    def __init__(self, title: str, offers: Offers, parent: QWidget, *, code: str = "", case: str = "") -> None:
        super().__init__(title, tr(_SAVE), parent, width=720)
        self.code, self.offers = code, offers
        self._boxes: dict[str, FieldBox] = {}
        self._before: Form | None = None
        self.file: Path | None = None
        self.is_sealed = False
        self.draft_id = ""
        self.written: FormDraft | None = None
        self.case, self.level = CodeCombo(offers.cases, case), LevelCombo(DEFAULT_LEVEL)
        self.language = LanguageCombo(i18n.language())
        self.names = names_button()
        self.kept = label("", "small")
        holder = QWidget()
        self.body = QVBoxLayout(holder)
        self.body.setContentsMargins(2, 2, 12, 2)
        self.body.setSpacing(14)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(holder)
        self.inside.addWidget(self.area, 1)
        self._place_names()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit)

    def _place_names(self) -> None:
        """Beside the buttons: it is asked for from anywhere in the form."""
        self.names.setText(f" {tr(_NAMES)}")  # the style leaves no gap between icon and words
        self.names.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        layout = self.layout()
        assert layout is not None  # the sheet has made it
        last = layout.itemAt(layout.count() - 1)
        buttons = last.layout() if last is not None else None
        assert isinstance(buttons, QHBoxLayout)
        buttons.insertWidget(0, self.names)
        buttons.insertWidget(1, self.kept)
        line = self.case.lineEdit()
        assert line is not None  # it is editable
        line.setCursorPosition(0)

    # --- for subclasses -----------------------------------------------------------------------------------------------

    def form(self) -> Form:
        """What is typed, as it stands."""
        raise NotImplementedError

    def wrong(self) -> tuple[tuple[str, str], ...]:
        """Fields that cannot be stored like this, each with a sentence."""
        return ()

    def finish_building(self) -> None:
        """Called once every field is there."""
        self._quiet_enter()
        self._before = self.form()

    def _quiet_enter(self) -> None:
        self.main.setDefault(False)
        for made in self.findChildren(QPushButton):
            made.setAutoDefault(False)

    def box(self, key: str, name: str, control: QWidget, hint: str = "") -> FieldBox:
        """A field whose errors the services report under `key`."""
        made = FieldBox(name, control, hint)
        self._boxes[key] = made
        return made

    def say_at(self, key: str, sentence: str) -> None:
        """An error beside its field, which is brought into sight; below everything where no field is known."""
        box = self._boxes.get(key)
        if box is None:
            self.show_problem(sentence)
            return
        box.say(sentence)
        self.area.ensureWidgetVisible(box)
        box.control.setFocus()

    def grid(self) -> QGridLayout:
        made = QGridLayout()
        made.setHorizontalSpacing(16)
        made.setVerticalSpacing(12)
        made.setColumnStretch(0, 1)
        made.setColumnStretch(1, 1)
        self.body.addLayout(made)
        return made

    def place_new(self, grid: QGridLayout, line: int) -> int:
        """Case and level of a new record; the next free line."""
        if self.code:
            return line
        grid.addWidget(self.box("case", tr(_CASE), self.case), line, 0, _TOP)
        grid.addWidget(self.box("level", tr(_LEVEL), self.level), line, 1, _TOP)
        return line + 1

    def language_box(self) -> FieldBox:
        return self.box("language", tr(_LANGUAGE), self.language)

    def date_problem(self, edit: UncertainDateEdit) -> tuple[tuple[str, str], ...]:
        return (("date", tr(_BAD_DATE)),) if edit.when is None else ()

    # --- storing ------------------------------------------------------------------------------------------------------

    @property
    def is_changed(self) -> bool:
        return self.form() != self._before

    def draft(self) -> FormDraft:
        """What is typed, to be written down before it is stored."""
        return FormDraft(
            self.draft_id,
            self.code,
            self.case.code(),
            self.level.level(),
            self.form(),
            self.language.code(),
            self.is_sealed,
        )

    def resume(self) -> None:
        """What is typed here is a draft that came back: it is not stored, as if it had been typed just now."""
        self._before = None

    def submit(self) -> None:
        if not self.main.isEnabled():
            return
        self.problem.hide()
        for box in self._boxes.values():
            box.say("")
        wrong = self.wrong()
        for key, sentence in reversed(wrong):
            self.say_at(key, sentence)
        if not wrong:
            self.main.setEnabled(False)
            self.wanted.emit()

    def refused(self, key: str, sentence: str) -> None:
        """It was not stored: everything typed is still here."""
        self.main.setEnabled(True)
        self.say_at(key, sentence)

    def holds_words(self) -> bool:
        return self.is_changed

    def throw_away(self) -> None:
        self.thrown.emit()

    def show_names(self, names: Mapping[str, str]) -> None:
        """Names beside the codes of the register; none hides them again."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        room = (parent.window() if parent is not None else self).size()
        self.resize(max(self.minimumWidth(), min(_WIDE, room.width() - 120)), max(_LOW, room.height() - 80))

    def adjustSize(self) -> None:
        """It scrolls: an error does not change its size."""


def typed_date(edit: UncertainDateEdit) -> UncertainDate:
    """The date, or none where what is typed cannot be read as one."""
    return edit.when or UncertainDate()
