"""The sealed half of a consent: how it came about and what was said; away with the names while they are sealed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.consent import ConsentForm
from fieldnotes_ui import theme
from fieldnotes_ui.widgets import labels
from fieldnotes_ui.widgets.choices import LanguageCombo
from fieldnotes_ui.widgets.columns import Columns
from fieldnotes_ui.widgets.labels import button, column
from fieldnotes_ui.widgets.name_edit import NameEdit, NameLines
from fieldnotes_ui.widgets.strip import Strip

_SEALED = N_("How it was given, by whom and under which conditions is in the sealed compartment.")
_REVEAL = N_("Reveal…")
_GIVEN = N_("How it was given")
_GIVEN_EXAMPLE = N_("spoken, recorded; signed paper; …")
_BY = N_("Who asked")
_LANGUAGE = N_("In which language")
_GUARDIAN = N_("Who agreed in this person’s place")
_GUARDIAN_EXAMPLE = N_("for a child, or who could not")
_CONDITIONS = N_("Conditions, in the person’s own words")
_NOTES = N_("Notes on the consent")


class ConsentWords(QWidget):
    """`edited` on every change. `typed` is None while the words are sealed."""

    edited = Signal()
    reveal_wanted = Signal()
    copy_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._form: ConsentForm | None = None
        self.given, self.by, self.guardian = self._line(_GIVEN_EXAMPLE), self._line(), self._line(_GUARDIAN_EXAMPLE)
        self.language = LanguageCombo()
        self.language.activated.connect(lambda _: self.edited.emit())
        self.conditions, self.notes = self._lines(66), self._lines(48)
        self.sealed = Strip("info", tr(_SEALED))
        self.reveal_button = self.sealed.add_button(button(tr(_REVEAL), icon="lock-open"))
        self.reveal_button.clicked.connect(self.reveal_wanted)
        self._open, inside = column(spacing=8)
        pairs = (((_GIVEN, self.given), (_BY, self.by)), ((_LANGUAGE, self.language), (_GUARDIAN, self.guardian)))
        for pair in pairs:
            beside = ((labels.field(tr(name), control), 1) for name, control in pair)
            inside.addWidget(Columns(*beside, least=420, spacing=12))
        inside.addWidget(labels.field(tr(_CONDITIONS), self.conditions))
        inside.addWidget(labels.field(tr(_NOTES), self.notes))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.sealed)
        layout.addWidget(self._open)
        self.show_form(None)

    def typed(self) -> ConsentForm | None:
        """Everything as it stands here."""
        if self._form is None:
            return None
        return ConsentForm(
            given=self.given.text().strip(),
            obtained_by=self.by.text().strip(),
            language=self.language.code(),
            guardian=self.guardian.text().strip(),
            conditions=self.conditions.toPlainText().strip(),
            notes=self.notes.toPlainText().strip(),
        )

    def show_form(self, form: ConsentForm | None) -> None:
        """Show the words, or that they are sealed; nothing of them stays on the screen then."""
        self._form = form
        shown = form or ConsentForm()
        lines = ((self.given, shown.given), (self.by, shown.obtained_by), (self.guardian, shown.guardian))
        for line, text in lines:
            line.setText(text)
        for area, text in ((self.conditions, shown.conditions), (self.notes, shown.notes)):
            area.blockSignals(True)
            area.setPlainText(text)
            area.blockSignals(False)
        self.language.show_code(shown.language)
        self.sealed.setVisible(form is None)
        self._open.setVisible(form is not None)

    def set_editable(self, editable: bool) -> None:
        self._open.setEnabled(editable)

    def _line(self, example: str = "") -> QLineEdit:
        line = NameEdit()
        line.setPlaceholderText(tr(example) if example else "")
        line.textEdited.connect(lambda _: self.edited.emit())
        line.copy_wanted.connect(self.copy_wanted)
        return line

    def _lines(self, height: int) -> NameLines:
        lines = NameLines()
        lines.setFixedHeight(theme.scaled(height))
        lines.textChanged.connect(self.edited)
        lines.copy_wanted.connect(self.copy_wanted)
        return lines
