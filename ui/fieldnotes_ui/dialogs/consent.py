"""Withdraw a consent, and afterwards: which bundles already carry this person, and what to write about them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr, trn
from fieldnotes.services.views import ReleaseView
from fieldnotes_ui import theme
from fieldnotes_ui.moments import local_day
from fieldnotes_ui.widgets.labels import button, column, field, label, row
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Withdraw the consent of {code}")
_WHAT = N_(
    "From now on no record of {code} goes into any bundle. What was already sent cannot be taken back: "
    "you will see which bundles those are."
)
_TYPE = N_("Type {code} to go on")
_WITHDRAW = N_("Withdraw consent")
_CANCEL = N_("Cancel")
_CLOSE = N_("Close")
_DONE = N_("The consent of {code} is withdrawn")
_NONE_SENT = N_("No bundle with records of {code} was ever sent. There is nobody to write to.")
_COPY = N_("Copy text")
_CALL_BACK = N_("Call them back on the page Sharing…")
_PRINT = N_("Print…")
_RECALL = N_("Recall text")
_HINT = N_(
    "One letter for each bundle; it names nobody. Send it over the same channel as the bundle, and note who answered."
)
_LETTER = N_(
    "Please delete the bundle named below and every copy of it, and stop using what it says. "
    "A person in it has withdrawn consent. Please do not ask who. Confirm by a short answer when it is done."
)
_BUNDLE = N_("Bundle {bundle}, made {at} for: {audience}")
_SENT = N_("{at}  for: {audience}  to: {recipients}  ({bundle})")
_SENT_LIST = N_("Sent bundles")
_SUM = N_("SHA-256: {sha256}")


def recall_text(release: ReleaseView) -> str:
    """A letter to those who hold one bundle. It names nobody: no person, no record, no other bundle or reader."""
    lines = [tr(_LETTER), "", tr(_BUNDLE, bundle=release.bundle_id, at=release.at[:10], audience=release.audience)]
    if release.sha256:
        lines.append(tr(_SUM, sha256=release.sha256))
    return "\n".join(lines)


class WithdrawDialog(QDialog):
    """`confirmed` once the code was typed."""

    confirmed = Signal()

    def __init__(self, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._code = code
        title = tr(_TITLE, code=code)
        self.setWindowTitle(title)
        self.setFixedWidth(theme.scaled(480))
        self.code = QLineEdit()
        self.code.returnPressed.connect(self._confirm)
        self.withdraw_button = button(tr(_WITHDRAW), icon="user-x", danger=True)
        self.withdraw_button.setEnabled(False)
        self.withdraw_button.setAutoDefault(False)
        self.withdraw_button.clicked.connect(self._confirm)
        self.code.textChanged.connect(lambda _: self.withdraw_button.setEnabled(self._matches))
        cancel = button(tr(_CANCEL))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(title, "h2"))
        layout.addWidget(Strip("danger", tr(_WHAT, code=code)))
        layout.addWidget(field(tr(_TYPE, code=code), self.code))
        layout.addLayout(row(None, cancel, self.withdraw_button))
        self.code.setFocus()

    @property
    def _matches(self) -> bool:
        return self.code.text().strip().casefold() == self._code.casefold()

    def _confirm(self) -> None:
        if self._matches:
            self.confirmed.emit()
            self.accept()


class RecallDialog(QDialog):
    """What was sent before the withdrawal, and a letter about each. `copy_wanted` carries the letter shown.

    `call_back_wanted`: to write the notices, and to write down that it was called back.
    """

    copy_wanted = Signal(str)
    call_back_wanted = Signal()

    def __init__(self, code: str, releases: Sequence[ReleaseView], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._releases = tuple(releases)
        title = tr(_DONE, code=code)
        self.setWindowTitle(title)
        self.setMinimumWidth(600)
        sent = trn(
            "{n} bundle that was sent holds records of {code} or speaks of this person.",
            "{n} bundles that were sent hold records of {code} or speak of this person.",
            len(releases),
            code=code,
        )
        strip = Strip("warn", sent) if releases else Strip("ok", tr(_NONE_SENT, code=code))
        close = button(tr(_CLOSE), primary=True)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(title, "h2"))
        layout.addWidget(strip)
        if releases:
            layout.addWidget(self._bundles())
            layout.addWidget(self._letter())
            self.list.setCurrentRow(0)
        self.back_button = button(tr(_CALL_BACK), icon="undo-2")
        self.back_button.clicked.connect(self._call_back)
        layout.addLayout(row(self.back_button, None, close))
        self.back_button.setVisible(bool(releases))

    def _call_back(self) -> None:
        self.accept()
        self.call_back_wanted.emit()

    def _bundles(self) -> QWidget:
        self.list = QListWidget()
        self.list.setObjectName("letters")
        for release in self._releases:
            recipients = ", ".join(release.recipients)
            self.list.addItem(
                tr(
                    _SENT,
                    at=local_day(release.at),
                    audience=release.audience,
                    recipients=recipients,
                    bundle=release.bundle_id,
                )
            )
        for number in range(self.list.count()):
            self.list.item(number).setSizeHint(QSize(0, 34))
        self.list.setFixedHeight(theme.scaled(36) * min(len(self._releases), 5) + 8)
        self.list.currentRowChanged.connect(lambda at: self.letter.setPlainText(recall_text(self._releases[at])))
        return field(tr(_SENT_LIST), self.list)

    def _letter(self) -> QWidget:
        self.letter = QPlainTextEdit()
        self.letter.setReadOnly(True)
        self.letter.setFixedHeight(170)
        self.copy_button = button(tr(_COPY))
        self.copy_button.clicked.connect(lambda: self.copy_wanted.emit(self.letter.toPlainText()))
        self.print_button = button(tr(_PRINT), icon="printer")
        self.print_button.clicked.connect(self._print)
        made, inside = column(spacing=8)
        inside.addWidget(field(tr(_RECALL), self.letter, tr(_HINT)))
        inside.addLayout(row(self.copy_button, self.print_button, None))
        return made

    def _print(self) -> None:
        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._send(printer))
        QDialog.open(dialog)

    def _send(self, printer: QPrinter) -> None:
        document = QTextDocument()
        document.setPlainText(self.letter.toPlainText())
        document.print_(printer)
