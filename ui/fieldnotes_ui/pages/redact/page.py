"""The workbench: a case as it is beside the same case as an audience would read it, and what is left to decide."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Case
from fieldnotes.model.redaction import Verdict
from fieldnotes.progress import Watch
from fieldnotes.services import find, share, write
from fieldnotes.services.session import Session
from fieldnotes.services.views import Preview, Receipt, RecordPreview, RemainingDetail
from fieldnotes_ui import messages
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.mark_detail import MarkDetailDialog
from fieldnotes_ui.dialogs.reveal import RevealDialog
from fieldnotes_ui.jobs import Job
from fieldnotes_ui.pages.redact import gate
from fieldnotes_ui.pages.redact.exporting import Exporting
from fieldnotes_ui.pages.redact.layout import Workbench
from fieldnotes_ui.widgets.compare import open_places

_EXPORTED = N_("{count} records left in {name}. The ledger knows of it.")
_NO_COPY = N_("Copy from the record itself: there its level decides whether that is allowed.")
_SOON_MS = 200


class RedactPage(QWidget):
    """`library_wanted` carries the code of a record to open, `exported` a sentence about a written bundle."""

    library_wanted = Signal(str)
    exported = Signal(str)

    def __init__(self, desk: Desk, clipboard: Clipboard) -> None:
        super().__init__()
        self._desk = desk
        self._preview: Preview | None = None
        self._reading: Job | None = None
        self._wanted_case = ""
        self._shown = ""
        self._seek = False
        self._ticket = 0
        self.bench = Workbench(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bench)
        self.setFocusProxy(self.bench)
        self._exporting = Exporting(self, desk, clipboard, self._on_exported)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._read)
        self._connect()
        self._desk.ask(self, lambda session, _: find.cases(session), self._show_cases)

    # --- what the window asks for ---------------------------------------------------------------------------------

    def open_case(self, case: str) -> None:
        self._wanted_case = case
        self.bench.choose_case(case)

    def show_next_open(self) -> None:
        """F8: the next possible name; while the preview is being made, the first as soon as it is there."""
        self.bench.show_hits_tab()
        self._seek = not self.bench.hits.show_next_open() and self._reading is not None

    # --- reading --------------------------------------------------------------------------------------------------

    def _show_cases(self, cases: list[Case]) -> None:
        before = self.bench.case()
        self.bench.show_cases([(case.code, case.title) for case in cases], self._wanted_case)
        self._wanted_case = ""  # from now on it is the user who chooses
        if not cases:
            self.bench.show_gate(gate.GateState("info", tr(gate.NO_CASE), can_export=False))
            return
        if self.bench.case() != before:
            self._start_anew()
        else:
            self._soon.start()

    def _start_anew(self) -> None:
        """Another case or audience: nothing of the old one stays on the screen."""
        self._preview = None
        self._shown = ""
        self.bench.forget()
        self._read()

    def _read(self) -> None:
        case, audience = self.bench.case(), self.bench.audience()
        ticket = self._drop_reading()
        if not case or not self._desk.is_open:
            return
        if not self._desk.sealed_open:
            self.bench.show_sealed(tr(gate.SEALED))
            return
        self.bench.show_gate(gate.GateState("info", tr(gate.WORKING), can_export=False))

        def work(session: Session, watch: Watch) -> Preview:
            return share.preview(session, case, audience, watch=watch)

        def done(preview: Preview) -> None:
            if ticket == self._ticket and self._desk.sealed_open:
                self._show_preview(preview)

        job = self._desk.ask(self, work, done, failed=self._failed)
        job.progressed.connect(self.bench.show_step)
        self._reading = job

    def _drop_reading(self) -> int:
        """Stop the reading under way; its answer will not be looked at. The number of the next one."""
        if self._reading is not None:
            self._reading.watch.cancel()
            self._reading = None
        self._ticket += 1
        return self._ticket

    def _show_preview(self, preview: Preview) -> None:
        self._reading = None
        self._preview = preview
        self.bench.show_preview(preview)
        self.bench.show_gate(gate.state_of(preview))
        self._show_record(self._shown)
        self.bench.choose_record(self._shown)
        if self._seek:
            self._seek = False
            self.bench.hits.show_next_open()

    def _failed(self, error: FieldNotesError) -> None:
        self._reading = None
        self.bench.show_gate(gate.GateState("danger", messages.words(error), can_export=False))

    # --- showing --------------------------------------------------------------------------------------------------

    def _record(self, code: str) -> RecordPreview | None:
        records = self._preview.records if self._preview is not None else ()
        return next((record for record in records if record.code == code), None)

    def _show_record(self, code: str) -> None:
        preview = self._preview
        if preview is None:
            return
        record = self._record(code) or _most_changed(preview)
        self._shown = record.code if record is not None else ""
        surfaces = [group.surface for group in preview.hits if self._shown in group.records]
        details = [detail for detail in preview.details if detail.record == self._shown]
        self.bench.compare.show_record(record, surfaces, details)

    def _look_at_hit(self, key: str) -> None:
        group = self.bench.hits.group(key)
        if group is None or not group.records:
            return
        code = self._shown if self._shown in group.records else group.records[0]
        record = self._turn_to(code)
        places = open_places(record, group.surface, group.contexts) if record is not None else []
        if record is not None and places:
            self.bench.compare.show_place(record, *places[0])

    def _look_at_detail(self, detail: RemainingDetail) -> None:
        record = self._turn_to(detail.record)
        if record is not None:
            self.bench.compare.show_place(record, detail.start, detail.end)

    def _turn_to(self, code: str) -> RecordPreview | None:
        if code != self._shown:
            self._show_record(code)
            self.bench.choose_record(code)
        return self._record(code)

    # --- deciding and exporting -----------------------------------------------------------------------------------

    def _decide(self, key: str, verdict: Verdict) -> None:
        case = self.bench.case()

        def failed(error: FieldNotesError) -> None:
            self.bench.hits.take_back(key)
            self._desk.failed.emit(error)
            self._read()

        self._drop_reading()  # it does not know of this decision yet
        self.bench.show_gate(gate.GateState("info", tr(gate.WORKING), can_export=False))
        self._desk.keep(self, lambda session, _: share.decide(session, case, key, verdict), failed=failed)

    def _ask_mark(self, detail: RemainingDetail) -> None:
        dialog = MarkDetailDialog(detail, self)

        def mark(replacement: str) -> None:
            def work(session: Session, _: Watch) -> Changes:
                write.mark(session, detail.record, quote=detail.text, level=Level.ANONYMOUS, replacement=replacement)
                return Changes(records=frozenset({detail.record}))

            def done(_: Changes) -> None:
                if isValid(dialog):
                    dialog.accept()

            def failed(error: FieldNotesError) -> None:
                if isValid(dialog):
                    dialog.show_problem(messages.words(error))
                else:
                    self._desk.failed.emit(error)

            # The page owns the work: what was marked although the dialog was closed must still be told of.
            self._desk.keep(self, work, done, failed=failed)

        dialog.wanted.connect(mark)
        dialog.open()

    def _export(self) -> None:
        if self._preview is not None and gate.state_of(self._preview).can_export:
            self._exporting.ask(self._preview)

    def _on_exported(self, receipt: Receipt) -> None:
        name = receipt.file.replace("\\", "/").rsplit("/", 1)[-1]
        self.exported.emit(tr(_EXPORTED, count=len(receipt.included), name=name))

    # --- the sealed compartment and other people's changes --------------------------------------------------------

    def _open_sealed(self) -> None:
        dialog = RevealDialog(self)
        dialog.submitted.connect(
            lambda passphrase: self._desk.open_sealed(
                dialog, passphrase, dialog.accept, lambda error: dialog.show_error(messages.words(error))
            )
        )
        dialog.open()

    def _on_sealed(self, is_open: bool) -> None:
        if not is_open:
            self._preview = None
            self.bench.forget()
        self._read()

    def _on_changed(self, changes: Changes) -> None:
        if changes.cases and not changes.decisions:  # a decision names its case, which is the same as before
            self._desk.ask(self, lambda session, _: find.cases(session), self._show_cases)
        elif changes.records or changes.entries or changes.decisions:
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._preview is None and self._reading is None:
            self._read()

    def _connect(self) -> None:
        bench, desk = self.bench, self._desk
        bench.asked_anew.connect(self._start_anew)
        bench.record_chosen.connect(self._show_record)
        bench.record_opened.connect(self.library_wanted)
        bench.export_wanted.connect(self._export)
        bench.next_wanted.connect(self.show_next_open)
        bench.sealed_wanted.connect(self._open_sealed)
        bench.hits.decided.connect(self._decide)
        bench.hits.looked_at.connect(self._look_at_hit)
        bench.details.looked_at.connect(self._look_at_detail)
        bench.details.mark_wanted.connect(self._ask_mark)
        bench.compare.copy_wanted.connect(lambda _: desk.notice.emit(tr(_NO_COPY)))
        bench.compare.copy_redacted_wanted.connect(lambda _: desk.notice.emit(tr(_NO_COPY)))
        desk.sealed_changed.connect(self._on_sealed)
        desk.changed.connect(self._on_changed)


def _most_changed(preview: Preview) -> RecordPreview | None:
    """The record that shows most of what redaction does here; the first where none leaves."""
    return max(preview.records, key=lambda record: len(record.changes), default=None)
