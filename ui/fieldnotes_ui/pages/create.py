"""Make a vault: a place, a passphrase, and the sealed compartment's own if wished."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.services import session as sessions
from fieldnotes_ui import messages
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.widgets.choose import forget_dialog_history
from fieldnotes_ui.widgets.labels import button, card, field, label, row
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.strength import StrengthMeter
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Create a vault")
_INTRO = N_(
    "A vault is one folder, encrypted as a whole. Keep its name neutral: anybody who finds the laptop can read it."
)
_NAME = N_("Name")
_NAME_HINT = N_("For example: notes-2026. Not a person, not a case.")
_PLACE = N_("Folder")
_CHOOSE = N_("Choose…")
_PASSPHRASE = N_("Passphrase")
_REPEAT = N_("Repeat it")
_SAME = N_("Both are the same.")
_DIFFERENT = N_("The two differ.")
_OWN_SEALED = N_("A different passphrase for the sealed compartment")
_SEALED_HINT = N_(
    "Real names and contacts are asked for separately each time. "
    "A second passphrase keeps them shut even from somebody who has the first."
)
_SEALED = N_("Passphrase of the sealed compartment")
_SAMPLE = N_("Put an invented project into it, to try things out")
_SAMPLE_HINT = N_("Cases, people and testimonies that never were. Use another vault for your work.")
_WARNING = N_("Nobody can reset this. If the passphrase is lost, the testimonies are gone.")
_CREATE = N_("Create vault")
_BACK = N_("Back")
_WORKING = N_("Measuring this computer and deriving keys. This takes a few seconds, so that guessing takes centuries.")
_JUDGE_MS = 250


class CreatePage(QWidget):
    """`back_wanted` returns to the unlock page. Success is the desk's own signal."""

    back_wanted = Signal()

    def __init__(self, desk: Desk, clipboard: Clipboard, *, folder: Path | None = None) -> None:
        super().__init__()
        del clipboard
        self._desk = desk
        self._folder = folder or Path.home()
        self._judge = QTimer(self, singleShot=True, interval=_JUDGE_MS)
        self._judge.timeout.connect(self._show_strength)
        self._build()
        self._check()

    def _build(self) -> None:
        self._make_fields()
        frame, inside = card(margin=28, spacing=12)
        frame.setFixedWidth(560)
        self._place = label(str(self._folder), "muted")
        choose = button(tr(_CHOOSE), icon="folder")
        choose.clicked.connect(self._ask_for_folder)
        back = button(tr(_BACK))
        back.clicked.connect(self.back_wanted)
        inside.addWidget(label(tr(_TITLE), "h1"))
        inside.addWidget(label(tr(_INTRO), "muted", wrap=True))
        inside.addWidget(field(tr(_NAME), self._name, tr(_NAME_HINT)))
        inside.addWidget(label(tr(_PLACE)))
        inside.addLayout(row(self._place, None, choose))
        inside.addWidget(field(tr(_PASSPHRASE), self._first))
        inside.addWidget(self._meter)
        inside.addWidget(field(tr(_REPEAT), self._second))
        for widget in (self._match, self._own, self._sealed_field, self._with_sample, self._strip, self._progress):
            inside.addWidget(widget)
        inside.addLayout(row(back, None, self._create))
        holder = QWidget()
        centre = QVBoxLayout(holder)
        centre.addWidget(frame, 0, Qt.AlignmentFlag.AlignCenter)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.setFocusProxy(self._name)

    def _make_fields(self) -> None:
        self._name = QLineEdit("notes")
        self._name.textEdited.connect(self._check)
        self._first = PassphraseEdit(tr(_PASSPHRASE))
        self._second = PassphraseEdit(tr(_REPEAT))
        for edit in (self._first, self._second):
            edit.edited.connect(self._check)
        self._first.edited.connect(self._judge.start)
        self._second.submitted.connect(self._submit)
        self._meter = StrengthMeter()
        self._match = label("", "small")
        self._own = QCheckBox(tr(_OWN_SEALED))
        self._own.toggled.connect(self._toggle_sealed)
        self._sealed = PassphraseEdit(tr(_SEALED))
        self._sealed.edited.connect(self._check)
        self._sealed_field = field(tr(_SEALED), self._sealed, tr(_SEALED_HINT))
        self._sealed_field.hide()
        self._with_sample = QCheckBox(tr(_SAMPLE))
        self._with_sample.setToolTip(tr(_SAMPLE_HINT))
        self._with_sample.setAccessibleDescription(tr(_SAMPLE_HINT))
        self._strip = Strip("warn", tr(_WARNING))
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._create = button(tr(_CREATE), primary=True)
        self._create.clicked.connect(self._submit)

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self, tr(_PLACE), str(self._folder))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.destroyed.connect(forget_dialog_history)
        dialog.open()

    def _chosen(self, folder: str) -> None:
        self._folder = Path(folder)
        self._place.setText(folder)

    def _toggle_sealed(self, own: bool) -> None:
        self._sealed_field.setVisible(own)
        if not own:
            self._sealed.clear()
        self._check()

    def _show_strength(self) -> None:
        self._meter.show_strength(sessions.strength(self._first.text()))
        self._check()

    def _check(self) -> None:
        """Enable the button only when everything is there; say in words what is not."""
        first, second = self._first.text(), self._second.text()
        self._match.setText(tr(_SAME if first == second else _DIFFERENT) if second else "")
        long_enough = len(first) >= sessions.MINIMUM_LENGTH
        sealed = not self._own.isChecked() or len(self._sealed.text()) >= sessions.MINIMUM_LENGTH
        self._create.setEnabled(bool(self._name.text().strip()) and long_enough and first == second and sealed)

    def _submit(self) -> None:
        if not self._create.isEnabled():
            return
        sealed = self._sealed.take() if self._own.isChecked() else None
        passphrase = self._first.take()
        self._second.clear()
        self._create.setEnabled(False)
        self._progress.show()
        self._strip.show_message("info", tr(_WORKING))
        path = self._folder / self._name.text().strip()
        self._desk.create(
            self,
            path,
            passphrase,
            sealed_passphrase=sealed,
            failed=self._failed,
            with_sample=self._with_sample.isChecked(),
        )

    def _failed(self, error: FieldNotesError) -> None:
        self._progress.hide()
        self._strip.show_message("danger", messages.words(error))
        self._check()
