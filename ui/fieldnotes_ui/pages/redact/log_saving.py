"""The redaction log of what the workbench shows, saved as a page to be printed: never the words that were left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from fieldnotes import files
from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Watch
from fieldnotes.services import log_sheet
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from fieldnotes.services.views import Preview
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.redact.exporting import file_name
from fieldnotes_ui.widgets.file_dialogs import ask_to_save

LOG = N_("Redaction log…")
_WHAT = N_("What is taken out where, why and by whom, without the words themselves. The file is not encrypted.")
_WHERE = N_("Where to write the redaction log")
_SAVED = N_("{name} is written, and not encrypted. The words that were left out are not in it.")


class LogSaving(QObject):
    """A line of the menu beside Export; `shown` is the present preview, if there is one."""

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        menu: QMenu,
        shown: Callable[[], Preview | None],
        how: Callable[[], How],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._shown = shown
        self._how = how
        menu.addSeparator()
        action = menu.addAction(tr(LOG))
        action.setToolTip(tr(_WHAT))
        action.triggered.connect(lambda _: self._ask_where())

    def save(self, preview: Preview, out: Path) -> None:
        """What an export for this case and audience would leave out, to a file that is not there yet."""

        def write(session: Session, watch: Watch) -> None:
            _, page = log_sheet.sheet(session, preview.case, preview.audience, how=how, watch=watch)
            files.atomic_write(out, page.encode("utf-8"), keep_existing=True)

        how = self._how()
        self._desk.ask(self._page, write, lambda _: self._desk.notice.emit(tr(_SAVED, name=out.name)))

    def _ask_where(self) -> None:
        preview = self._shown()
        if preview is not None:
            suggested = Path.home() / file_name("html")
            ask_to_save(self._page, tr(_WHERE), suggested, lambda out: self.save(preview, out))
