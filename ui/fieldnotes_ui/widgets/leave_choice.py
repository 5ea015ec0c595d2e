"""What to leave behind before a journey: whole levels, whole cases, each with how much it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.level import Level
from fieldnotes.model.record import Case
from fieldnotes_ui.widgets.badge import level_name
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.level_menu import mark_pixmap
from fieldnotes_ui.widgets.strip import Strip

_LEVELS, _CASES, _NEXT = N_("Levels"), N_("Cases that go as a whole"), N_("Next: write the package")
_RECORDS, _NAMES = NN_("{n} record", "{n} records"), NN_("{n} real name", "{n} real names")
_ALSO_NAMES, _ALSO_CONSENTS = N_("every real name and contact"), N_("consents, case titles, reasons")
_BOTH = N_("{records} and {names}")
_TOTAL = N_("{what} would leave this computer. {records} would stay.")
_FURTHER = N_(
    "Records of other levels with a passage at one of these go as well. They are counted before anything goes."
)
_NOTHING = N_("Choose at least one level or case.")
_TITLED = N_("{code} {title}")


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many records each level and each case holds; names of the register; all records."""

    levels: Mapping[Level, int]
    cases: Mapping[str, int]
    names: int
    records: int


_NAMED = N_("Names that go are written in the text of {codes}, which stay: leave their level or case as well.")


class LeaveChoice(QWidget):
    """`changed` asks for the sum of what is ticked now; `chosen` is the way on. `footer` is for whoever shows it."""

    changed = Signal()
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._amounts = Amounts({}, {}, 0, 0)
        self._levels: dict[Level, QCheckBox] = {}
        self._cases: dict[str, QCheckBox] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.total = Strip("info")
        self._further = label(tr(_FURTHER), "small", wrap=True)
        self.next = button(tr(_NEXT), primary=True)
        self.next.clicked.connect(self.chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._rows)
        layout.addStretch(1)
        layout.addWidget(self._further)
        self.footer = row(self.total, self.next, spacing=12)

    def show_amounts(self, cases: Sequence[Case], amounts: Amounts, ticked: Sequence[Level]) -> None:
        """Every level and every case; `ticked` levels are chosen at first."""
        self._amounts = amounts
        self._clear()
        self._rows.addWidget(label(tr(_LEVELS), "section"))
        for level in sorted(Level, reverse=True):
            box = self._box(f"{level_name(level)}", self._of_level(level))
            box.setIcon(mark_pixmap(level, self.devicePixelRatioF()))
            box.setIconSize(QSize(20, 20))
            box.setChecked(level in ticked)
            self._levels[level] = box
        if cases:
            self._rows.addSpacing(8)
            self._rows.addWidget(label(tr(_CASES), "section"))
        for case in cases:
            count = trn(*_RECORDS, amounts.cases.get(case.code, 0))
            self._cases[case.code] = self._box(tr(_TITLED, code=case.code, title=case.title), count)
        self.changed.emit()

    def levels(self) -> tuple[Level, ...]:
        return tuple(level for level, box in self._levels.items() if box.isChecked())

    def cases(self) -> tuple[str, ...]:
        return tuple(code for code, box in self._cases.items() if box.isChecked())

    def show_total(self, records: int, names: int, named: Sequence[str] = ()) -> None:
        """What is ticked, all together: records may lie in a level and in a case.

        `named` are records that would stay although names that go are written in their text.
        """
        ready = bool(self.levels() or self.cases())
        self._further.setVisible(any(level is not Level.SEALED for level in self.levels()))
        self.next.setEnabled(ready)
        if not ready:
            self.total.show_message("info", tr(_NOTHING))
            return
        what = trn(*_RECORDS, records)
        if names:
            what = tr(_BOTH, records=what, names=trn(*_NAMES, names))
        stay = trn(*_RECORDS, self._amounts.records - records)
        total = tr(_TOTAL, what=what, records=stay)
        if named:
            self.total.show_message("warn", f"{total} {tr(_NAMED, codes=', '.join(named))}", icon="plane")
        else:
            self.total.show_message("info", total, icon="plane")

    def _of_level(self, level: Level) -> str:
        count = trn(*_RECORDS, self._amounts.levels.get(level, 0))
        if level is Level.SEALED:
            return isolated(count, tr(_ALSO_NAMES))
        return isolated(count, tr(_ALSO_CONSENTS)) if level is Level.INTERNAL else count

    def _box(self, name: str, amount: str) -> QCheckBox:
        box = QCheckBox(name.replace("&", "&&"))
        box.setAccessibleName(f"{name}, {amount}")
        box.toggled.connect(lambda _: self.changed.emit())
        holder = QWidget()
        line = row(box, None, label(amount, "small"))
        line.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(line)
        self._rows.addWidget(holder)
        return box

    def _clear(self) -> None:
        self._levels.clear()
        self._cases.clear()
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
