"""How well the vault is protected, measured now; and what happened to it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from fieldnotes import files
from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audit import Finding, Measured, Report, Running, Status
from fieldnotes.model.sentence import told
from fieldnotes.progress import Step, Watch
from fieldnotes.services import check, ledger
from fieldnotes.services.session import Session
from fieldnotes.services.views import LedgerLine
from fieldnotes_ui import messages, theme
from fieldnotes_ui.autolock.triggers import locking_events
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.models.findings import FINDING_ROLE, STATUS_LOOK, FindingModel
from fieldnotes_ui.models.ledger import LedgerModel
from fieldnotes_ui.widgets.choose import forget_dialog_history
from fieldnotes_ui.widgets.figure_card import FigureCard
from fieldnotes_ui.widgets.finding_list import FindingList
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.rail import PLACES
from fieldnotes_ui.widgets.segments import Segments
from fieldnotes_ui.widgets.strip import Strip
from fieldnotes_ui.widgets.trend import Trend

_TITLE = N_("Security")
_ABOUT = N_("Measured on this computer, on the files and the open database. Nothing here shows what the vault holds.")
_RUN = N_("Run again  F5")
_SAVE = N_("Save report…")
_CHECKS = N_("Checks")
_LEDGER = N_("Ledger")
_SAVED = N_("The report was saved. It names no vault and holds no text from it.")
_FIGURES = (
    (Status.PASS, N_("checks pass")),
    (Status.WARN, N_("warnings")),
    (Status.FAIL, N_("failures")),
    (Status.UNKNOWN, N_("not measured")),
)
_SHOWN = N_("Which checks are shown")
_SUBSETS: dict[str, tuple[str, frozenset[str] | None]] = {
    "all": (N_("All"), None),
    "border": (N_("Before the border"), check.BORDER),
    "release": (N_("Before a release"), check.RELEASE),
}
_GO = N_("Put it right: {place}")
_PLACE_WORDS = {key: words for key, _, words, _ in PLACES}
_MENDED_AT = {
    **dict.fromkeys(("B01", "B02", "B03", "B05", "B06"), ("care", "make_backup")),
    "B04": ("care", ""),
    "H02": ("care", "upgrade"),
    "H07": ("care", "change_passphrase"),
    **dict.fromkeys(("H03", "H04", "H08", "H09", "H10", "C01", "L02", "K01", "K02"), ("care", "")),
    **dict.fromkeys(("A01", "A02", "A08"), ("settings", "")),
    **dict.fromkeys(("V11", "V14", "L04"), ("library", "")),
    **dict.fromkeys(("E02",), ("redact", "")),
}
"""Where in the window a finding is put right: a place, and what its page does there."""
_TO_MEND = (Status.FAIL, Status.WARN, Status.UNKNOWN)
_NETWORK_CHECK = "N01"
_NETWORK = {
    Status.PASS: ("ok", N_("What leaves this computer through FieldNotes: nothing. Measured now: {measured}.")),
    Status.FAIL: ("danger", N_("Something could leave this computer by a network: {measured}.")),
    Status.UNKNOWN: ("warn", N_("Whether anything could leave this computer was not measured: {measured}.")),
}
_SEARCH = N_("Filter the checks")
_OF = N_("{count} of {all}")
_FILTER = N_("Web page (*.html);;JSON (*.json);;Plain text (*.txt)")
_NAME = "fieldnotes-audit.html"
_SHOW_PROGRESS_MS = 400
_Found = tuple[Report, list[LedgerLine], tuple[Measured, ...]]


class SecurityPage(QWidget):
    """Runs the audit when it is made, with F5 and on request."""

    wanted = Signal(str, str)
    """A place of the window, and what its page is to do there; an empty word for nothing."""

    def __init__(self, desk: Desk, clipboard: Clipboard, *, idle_lock_s: int) -> None:
        super().__init__()
        self._desk, self._clipboard = desk, clipboard
        self._idle_lock_s = idle_lock_s
        self._report: Report | None = None
        self.findings = FindingModel(self)
        self.ledger = LedgerModel(self)
        self._slow = QTimer(self, singleShot=True, interval=_SHOW_PROGRESS_MS)
        self._build()
        self._slow.timeout.connect(self._progress.show)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.run)
        self.run()

    def run(self) -> None:
        """Measure everything again."""
        path = self._desk.path
        if path is None or not self._run.isEnabled():
            return
        self._run.setEnabled(False)
        self._slow.start()

        running = Running(
            idle_lock_s=self._idle_lock_s,
            locks_on=locking_events(self._desk.watched),
            sealed_idle_s=self._desk.sealed_idle_s,
            clipboard_s=self._clipboard.clears_after_s,
            screen_hidden=self._desk.shielded,
        )

        def work(session: Session, watch: Watch) -> _Found:
            report = check.audit(path, session=session, running=running, watch=watch)
            return report, ledger.show(session), check.trend(session)

        job = self._desk.ask(self, work, self._show, failed=self._failed)
        job.progressed.connect(self._show_step)

    def _show(self, measured: _Found) -> None:
        self._report, lines, past = measured
        self._rest()
        self.findings.show_findings(self._report.findings)
        self.ledger.show_lines(lines)
        self._trend.show_past(past)
        self._offer()
        count = self._report.count
        whole = len(self._report.findings) - count(Status.NOT_APPLICABLE)
        for card, (status, words) in zip(self._figures, _FIGURES, strict=True):
            figure = tr(_OF, count=count(status), all=whole) if status is Status.PASS else str(count(status))
            card.show_figure(figure, tr(words))
        self._show_network(self._report)
        self._save.setEnabled(True)
        self._strip.hide()

    def _show_step(self, step: Step) -> None:
        self._progress.setRange(0, step.total or 0)
        self._progress.setValue(step.done)

    def _offer(self, *_: QModelIndex) -> None:
        """The place where what the chosen finding says is put right, if that is in this window."""
        finding = self._list.currentIndex().data(FINDING_ROLE)
        place = _MENDED_AT.get(finding.id) if isinstance(finding, Finding) and finding.status in _TO_MEND else None
        self._mend.setVisible(place is not None)
        if place is not None:
            self._mend.setText(tr(_GO, place=tr(_PLACE_WORDS[place[0]])))

    def _go(self) -> None:
        finding = self._list.currentIndex().data(FINDING_ROLE)
        if isinstance(finding, Finding) and finding.id in _MENDED_AT:
            self.wanted.emit(*_MENDED_AT[finding.id])

    def _show_network(self, report: Report) -> None:
        """What leaves this computer, in the words of the one check that measures it."""
        found = next((finding for finding in report.findings if finding.id == _NETWORK_CHECK), None)
        if found is None:
            return
        tone, words = _NETWORK.get(found.status, _NETWORK[Status.UNKNOWN])
        self._network.show_message(tone, tr(words, measured=told(found.measured)), icon="wifi-off")
        self._network.show()

    def _failed(self, error: FieldNotesError) -> None:
        self._rest()
        self._tell("danger", messages.words(error))

    def _rest(self) -> None:
        self._slow.stop()
        self._progress.hide()
        self._run.setEnabled(True)

    def _tell(self, tone: str, text: str) -> None:
        self._strip.show_message(tone, text)
        self._strip.show()

    # --- the report -----------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, tr(_SAVE), str(Path.home() / _NAME), tr(_FILTER))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.save_report(Path(chosen)))
        dialog.destroyed.connect(forget_dialog_history)
        dialog.open()

    def save_report(self, path: Path) -> None:
        """Write the report that is shown; the file's ending says how."""
        report = self._report
        if report is None:
            return
        endings: dict[str, Literal["json", "text"]] = {".json": "json", ".txt": "text"}
        how: Literal["text", "json", "html"] = endings.get(path.suffix.lower(), "html")

        def work(watch: Watch) -> None:
            watch.check()
            files.atomic_write(path, check.render(report, how).encode())

        self._desk.free(self, work, lambda _: self._tell("ok", tr(_SAVED)), failed=self._failed)

    # --- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._run = button(tr(_RUN), icon="shield-check")
        self._run.clicked.connect(self.run)
        self._save = button(tr(_SAVE), icon="download", primary=True)
        self._save.clicked.connect(self._ask_where)
        self._save.setEnabled(False)
        self._strip = Strip()
        self._strip.hide()
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._network = Strip()
        self._network.hide()
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setAccessibleName(tr(_TITLE))
        tabs.tabBar().setDrawBase(False)
        tabs.addTab(self._checks(), tr(_CHECKS))
        tabs.addTab(_padded(_ledger_table(self.ledger)), tr(_LEDGER))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(12)
        layout.addLayout(row(label(tr(_TITLE), "h1"), None, self._run, self._save))
        layout.addWidget(label(tr(_ABOUT), "muted", wrap=True))
        layout.addWidget(self._strip)
        layout.addWidget(self._progress)
        layout.addWidget(self._network)
        layout.addLayout(self._sums())
        layout.addWidget(tabs, 1)
        land_on(self, self._list)

    def _sums(self) -> QHBoxLayout:
        """The numbers, and how they went."""
        self._figures = [FigureCard(*STATUS_LOOK[status]) for status, _ in _FIGURES]
        self._trend = Trend(self)
        self._trend.hide()
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for card, (_, words) in zip(self._figures, _FIGURES, strict=True):
            card.show_figure("–", tr(words))
            cards.addWidget(card)
        cards.addWidget(self._trend)
        return cards

    def _checks(self) -> QWidget:
        """What is shown of the checks, the checks, and the way to where the chosen one is put right."""
        self._search = QLineEdit()
        self._search.setPlaceholderText(tr(_SEARCH))
        self._search.setAccessibleName(tr(_SEARCH))
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumWidth(theme.scaled(200))
        self._search.setMaximumWidth(theme.scaled(320))
        self._search.textChanged.connect(self.findings.filter)
        pairs = [(key, tr(words)) for key, (words, _) in _SUBSETS.items()]
        self.among = Segments(tr(_SHOWN), pairs, "all")
        self.among.changed.connect(lambda key: self.findings.restrict(_SUBSETS[key][1]))
        self._list = FindingList(self.findings)
        self._list.selectionModel().currentChanged.connect(self._offer)
        holder = QWidget()
        self._mend = button("", icon="chevron-right")
        self._mend.setParent(holder)
        self._mend.clicked.connect(self._go)
        self._mend.hide()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.addLayout(row(self._search, self.among, None, self._mend))
        layout.addWidget(self._list)
        return holder


def _padded(*inside: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 10, 0, 0)
    for widget in inside:
        layout.addWidget(widget)
    return holder


def _ledger_table(model: LedgerModel) -> QTableView:
    table = QTableView()
    table.setObjectName("boxed")
    table.setAccessibleName(tr(_LEDGER))
    table.setModel(model)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(34)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    for column in range(3):
        head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    head.setStretchLastSection(True)
    return table
