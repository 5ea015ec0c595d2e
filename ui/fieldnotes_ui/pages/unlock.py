"""The first page: unlock a vault, or make one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from fieldnotes.errors import FactorMissing, FieldNotesError, WrongPassphrase
from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Watch
from fieldnotes.services import access
from fieldnotes.services import session as sessions
from fieldnotes.services.access import WayIn
from fieldnotes.services.care import KEY_FILE
from fieldnotes_ui import messages, theme
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.recover import RecoverDialog, RecoveryWanted
from fieldnotes_ui.widgets.file_dialogs import ask_for_folder, ask_to_open
from fieldnotes_ui.widgets.labels import button, card, field, label, row
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Unlock vault")
_CHOOSE_TITLE = N_("Choose the vault's folder")
_NONE = N_("No vault chosen")
_PASSPHRASE = N_("Passphrase")
_UNLOCK = N_("Unlock")
_OTHER = N_("Other vault…")
_NEW = N_("New vault…")
_BUNDLE = N_("Open a bundle…")
_USE_FILE, _LOST = N_("Use a key file"), N_("I have a recovery code…")
_FILE, _FILE_HINT = N_("Key file"), N_("on the stick that is kept apart")
_CHOOSE_FILE = N_("Choose a file")
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
        self.show_key_file(False)
        self._field.setFocus()

    def show_key_file(self, shown: bool) -> None:
        """The line for a key file; hidden, nothing of it is used."""
        self._file_field.setVisible(shown)
        self._use_file.setVisible(not shown)
        if not shown:
            self.key_file.show_path(None)

    def recover(self) -> None:
        """Come back by a recovery code or an organisation's key, with a new passphrase."""
        path = self._path
        if path is None:
            return
        dialog = RecoverDialog(self, least=sessions.MINIMUM_LENGTH)
        new = dialog.new
        new.judge_wanted.connect(lambda text: new.show_strength(sessions.strength(text, minimum_words=new.least_words)))
        new.generate_wanted.connect(
            lambda language: new.show_generated(access.generate(language, max(access.WORDS, new.least_words)))
        )
        self._desk.free(dialog, lambda _: access.least_words(path), new.ask_for, failed=lambda _: None)
        dialog.asked.connect(lambda line: ask_to_open(dialog, tr(_CHOOSE_FILE), line.show_path))

        def start(wanted: RecoveryWanted) -> None:
            job = self._desk.recover(
                self, path, wanted.by, wanted.new, lambda error: dialog.show_failed(messages.words(error))
            )
            job.progressed.connect(dialog.show_step)
            job.cancelled.connect(dialog.show_stopped)
            dialog.stopped.connect(job.watch.cancel)

        dialog.wanted.connect(start)
        dialog.open()

    def _build(self, was_locked: bool) -> None:
        frame, inside = card(margin=32, spacing=12)
        frame.setFixedWidth(theme.scaled(460))
        picture = QLabel()
        picture.setPixmap(theme.icon("lock", "accent").pixmap(40, 40))
        self._name = label("", "muted")
        self._field = PassphraseEdit(tr(_PASSPHRASE))
        self._field.submitted.connect(self._submit)
        self._make_other_ways()
        self._strip = Strip("info", tr(_LOCKED))
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
        inside.addWidget(self._file_field)
        inside.addLayout(_one_below_another(self._use_file, self._lost))
        inside.addWidget(self._strip)
        self._strip.setVisible(was_locked)
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
        land_on(self, self._field)

    def _make_other_ways(self) -> None:
        self.key_file = PathLine(tr(_FILE), tr(_FILE_HINT))
        self.key_file.asked.connect(lambda: ask_to_open(self, tr(_CHOOSE_FILE), self.key_file.show_path))
        self._file_field = field(tr(_FILE), self.key_file)
        self._use_file, self._lost = button(tr(_USE_FILE), icon="key-round"), button(tr(_LOST), icon="list-ordered")
        for flat in (self._use_file, self._lost):
            flat.setFlat(True)
        self._use_file.clicked.connect(lambda: self.show_key_file(True))
        self._lost.clicked.connect(self.recover)
        self._file_field.hide()

    def _show_path(self) -> None:
        self._name.setText(self._path.name.removesuffix(".fieldnotes") if self._path is not None else tr(_NONE))
        for needs_vault in (self._unlock, self._lost, self._use_file):
            needs_vault.setEnabled(self._path is not None)
        QTimer.singleShot(0, self, self._look_for_key_file)

    def _look_for_key_file(self) -> None:
        """A vault that asks for a key file says so in its header: then the line is there from the start."""
        path = self._path
        if path is None or not self.isVisible():  # a window that is closing shows this page once more
            return

        def work(_: Watch) -> bool:
            return any(KEY_FILE in slot.factors for slot in access.slots(path))

        def found(asks: bool) -> None:
            if asks and path == self._path:
                self.show_key_file(True)

        self._desk.free(self, work, found, failed=lambda _: None)

    def _ask_for_vault(self) -> None:
        ask_for_folder(self, tr(_CHOOSE_TITLE), self.choose)

    def _submit(self) -> None:
        if self._path is None or self._seconds or not self._field.text():
            return
        passphrase = self._field.take()
        self._busy(True)
        self._strip.show_message("info", tr(_CHECKING))
        self._strip.show()
        self._desk.unlock(self, self._path, WayIn(passphrase, self.key_file.path()), self._failed)

    def _failed(self, error: FieldNotesError) -> None:
        self._busy(False)
        self._hint = messages.words(error)
        if isinstance(error, WrongPassphrase):
            # Only a pause for tired fingers: an attacker works on a copy. What protects is the key derivation.
            self._wrong += 1
            self._seconds = min(2 ** max(0, self._wrong - 2), 16) if self._wrong > 1 else 0
        if isinstance(error, FactorMissing):
            self.show_key_file(True)
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
        for control in (self._field, self.key_file, self._lost):
            control.setEnabled(not busy)


def _one_below_another(*ways: QPushButton) -> QVBoxLayout:
    """Buttons as wide as their words: side by side, two long ones would be cut."""
    column = QVBoxLayout()
    column.setSpacing(8)
    for way in ways:
        column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeading)
    return column
