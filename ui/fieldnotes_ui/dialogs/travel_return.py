"""Come back: open the package, with what opened the vault when it was left; then see what two sides had changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.progress import Step
from fieldnotes.services.travel import Back, Opening
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.opener import Opener
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.points import Points
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _ACTION, _STOP = N_("Bring back what was left behind"), N_("Bring it back"), N_("Stop")
_EXPLAINS = N_(
    "Nothing that was written on the way is lost: both sides are joined, and what differs is kept as versions."
)
_PACKAGE, _PACKAGE_HINT = N_("The package"), N_("the file that was written before the journey")
_VAULT, _SEALED, _SAME = (
    N_("Passphrase of the vault"), N_("Passphrase of the sealed compartment"), N_("Empty if it is the same."),
)  # fmt: skip
_THEN = N_("As they were when you left.")
_HOME, _HOME_HINT = N_("Copy at home (optional)"), N_("if somebody worked in another copy meanwhile")
_FURTHER = N_("Another passphrase (optional)")
_SINCE = N_("If one was changed meanwhile, here or in the copy at home.")
_KEY, _KEY_HINT = N_("Key file (if it needs one)"), N_("the vault's key file")
_BACK, _DONE = N_("Everything is back"), N_("Done")
_COUNTS = N_("{records} came back, {written} that were sealed on the way were opened and sealed again.")
_RECORDS, _VALUES = NN_("{n} record", "{n} records"), NN_("{n} value", "{n} values")
_TOLD = (
    ("added", N_("New from the copy at home: {codes}.")),
    ("changed", N_("Changed in the copy at home: {codes}.")),
    ("conflicts", N_("Changed on both sides, both kept as versions. Compare them: {codes}.")),
    ("names", N_("Names written on both sides were united. Look at them: {codes}.")),
    ("consents", N_("Two consents differed; the stricter stands. Look at them: {codes}.")),
    ("levels", N_("Levels differed; the higher stands. Look at them: {codes}.")),
    ("verdicts", N_("A possible name was judged differently; it is left out. Cases: {codes}.")),
    ("purged", N_("Removed for good in the other copy, and so here: {codes}.")),
    ("kept", N_("Removed for good on one side, written on the other; still here: {codes}.")),
)
_UNFINISHED = N_("Sealed notes that were begun on the way and never finished are records now: {codes}.")
_CODE_DROPPED = N_("The recovery code was replaced on the journey: none opens what is sealed. Make a new one.")
_APART = N_(
    "The copy at home sealed these for the office, which alone can read them. They are kept beside yours; join them "
    "once the office opened them: {codes}."
)
_RECODED = N_("Both sides had given these codes, so one of each got a new one: {codes}.")


@dataclass(frozen=True, slots=True)
class ReturnWanted:
    """What was typed and chosen. `sealed` equals `passphrase` where it was left empty."""

    package: Path
    opening: Opening
    passphrase: str = dataclass_field(repr=False)
    sealed: str = dataclass_field(repr=False)
    key_file: Path | None
    home: Path | None
    further: tuple[str, ...] = dataclass_field(default=(), repr=False)


class ReturnDialog(Sheet):
    """`wanted` is a ReturnWanted; the dialog stays and shows steps, and `stopped` is its cancel meanwhile.

    `asked` wants a file dialog for a line, `folder_asked` one for folders.
    """

    wanted = Signal(object)
    stopped = Signal()
    asked = Signal(object)
    folder_asked = Signal(object)

    def __init__(self, parent: QWidget, *, keeper: bool) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS), width=620)
        self._running = False
        self.package = PathLine(tr(_PACKAGE), tr(_PACKAGE_HINT))
        self.opener = Opener(keeper=keeper)
        self.passphrase, self.sealed = PassphraseEdit(tr(_VAULT)), PassphraseEdit(tr(_SEALED))
        self.further = PassphraseEdit(tr(_FURTHER))
        self.home, self.key_file = PathLine(tr(_HOME), tr(_HOME_HINT)), PathLine(tr(_KEY), tr(_KEY_HINT))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.hide()
        self.inside.setSpacing(12)
        self.inside.addWidget(field(tr(_PACKAGE), self.package))
        self.inside.addWidget(self.opener)
        self.inside.addLayout(
            _beside(field(tr(_VAULT), self.passphrase, tr(_THEN)), field(tr(_SEALED), self.sealed, tr(_SAME)))
        )
        self.inside.addLayout(_beside(field(tr(_KEY), self.key_file), field(tr(_HOME), self.home)))
        self.inside.addWidget(field(tr(_FURTHER), self.further, tr(_SINCE)))
        self.inside.addWidget(self.progress)
        for line in (self.package, self.key_file):
            line.asked.connect(lambda line=line: self.asked.emit(line))
        self.home.asked.connect(lambda: self.folder_asked.emit(self.home))
        self.opener.asked.connect(self.asked)
        for signal in (self.package.changed, self.opener.changed, self.passphrase.edited):
            signal.connect(self._check)
        self._check()
        self.package.setFocus()

    def submit(self) -> None:
        package, opening, passphrase = self.package.path(), self.opener.opening(), self.passphrase.text()
        if package is None or opening is None or not passphrase:
            return
        sealed = self.sealed.text() or passphrase
        self._busy(True)
        further = tuple(filter(None, [self.further.text()]))
        self.wanted.emit(
            ReturnWanted(package, opening, passphrase, sealed, self.key_file.path(), self.home.path(), further)
        )

    def show_step(self, step: Step) -> None:
        self.progress.setRange(0, step.total or 0)
        self.progress.setValue(step.done)

    def show_failed(self, sentence: str) -> None:
        self._busy(False)
        self.show_problem(sentence)

    def finish(self) -> None:
        """Done, or stopped: then the vault travels on."""
        self._running = False
        self.accept()

    def done(self, result: int) -> None:
        for secret in (self.passphrase, self.sealed, self.further, self.opener):
            secret.forget() if isinstance(secret, Opener) else secret.clear()
        super().done(result)

    def reject(self) -> None:
        if self._running:
            self.stopped.emit()
            self.out.setEnabled(False)
            return
        super().reject()

    def _check(self) -> None:
        ready = self.package.path() is not None and self.opener.opening() is not None and self.passphrase.text()
        self.main.setEnabled(bool(ready))

    def _busy(self, busy: bool) -> None:
        self._running = busy
        self.problem.hide()
        self.progress.setVisible(busy)
        secrets = (self.passphrase, self.sealed, self.further)
        for control in (self.package, self.opener, *secrets, self.home, self.key_file, self.main):
            control.setEnabled(not busy)
        self.out.setEnabled(True)


class BackDialog(Sheet):
    """What came back, and what somebody has to look at."""

    def __init__(self, back: Back, parent: QWidget, *, unfinished: Sequence[str] = ()) -> None:
        super().__init__(tr(_BACK), tr(_DONE), parent, width=560)
        counts = tr(_COUNTS, records=trn(*_RECORDS, len(back.records)), written=trn(*_VALUES, back.sealed_on_the_way))
        self.inside.addWidget(Strip("ok", counts))
        told = _told(back)
        if unfinished:
            told.append(tr(_UNFINISHED, codes=", ".join(unfinished)))
        if told:
            self.inside.addWidget(Points(told))
        self.out.hide()


def _told(back: Back) -> list[str]:
    codes = {
        "added": back.added, "changed": back.changed, "conflicts": back.conflicts,
        "names": back.names, "consents": back.consents, "levels": back.levels, "verdicts": back.verdicts,
        "purged": back.purged, "kept": back.kept,
    }  # fmt: skip
    said = [tr(sentence, codes=", ".join(codes[key])) for key, sentence in _TOLD if codes[key]]
    if back.code_dropped:
        said.append(tr(_CODE_DROPPED))
    if back.apart:
        said.append(tr(_APART, codes=", ".join(f"{ours} · {theirs}" for ours, theirs in back.apart.items())))
    if back.recoded:
        said.append(tr(_RECODED, codes=", ".join(f"{old} → {new}" for old, new in back.recoded.items())))
    return said


def _beside(*widgets: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(14)
    for widget in widgets:
        layout.addWidget(widget, 1)
    return layout
