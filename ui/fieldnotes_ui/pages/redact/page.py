"""The workbench: a case as it is beside the same case as an audience would read it, and what is left to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.record import Case
from fieldnotes.progress import Watch
from fieldnotes.services import find, share
from fieldnotes.services.proposal_terms import ProposalTerms
from fieldnotes.services.session import Session
from fieldnotes.services.views import Preview, Receipt
from fieldnotes_ui import messages
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.reveal import RevealDialog
from fieldnotes_ui.jobs import Job
from fieldnotes_ui.models.review import Kind, ReviewBook
from fieldnotes_ui.pages.redact import gate, suggesting
from fieldnotes_ui.pages.redact.exporting import Exporting
from fieldnotes_ui.pages.redact.layout import Workbench
from fieldnotes_ui.pages.redact.leaving import Leaving
from fieldnotes_ui.pages.redact.log_saving import LogSaving
from fieldnotes_ui.pages.redact.reviewing import Reviewing
from fieldnotes_ui.pages.redact.selection import Selection
from fieldnotes_ui.pages.redact.suggesting import Suggested
from fieldnotes_ui.pages.redact.telling import Telling
from fieldnotes_ui.widgets.landing import land_on

_EXPORTED = N_("{count} records left in {name}. The ledger knows of it.")
_NO_COPY = N_("Copy from the record itself: there its level decides whether that is allowed.")
_SOON_MS, _AT_ONCE_MS = 200, 30
"""What others change is gathered for a moment; after a decision of one's own only keys pressed together are."""


