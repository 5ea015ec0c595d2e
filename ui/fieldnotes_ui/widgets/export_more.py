"""What is written on the outside of an export, for whoever wants more than the usual: closed until it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QToolButton, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.tlp import Tlp
from fieldnotes.services.export_choices import Choices
from fieldnotes.services.proposal_terms import ProposalTerms
from fieldnotes_ui import theme
from fieldnotes_ui.moments import day_words
from fieldnotes_ui.widgets.day_edit import DayEdit
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.mark_combo import MARK, MARK_HINT, MarkCombo
from fieldnotes_ui.widgets.named_combo import NamedCombo

_MORE = N_("More: series, end, how far it may go, copies")
_SERIES, _SERIES_HINT = (
    N_("Series"), N_("It follows the last bundle of this name, and says what is different. Empty: it stands alone."),
)  # fmt: skip
_SILENT = N_("Do not tell its readers which records are new, changed or gone")
_CORRECTION, _CORRECTION_HINT = (
    N_("What is corrected"), N_("Its readers are told this. Name nobody: it is checked."),
)  # fmt: skip
_ENDS, _ENDS_HINT = N_("Opens until"), N_("Afterwards their program does not open it unasked. Empty: no end.")
_UNTIL = N_("The project’s policy lets it open until {day} at the latest.")
_EACH = N_("A file for each reader, with labels that no other copy has")
_EACH_TIP = N_("Two readers cannot join theirs, and a copy that is found tells whose it was.")
_FRESH = N_("Fresh labels, which no other bundle has")
_WHY, _WHY_HINT = N_("Why it leaves"), N_("Kept in the vault with the release, and told to no reader.")
_LONGEST_SERIES, _LONGEST_WHY = 200, 500


@dataclass(frozen=True, slots=True)
class Outside:
    """What was chosen. `tlp` is None for the usual one."""

    series: str = ""
    expires: str = ""
    tlp: Tlp | None = None
    each: bool = False
    fresh_labels: bool = False
    without_changes: bool = False
    """Nothing is said of what became of each record since the bundle before."""
    correction: str = ""
    reason: str = ""


class ExportMore(QWidget):
    """`changed` follows every choice."""

    changed = Signal()

    def __init__(self, *, asks_why: bool, parent: QWidget | None = None) -> None:
        """`asks_why`: the reason must be given, so it does not hide with the rest."""
        super().__init__(parent)
        self.switch = QToolButton()
        self.switch.setText(tr(_MORE))
        self.switch.setAccessibleName(tr(_MORE))
        self.switch.setCheckable(True)
        self.switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.switch.toggled.connect(self.show_more)
        self.series = NamedCombo()
        self.series.setEditable(True)
        self.series.setAccessibleName(tr(_SERIES))
        self.correction, self.reason = QLineEdit(), QLineEdit()
        self.reason.setMaxLength(_LONGEST_WHY)
        self.expires, self.tlp = DayEdit(tr(_ENDS)), MarkCombo()
        self.each, self.fresh = QCheckBox(tr(_EACH)), QCheckBox(tr(_FRESH))
        self.silent = QCheckBox(tr(_SILENT))
        self.each.setToolTip(tr(_EACH_TIP))
        self._build(asks_why=asks_why)
        self.series.currentTextChanged.connect(lambda _: self.changed.emit())
        for line in (self.correction, self.reason, self.expires):
            line.textChanged.connect(lambda _: self.changed.emit())
        for box in (self.each, self.fresh):
            box.toggled.connect(self._on_box)
        self.show_more(False)

    def show_choices(self, choices: Choices) -> None:
        self.series.addItems(["", *choices.series])
        line = self.series.lineEdit()
        if line is not None:
            line.setMaxLength(_LONGEST_SERIES)
        self.correction.setMaxLength(choices.longest)
        self.tlp.show_choices(choices)
        if choices.until:
            self.expires.setPlaceholderText(choices.until)
            self.expires.setToolTip(tr(_UNTIL, day=day_words(choices.until)))

    def show_proposed(self, terms: ProposalTerms) -> None:
        """Fill in what people say yes to, where nobody has typed yet, and open it; nobody is led away from above it."""
        outside = terms.view.outside
        if outside is None:
            return
        self.tlp.choose(outside.tlp)
        for line, text in ((self.expires, outside.expires), (self.correction, outside.correction)):
            if not line.text():
                line.setText(text)
        if not self.series.currentText():
            self.series.setCurrentText(terms.series)
        self.switch.blockSignals(True)
        self.show_more(True)
        self.switch.blockSignals(False)

    def chosen(self) -> Outside:
        return Outside(
            self.series.currentText().strip(),
            self.expires.text(),
            self.tlp.chosen() if self.tlp.isEnabled() else None,
            self.each.isChecked(),
            self.fresh.isChecked(),
            self.silent.isChecked(),
            self.correction.text().strip(),
            self.reason.text().strip(),
        )

    def show_for_review(self, for_review: bool) -> None:
        """What is still to be reviewed has the mark of that, whatever its audience will be."""
        self.tlp.setEnabled(not for_review)

    def show_more(self, shown: bool) -> None:
        self.switch.setChecked(shown)
        self.switch.setIcon(theme.icon("chevron-down" if shown else "chevron-right"))
        self._inside.setVisible(shown)

    def _on_box(self) -> None:
        self.fresh.setEnabled(not self.each.isChecked())  # copies for each have them anyway
        self.changed.emit()

    def _build(self, *, asks_why: bool) -> None:
        self._inside = QWidget(self)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(field(tr(_SERIES), self.series, tr(_SERIES_HINT)))
        inside.addWidget(self.silent)
        inside.addWidget(field(tr(_CORRECTION), self.correction, tr(_CORRECTION_HINT)))
        inside.addWidget(field(tr(_ENDS), self.expires, tr(_ENDS_HINT)))
        inside.addWidget(field(tr(MARK), self.tlp, tr(MARK_HINT)))
        inside.addWidget(self.each)
        inside.addWidget(self.fresh)
        why = field(tr(_WHY), self.reason, tr(_WHY_HINT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        if asks_why:
            layout.addWidget(why)
        else:
            inside.addWidget(why)
        layout.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._inside)
