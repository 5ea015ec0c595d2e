"""The other ways out of the workbench: the clipboard, a page, a PDF, paper. The service judges and writes down each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QMenu, QToolButton, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.progress import Watch
from fieldnotes.services import pages
from fieldnotes.services.page_layout import heading
from fieldnotes.services.pages import Page, Way
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from fieldnotes.services.views import Preview
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.accept import AcceptDialog
from fieldnotes_ui.pages.redact.exporting import file_name
from fieldnotes_ui.pages.redact.layout import Workbench
from fieldnotes_ui.proving import proving
from fieldnotes_ui.widgets.accepting import NOTHING, Accepted, asks
from fieldnotes_ui.widgets.file_dialogs import ask_to_save
from fieldnotes_ui.widgets.paper import as_pdf, print_on

T = TypeVar("T")
COPY, HTML, PDF, PRINT = (
    N_("Copy this record's redacted text"),
    N_("Save as a page…"),
    N_("Save as PDF…"),
    N_("Print…"),
)
_OPEN = N_("What is written here is not encrypted: whoever holds it can read it.")
_COPIED = N_("The redacted text of {label} is copied. The clipboard is cleared soon; the ledger knows of it.")
_SAVED = N_("{name} is written, and not encrypted. The ledger knows of it.")
_PRINTED = N_("The page went to the printer, which may keep a copy. The ledger knows of it.")
_WHERE = N_("Where to write the page")
_NO_PRINTER = N_("No printer is set up on this computer. Save a PDF instead.")
_NOT_PAPER = N_("Nothing was printed: to write a file, save a PDF instead. The gate has to see its last byte.")


class Leaving(QObject):
    """The menu beside Export, and what its lines do."""

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        clipboard: Clipboard,
        bench: Workbench,
        how: Callable[[], How],
        shown: Callable[[], Preview | None],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._clipboard = clipboard
        self._bench = bench
        self._how = how
        self._shown = shown
        self.menu = QMenu(page)
        self.menu.setToolTipsVisible(True)
        self._add(COPY, lambda: self._settled(self.copy))
        self.menu.addSeparator()
        self._add(HTML, lambda: self._ask_where(Way.HTML))
        self._add(PDF, lambda: self._ask_where(Way.PDF))
        self._add(PRINT, lambda: self._settled(self.ask_printer))
        bench.more.setMenu(self.menu)
        bench.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _settled(self, leave: Callable[[Accepted], object]) -> None:
        """Do it at once if nothing is open that somebody can answer for and no reason is wanted; else ask first."""
        preview, asks_why = self._shown(), self._desk.limits.export_reason
        if preview is None or not (asks_why or asks(preview)):
            leave(NOTHING)
            return
        dialog = AcceptDialog(preview, self._page, asks_why=asks_why)
        dialog.accepted_with.connect(leave)
        dialog.open()

    def copy(self, accepted: Accepted = NOTHING) -> None:
        """The record that is shown, as this audience reads it."""
        record = self._bench.records.current_key()
        if not record:
            return

        def done(copied: tuple[str, str]) -> None:
            label, text = copied
            if not self._desk.is_open:
                return
            self._clipboard.copy(text)
            self._desk.notice.emit(tr(_COPIED, label=label))

        def work(session: Session, watch: Watch) -> tuple[str, str]:
            made = pages.page(
                session,
                case,
                audience,
                way=Way.CLIPBOARD,
                records=(record,),
                accept_quasi=accepted.quasi,
                how=how,
                watch=watch,
            )
            return ", ".join(made.records), made.text

        case, audience, how = self._asked(accepted)
        self._ask(work, done, lambda: self.copy(accepted))

    def save(self, way: Way, out: Path, accepted: Accepted = NOTHING) -> None:
        """Everything that may leave, as a page or a PDF."""

        def write(session: Session, _: Watch) -> None:
            pages.refuse_existing(out)
            made = pages.page(session, case, audience, accept_quasi=accepted.quasi, how=how)
            pages.write(session, made, made.data, out)

        def write_pdf(session: Session, made: Page, raw: bytes) -> None:
            pages.refuse_existing(out)
            pages.write(session, made, pages.finished_pdf(session, made, raw), out)

        def done(_: None) -> None:
            self._desk.notice.emit(tr(_SAVED, name=out.name))

        case, audience, how = self._asked(accepted)
        if way is Way.PDF:
            self._lay_out(way, accepted, write_pdf, done)
        else:
            self._ask(write, done, lambda: self.save(way, out, accepted))

    def ask_printer(self, accepted: Accepted = NOTHING) -> QPrintDialog | None:
        """Show the dialog; without one when there is no printer."""
        if not QPrinterInfo.availablePrinterNames():
            self._desk.notice.emit(tr(_NO_PRINTER))
            return None
        printer = QPrinter()
        dialog = QPrintDialog(printer, self._page)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_(printer, accepted))
        QDialog.open(dialog)
        return dialog

    def print_(self, printer: QPrinter, accepted: Accepted = NOTHING) -> None:
        """Lay everything out in memory for the gate, then send it to this printer."""
        if printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat or printer.outputFileName():
            self._desk.notice.emit(tr(_NOT_PAPER))
            return

        def judge(session: Session, made: Page, raw: bytes) -> str:
            pages.finished_pdf(session, made, raw)
            return made.html.decode("utf-8")

        def done(html: str) -> None:
            if not self._desk.is_open:
                return
            printer.setDocName(heading())  # shown in every queue on the way
            print_on(printer, html)
            self._desk.notice.emit(tr(_PRINTED))

        self._lay_out(Way.PRINT, accepted, judge, done)

    def _lay_out(
        self, way: Way, accepted: Accepted, then: Callable[[Session, Page, bytes], T], done: Callable[[T], None]
    ) -> None:
        """Redact, lay out, `then` judge: the middle on the window's thread, because Qt's documents live there."""

        def laid_out(made: Page) -> None:
            raw = as_pdf(made.html.decode("utf-8"))
            if self._desk.is_open:
                self._desk.ask(self._page, lambda session, _: then(session, made, raw), done)

        case, audience, how = self._asked(accepted)

        def made(session: Session, watch: Watch) -> Page:
            return pages.page(session, case, audience, way=way, accept_quasi=accepted.quasi, how=how, watch=watch)

        self._ask(made, laid_out, lambda: self._lay_out(way, accepted, then, done))

    def _ask(self, work: Callable[[Session, Watch], T], done: Callable[[T], None], again: Callable[[], None]) -> None:
        """Work on the vault; where the passphrase is wanted once more, ask for it and do it all `again`."""
        failed = proving(self._desk, self._page, again, self._desk.failed.emit)
        self._desk.ask(self._page, work, done, failed=failed)

    def _asked(self, accepted: Accepted) -> tuple[str, Audience, How]:
        return self._bench.case(), self._bench.audience(), accepted.how(self._how())

    def _ask_where(self, way: Way) -> None:
        suggested = Path.home() / file_name(way.value)

        def ask(accepted: Accepted) -> None:
            ask_to_save(self._page, tr(_WHERE), suggested, lambda out: self.save(way, out, accepted))

        self._settled(ask)

    def _add(self, words: str, do: Callable[[], object]) -> QAction:
        action = self.menu.addAction(tr(words))
        if words != COPY:
            action.setToolTip(tr(_OPEN))
        action.triggered.connect(lambda _: do())
        return action