class RedactPage(QWidget):
    """`library_wanted` carries the code of a record to open, `exported` a sentence about a written bundle.

    `leads` carries whatever is to be opened elsewhere: a place of the window, what to do there, and a code.

    `preview` is what the vault said last, `book` the review of it.
    """

    library_wanted = Signal(str)
    leads = Signal(str, str, str)
    exported = Signal(str)

    def __init__(self, desk: Desk, clipboard: Clipboard) -> None:
        super().__init__()
        self._desk = desk
        self.preview: Preview | None = None
        self._suggested: Suggested | None = None
        self._reading: Job | None = None
        self._wanted_case = ""
        self._proposed: ProposalTerms | None = None
        self._seek = False
        self._ticket = 0
        self.book = ReviewBook()
        self.bench = Workbench(self.book, self)
        self.telling = Telling(self, desk, self.bench)
        self.review = Reviewing(self, desk, clipboard, self.bench, self.book, self.telling.how)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.selection = Selection(self)
        layout.addWidget(self.selection.strip)
        layout.addWidget(self.bench)
        land_on(self, self.bench)
        self._exporting = Exporting(self, desk, clipboard, self._on_exported)
        self.leaving = Leaving(self, desk, clipboard, self.bench, self.telling.how, lambda: self.preview)
        self.log = LogSaving(self, desk, self.leaving.menu, lambda: self.preview, self.telling.how)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._read)
        self._connect()
        self._desk.ask(self, lambda session, _: find.cases(session), self._show_cases)

    # --- what the window asks for ---------------------------------------------------------------------------------

    def open_case(self, case: str, only: Sequence[str] = ()) -> None:
        """A case, or some of its records alone. A selection that was made before goes."""
        before, self._wanted_case = self.telling.only, case
        self.selection.choose(case, only)
        is_shown = self.bench.case() == case
        self.bench.choose_case(case)
        if is_shown and before != frozenset(only):
            self._ask_anew()

    def open_proposed(self, terms: ProposalTerms) -> None:
        """A case for the audience of a proposal, with details told as there."""
        view, self._proposed = terms.view, terms
        is_shown = (self.bench.case(), self.bench.audience()) == (view.case, view.audience)
        self.bench.choose_audience(view.audience)
        self.open_case(view.case)
        if is_shown:
            self._ask_anew()

    def show_next_open(self) -> None:
        """F8: what is open next; while the preview is being made, the first as soon as it is there."""
        self._seek = not self.review.go_open(1) and self.preview is None

    def next_pane(self) -> None:
        self.bench.cycle(1)

    def previous_pane(self) -> None:
        self.bench.cycle(-1)

    # --- reading --------------------------------------------------------------------------------------------------

    def _show_cases(self, cases: list[Case]) -> None:
        before = self.bench.case()
        self.bench.show_cases([(case.code, case.title) for case in cases], self._wanted_case)
        self._wanted_case = ""  # from now on it is the user who chooses
        if not cases:
            self.bench.show_gate(gate.GateState("info", tr(gate.NO_CASE), can_export=False))
            return
        if self.bench.case() != before:
            self._ask_anew()
        else:
            self._soon.start(_SOON_MS)

    def _ask_anew(self) -> None:
        """Another case or audience: what was chosen for the old one does not hold for it."""
        terms = self._proposed
        if terms is not None and (self.bench.case(), self.bench.audience()) == (terms.view.case, terms.view.audience):
            self.telling.reset(terms.ladder)
            self._proposed = None
        else:
            self.telling.reset()
        self._start_anew()

    def _start_anew(self) -> None:
        """Nothing of what was read stays on the screen."""
        self.telling.only = self.selection.only(self.bench.case())
        self.preview, self._suggested = None, None
        self.review.forget()
        self.bench.forget()
        self._read()

    def _read(self) -> None:
        case, audience, how = self.bench.case(), self.bench.audience(), self.telling.how()
        ticket = self._drop_reading()
        if not case or not self._desk.is_open:
            return
        if not self._desk.sealed_open:
            self.bench.show_sealed(tr(gate.SEALED))
            return
        if self.preview is None:
            self.bench.show_gate(gate.GateState("info", tr(gate.WORKING), can_export=False))

        def work(session: Session, watch: Watch) -> Preview:
            return share.preview(session, case, audience, how=how, watch=watch, suggested=False)

        def done(preview: Preview) -> None:
            if ticket == self._ticket and self._desk.sealed_open:
                self._show_preview(preview)

        job = self._desk.ask(self, work, done, failed=self._failed)
        if self.preview is None:
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
        self.review.show(preview, self._suggested or Suggested())
        self._show_gate(preview)
        if self._seek:
            self._seek = False
            self.review.go_open(1)
        self._reading = self._read_suggestions(preview)

    def _show_gate(self, preview: Preview) -> None:
        """With the likely names that nobody registered, as far as somebody has looked for them."""
        waiting = self.book.required(Kind.SUGGESTION)
        self.preview = replace(preview, suggestions=waiting, ready=preview.ready and not waiting)
        working = gate.GateState("info", tr(gate.WORKING), can_export=False)
        known = self._suggested is not None or preview.hits
        self.bench.show_gate(gate.state_of(self.preview) if known else working)

    def _read_suggestions(self, preview: Preview) -> Job:
        """They come after the texts: to look for what nobody registered takes longer the first time."""
        ticket = self._ticket

        def done(suggested: Suggested) -> None:
            if ticket != self._ticket or not self._desk.sealed_open:
                return
            self._reading = None
            if suggested != self._suggested:
                self._suggested = suggested
                self.review.show(preview, suggested)
                self._show_gate(preview)

        return self._desk.ask(
            self, lambda session, watch: suggesting.read(session, preview.case, watch), done, failed=self._failed
        )

    def _failed(self, error: FieldNotesError) -> None:
        self._reading = None
        self.bench.show_gate(gate.GateState("danger", messages.words(error), can_export=False))

    # --- deciding and exporting -----------------------------------------------------------------------------------

    def _on_storing(self) -> None:
        """What is being read does not know of this decision. Until it was read again nothing leaves."""
        self._drop_reading()
        self.bench.show_gate(gate.GateState("info", tr(gate.WORKING), can_export=False))

    def _on_settled(self) -> None:
        """Stored, taken back or failed: the numbers are right already, the texts follow."""
        still = self.book.count(Kind.NAME).open + self.book.count(Kind.AMBIGUOUS).open
        if still:
            self.bench.show_gate(gate.undecided(still))
        self._soon.start(_AT_ONCE_MS)

    def _export(self) -> None:
        if self.preview is not None and gate.state_of(self.preview).can_export:
            self._exporting.ask(self.preview, self.telling)

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
            self.telling.reset()
            self.preview, self._suggested = None, None
            self.review.forget()
            self.bench.forget()
        self._read()

    def _on_changed(self, changes: Changes) -> None:
        if changes.cases and not changes.decisions:  # a decision names its case, which is the same as before
            self._desk.ask(self, lambda session, _: find.cases(session), self._show_cases)
        elif (changes.records or changes.entries or changes.decisions) and not self._soon.isActive():
            self._soon.start(_SOON_MS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.preview is None and self._reading is None:
            self._read()

    def _connect(self) -> None:
        bench, desk = self.bench, self._desk
        bench.asked_anew.connect(self._ask_anew)
        self.telling.changed.connect(self._start_anew)
        self.selection.dropped.connect(self._start_anew)
        bench.record_chosen.connect(self.review.show_record)
        bench.record_opened.connect(self.library_wanted)
        bench.compare.entry_wanted.connect(lambda code: self.leads.emit("register", "open_entry", code))
        self.library_wanted.connect(lambda code: self.leads.emit("library", "open_record", code))
        bench.export_wanted.connect(self._export)
        bench.next_wanted.connect(self.show_next_open)
        bench.sealed_wanted.connect(self._open_sealed)
        self.review.record_wanted.connect(self.library_wanted)
        self.review.storing.connect(self._on_storing)
        self.review.settled.connect(self._on_settled)
        bench.compare.copy_wanted.connect(lambda _: desk.notice.emit(tr(_NO_COPY)))
        bench.compare.copy_redacted_wanted.connect(lambda _: desk.notice.emit(tr(_NO_COPY)))
        desk.sealed_changed.connect(self._on_sealed)
        desk.changed.connect(self._on_changed)
