"""The first page: unlock a vault, or make one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from fieldnotes.errors import FieldNotesError, WrongPassphrase
from fieldnotes.i18n import N_, tr
from fieldnotes_ui import messages, theme
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.widgets.choose import forget_dialog_history
from fieldnotes_ui.widgets.labels import button, card, label, row
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Unlock vault")
_CHOOSE_TITLE = N_("Choose the vault's folder")
_NONE = N_("No vault chosen")
_PASSPHRASE = N_("Passphrase")
_UNLOCK = N_("Unlock")
_OTHER = N_("Other vault…")
_NEW = N_("New vault…")
_BUNDLE = N_("Open a bundle…")
_CHECKING = N_("Checking the passphrase…")
_WRONG = N_("Wrong passphrase. {sentence} Next try in {seconds} s.")
_LOCKED = N_("Locked. The database is closed and its keys are gone from memory. Unsaved typing is kept encrypted.")
_SAFE = N_("Nothing leaves this computer. There is no network code in this program.")


class UnlockPage(QWidget):
    """`create_wanted` and `bundle_wanted` are its other two ways on. It never remembers which vaults there are."""

    create_wanted = Signal()
    bundle_wanted = Signal()

    def __init__(self, desk: Desk, clipboard: Clipboard, *, path: Path | None = None, was_locked: bool = False) -> None:
        super().__init__()
        del clipboard
        self._desk = desk
        self._path = path
        self._wrong = 0
        self._wait = QTimer(self, interval=1000)
        self._wait.timeout.connect(self._count_down)
        self._seconds = 0
        self._hint = ""
        self._build(was_locked)
        self._show_path()

    def choose(self, path: Path) -> None:
        """Show another vault's name."""
        self._path = path
        self._show_path()
        self._strip.hide()
        self._field.setFocus()

    def _build(self, was_locked: bool) -> None:
        frame, inside = card(margin=32, spacing=12)
        frame.setFixedWidth(460)
        picture = QLabel()
        picture.setPixmap(theme.icon("lock", "accent").pixmap(40, 40))
        self._name = label("", "muted")
        self._field = PassphraseEdit(tr(_PASSPHRASE))
        self._field.submitted.connect(self._submit)
        self._strip = Strip("info", tr(_LOCKED))
        self._strip.setVisible(was_locked)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._unlock = button(tr(_UNLOCK), primary=True)
        self._unlock.clicked.connect(self._submit)
        other = button(tr(_OTHER), icon="folder")
        other.clicked.connect(self._ask_for_vault)
        for widget in (picture, label(tr(_TITLE), "h1"), self._name, label(tr(_PASSPHRASE)), self._field):
            inside.addWidget(widget)
        inside.addWidget(self._strip)
        inside.addWidget(self._progress)
        inside.addSpacing(4)
        inside.addLayout(row(other, None, self._unlock))
        new, bundle = button(tr(_NEW), icon="plus"), button(tr(_BUNDLE), icon="package")
        new.clicked.connect(self.create_wanted)
        bundle.clicked.connect(self.bundle_wanted)
        below = QHBoxLayout()
        below.addWidget(new)
        below.addWidget(bundle)
        below.setAlignment(Qt.AlignmentFlag.AlignCenter)
        foot = label(tr(_SAFE), "small")
        foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(frame, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addSpacing(12)
        layout.addLayout(below)
        layout.addSpacing(8)
        layout.addWidget(foot)
        layout.addStretch(3)
        self.setFocusProxy(self._field)

    def _show_path(self) -> None:
        self._name.setText(self._path.name.removesuffix(".fieldnotes") if self._path is not None else tr(_NONE))
        self._unlock.setEnabled(self._path is not None)

    def _ask_for_vault(self) -> None:
        dialog = QFileDialog(self, tr(_CHOOSE_TITLE))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.choose(Path(chosen)))
        dialog.destroyed.connect(forget_dialog_history)
        dialog.open()

    def _submit(self) -> None:
        if self._path is None or self._seconds or not self._field.text():
            return
        passphrase = self._field.take()
        self._busy(True)
        self._strip.show_message("info", tr(_CHECKING))
        self._strip.show()
        self._desk.unlock(self, self._path, passphrase, self._failed)

    def _failed(self, error: FieldNotesError) -> None:
        self._busy(False)
        self._hint = messages.words(error)
        if isinstance(error, WrongPassphrase):
            # Only a pause for tired fingers: an attacker works on a copy. What protects is the key derivation.
            self._wrong += 1
            self._seconds = min(2 ** max(0, self._wrong - 2), 16) if self._wrong > 1 else 0
        self._strip.show_message("danger", self._hint)
        if self._seconds:
            self._wait.start()
            self._tell_wait()
        self._field.setFocus()

    def _count_down(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self._tell_wait()
            return
        self._seconds = 0
        self._wait.stop()
        self._unlock.setEnabled(True)
        self._strip.show_message("danger", self._hint)

    def _tell_wait(self) -> None:
        self._unlock.setEnabled(False)
        self._strip.show_message("warn", tr(_WRONG, sentence=self._hint, seconds=self._seconds))

    def _busy(self, busy: bool) -> None:
        self._progress.setVisible(busy)
        self._unlock.setEnabled(not busy)
        self._field.setEnabled(not busy)
