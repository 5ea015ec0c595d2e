"""The other ways out of the workbench: the clipboard, a page, a PDF, paper. The service judges and writes down each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QMenu, QToolButton, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Watch
from fieldnotes.services import pages
from fieldnotes.services.page_layout import heading
from fieldnotes.services.pages import Page, Way
from fieldnotes.services.session import Session
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.redact.exporting import file_name
from fieldnotes_ui.pages.redact.layout import Workbench
from fieldnotes_ui.widgets.file_dialogs import ask_to_save
from fieldnotes_ui.widgets.paper import as_pdf, print_on

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
    """The menu beside Export, and what its lines do. Of a page that was made only what leaves comes to the window."""

    def __init__(self, page: QWidget, desk: Desk, clipboard: Clipboard, bench: Workbench) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._clipboard = clipboard
        self._bench = bench
        self.menu = QMenu(page)
        self.menu.setToolTipsVisible(True)
        self._add(COPY, self.copy)
        self.menu.addSeparator()
        self._add(HTML, lambda: self._ask_where(Way.HTML))
        self._add(PDF, lambda: self._ask_where(Way.PDF))
        self._add(PRINT, self.ask_printer)
        bench.more.setMenu(self.menu)
        bench.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def copy(self) -> None:
        """The record that is shown, as this audience reads it."""
        record = self._bench.records.current_key()
        if not record:
            return

        def done(copied: tuple[str, str]) -> None:
            label, text = copied
            self._clipboard.copy(text)
            self._desk.notice.emit(tr(_COPIED, label=label))

        def work(session: Session, watch: Watch) -> tuple[str, str]:
            made = pages.page(session, case, audience, way=Way.CLIPBOARD, records=(record,), watch=watch)
            return ", ".join(made.records), made.text

        case, audience = self._bench.case(), self._bench.audience()
        self._desk.ask(self._page, work, done)

    def save(self, way: Way, out: Path) -> None:
        """Everything that may leave, as a page or a PDF."""
        case, audience = self._bench.case(), self._bench.audience()

        def work(session: Session, watch: Watch) -> None:
            pages.refuse_existing(out)
            made = pages.page(session, case, audience, way=way, watch=watch)
            pages.write(session, made, _laid_out(session, made) if way is Way.PDF else made.data, out)

        self._desk.ask(self._page, work, lambda _: self._desk.notice.emit(tr(_SAVED, name=out.name)))

    def ask_printer(self) -> QPrintDialog | None:
        """Show the dialog; without one when there is no printer."""
        if not QPrinterInfo.availablePrinterNames():
            self._desk.notice.emit(tr(_NO_PRINTER))
            return None
        printer = QPrinter()
        dialog = QPrintDialog(printer, self._page)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_(printer))
        QDialog.open(dialog)
        return dialog

    def print_(self, printer: QPrinter) -> None:
        """Lay everything out in memory for the gate, then send it to this printer."""
        if printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat or printer.outputFileName():
            self._desk.notice.emit(tr(_NOT_PAPER))
            return
        case, audience = self._bench.case(), self._bench.audience()

        def work(session: Session, watch: Watch) -> str:
            made = pages.page(session, case, audience, way=Way.PRINT, watch=watch)
            _laid_out(session, made)
            return made.html.decode("utf-8")

        def done(html: str) -> None:
            printer.setDocName(heading())  # shown in every queue on the way
            print_on(printer, html)
            self._desk.notice.emit(tr(_PRINTED))

        self._desk.ask(self._page, work, done)

    def _ask_where(self, way: Way) -> None:
        suggested = Path.home() / file_name(way.value)
        ask_to_save(self._page, tr(_WHERE), suggested, lambda out: self.save(way, out))

    def _add(self, words: str, do: Callable[[], object]) -> QAction:
        action = self.menu.addAction(tr(words))
        if words != COPY:
            action.setToolTip(tr(_OPEN))
        action.triggered.connect(lambda _: do())
        return action


def _laid_out(session: Session, made: Page) -> bytes:
    return pages.finished_pdf(session, made, as_pdf(made.html.decode("utf-8")))
