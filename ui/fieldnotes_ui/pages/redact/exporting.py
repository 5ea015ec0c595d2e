"""From the workbench to a file: the dialog, the cards of recipients, the export itself, the receipt."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fieldnotes.errors import FieldNotesError, NotReauthenticated
from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Watch
from fieldnotes.services import contacts, export_choices, people, share
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from fieldnotes.services.views import Preview, Receipt
from fieldnotes_ui import messages
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.export import ExportDialog, ExportWanted
from fieldnotes_ui.dialogs.export_copies import CopiesDialog
from fieldnotes_ui.dialogs.receipt import ReceiptDialog
from fieldnotes_ui.pages.redact.telling import Telling
from fieldnotes_ui.proving import proving
from fieldnotes_ui.widgets.file_dialogs import ask_to_open, ask_to_save
from fieldnotes_ui.widgets.paper import PaperInWindow

_CARD, _FILE = N_("Choose a contact card"), N_("Where to write the bundle")
_KINDS = N_("Contact cards (*.json);;All files (*)")
_NAME, _LETTERS, _LENGTH = "FN-{}.{}", "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 6
"""A random name: a file's name is seen by everybody on its way, and must tell neither case nor day."""


def file_name(kind: str) -> str:
    return _NAME.format("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)), kind)


class Exporting(QObject):
    """`exported` is called with each receipt."""

    def __init__(self, page: QWidget, desk: Desk, clipboard: Clipboard, exported: Callable[[Receipt], None]) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._clipboard = clipboard
        self._exported = exported
        self._paper = PaperInWindow(self)

    def ask(self, preview: Preview, telling: Telling) -> ExportDialog:
        """Show the dialog for what the workbench shows."""
        how = telling.how()
        suggested = Path.home() / file_name("age")
        why = self._desk.limits.export_reason
        dialog = ExportDialog(preview, suggested, self._page, telling=telling.words(), asks_why=why)
        dialog.recipients.card_wanted.connect(
            lambda: ask_to_open(dialog, tr(_CARD), lambda path: self.add_card(dialog, path), kinds=tr(_KINDS))
        )
        dialog.file.asked.connect(
            lambda: ask_to_save(dialog, tr(_FILE), dialog.file.path() or suggested, dialog.file.show_path)
        )
        self._desk.ask(
            dialog,
            lambda session, _: export_choices.choices(session, preview.case, preview.audience),
            lambda found: dialog.show_choices(found, how.ladder),
        )
        dialog.ladder_wanted.connect(lambda: dialog.done(0))
        dialog.ladder_wanted.connect(telling.choose)
        dialog.wanted.connect(lambda wanted: self._export(dialog, preview, how, wanted))
        dialog.open()
        return dialog

    def add_card(self, dialog: ExportDialog, path: Path) -> None:
        self._desk.free(
            dialog,
            lambda _: people.read_card(path),
            dialog.recipients.add_card,
            failed=lambda error: dialog.recipients.show_problem(messages.words(error)),
        )

    def _export(self, dialog: ExportDialog, preview: Preview, how: How, wanted: ExportWanted) -> None:
        def work(session: Session, watch: Watch) -> tuple[Receipt, ...]:
            chosen = _with_outside(wanted, how)
            chosen = replace(
                chosen, envelope=replace(chosen.envelope, lay_out=lambda made: self._paper.pdf(made, watch))
            )
            contacts.note_compared(session, wanted.compared)
            case, audience, to, quasi = preview.case, preview.audience, wanted.to, wanted.accepted.quasi
            if wanted.outside.each:
                return share.export_each(
                    session, case, audience, to=to, folder=wanted.out, accept_quasi=quasi, how=chosen, watch=watch
                )
            made = share.export(
                session, case, audience, to=to, out=wanted.out, accept_quasi=quasi, how=chosen, watch=watch
            )
            return (made,)

        def done(receipts: tuple[Receipt, ...]) -> None:
            if isValid(dialog):
                dialog.written()
            if wanted.outside.each:
                CopiesDialog(receipts, wanted.names, wanted.out.name, self._page).open()
            else:
                shown = ReceiptDialog(receipts[0], self._page)
                shown.copy_wanted.connect(self._clipboard.copy)
                shown.open()
            self._exported(receipts[0])

        def failed(error: FieldNotesError) -> None:
            if isValid(dialog):
                dialog.show_problem(messages.words(error))
            else:
                self._desk.failed.emit(error)

        def again() -> None:
            if isValid(dialog):
                dialog.submit()

        def refused(error: FieldNotesError) -> None:
            if isValid(dialog) and isinstance(error, NotReauthenticated):
                dialog.wait()
            proving(self._desk, dialog if isValid(dialog) else self._page, again, failed)(error)

        # The page owns the job: a bundle that was written although somebody cancelled must still be told of.
        job = self._desk.ask(self._page, work, done, failed=refused)
        job.progressed.connect(dialog.show_step)
        dialog.stopped.connect(job.watch.cancel)


def _with_outside(wanted: ExportWanted, how: How) -> How:
    """What the workbench chose, with what the dialog was told besides."""
    outside = wanted.outside
    return replace(
        wanted.accepted.how(how),
        fresh_labels=how.fresh_labels or outside.fresh_labels,
        envelope=replace(
            how.envelope,
            series=outside.series,
            expires=outside.expires,
            tlp=outside.tlp,
            correction=outside.correction,
            without_changes=outside.without_changes,
            reason=outside.reason,
            for_review=wanted.for_review,
        ),
    )
