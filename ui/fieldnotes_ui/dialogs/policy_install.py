"""Install a policy: look at what it demands, compare its signer's eight words by voice, prove to be the owner."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.access import WayIn
from fieldnotes.services.policy import PolicyView
from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.moments import local_day
from fieldnotes_ui.widgets.demand_list import DemandList
from fieldnotes_ui.widgets.labels import field, label
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.present_passphrase import PresentPassphrase
from fieldnotes_ui.widgets.strip import Strip
from fieldnotes_ui.widgets.word_grid import WordGrid

_TITLE, _ACTION = N_("Install a policy"), N_("Install it")
_ABOUT = N_(
    "From then on this vault keeps what your project's security lead demands. Only the same person can change it "
    "again: there is no button that removes it."
)
_FILE, _HINT = N_("Policy"), N_("the file you were sent; its signature (.minisig) lies beside it")
_HEAD, _UNTIL = N_("{name}, version {version}"), N_("{name}, version {version}, until {day}")
_COMPARE = N_(
    "Call your security lead on a number that you knew before. Let them read their eight words out to you; these must "
    "be the same. Whoever sent you this file may have signed it themselves."
)
_SAME = N_("They read out exactly these words")
_KNOWN = N_("It is signed by the same person as the policy that this vault has.")
_LOOK_MS = 200
_MOST_HEIGHT = 130


@dataclass(frozen=True, slots=True)
class PolicyWanted:
    """What is to be installed; `words` are empty where its signer is known."""

    file: Path
    words: str
    present: WayIn = dataclass_field(repr=False)


class InstallPolicyDialog(WorkSheet):
    """`look_wanted` carries a path, to be answered by `show_policy` or `show_problem`; `wanted` is a PolicyWanted."""

    look_wanted = Signal(object)
    wanted = Signal(object)

    def __init__(self, parent: QWidget, *, key_file: bool = False) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_ABOUT), width=620)
        self.file = PathLine(tr(_FILE), tr(_HINT))
        self.same = QCheckBox(tr(_SAME))
        self.present = PresentPassphrase(key_file=key_file)
        self._view: PolicyView | None = None
        self._known = False
        self._found = QWidget()
        self._inside = QVBoxLayout(self._found)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(10)
        self.form.addWidget(field(tr(_FILE), self.file))
        self.form.addWidget(self._found)
        self.form.addWidget(self.same)
        self.form.addWidget(self.present)
        self._timer = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._clear()
        self.file.asked.connect(lambda: self.asked.emit(self.file))
        self.file.changed.connect(self._on_path)
        self.present.asked.connect(self.asked)
        self.present.changed.connect(self.check)
        self.same.toggled.connect(lambda _: self.check())
        self.check()
        self.file.setFocus()

    def ready(self) -> bool:
        return self._view is not None and (self._known or self.same.isChecked()) and self.present.ready()

    def submit(self) -> None:
        path, view = self.file.path(), self._view
        if self.ended:
            self.accept()
        elif self.ready() and path is not None and view is not None:
            wanted = PolicyWanted(path, "" if self._known else " ".join(view.words), self.present.way())
            self.begin()
            self.wanted.emit(wanted)

    def show_policy(self, view: PolicyView, *, known: bool) -> None:
        """What the chosen file demands; `known`: its signer is the one that this vault has."""
        self._clear()
        self._view, self._known = view, known
        day = local_day(view.expires) if view.expires else ""
        head = tr(_UNTIL if day else _HEAD, name=view.id, version=view.version, day=day)
        self._inside.addWidget(label(head, "strong", wrap=True))
        for caution in view.cautions:
            self._inside.addWidget(Strip("warn", caution))
        if view.demands:
            self._inside.addWidget(_scrolling(DemandList(view.demands, judged=False)))
        self._inside.addWidget(Strip("ok" if known else "info", tr(_KNOWN if known else _COMPARE)))
        if not known:
            self._inside.addWidget(WordGrid(view.words))
        self._found.show()
        self.same.setVisible(not known)
        self.present.show()
        self.problem.hide()
        self.check()

    def show_unusable(self, sentence: str) -> None:
        """The file cannot be installed."""
        self._clear()
        self.show_problem(sentence)
        self.check()

    def forget(self) -> None:
        self.present.clear()

    def _on_path(self) -> None:
        self._clear()
        self.problem.hide()
        self._timer.start()
        self.check()

    def _look(self) -> None:
        if (path := self.file.path()) is not None and not self.running and not self.ended:
            self.look_wanted.emit(path)

    def _clear(self) -> None:
        self._view, self._known = None, False
        while (item := self._inside.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.same.setChecked(False)
        for part in (self._found, self.same, self.present):
            part.hide()


def _scrolling(demands: DemandList) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName("well")
    area.setWidgetResizable(True)
    area.setAccessibleName(tr(_FILE))
    area.setWidget(demands)
    area.setFixedHeight(min(_MOST_HEIGHT, demands.sizeHint().height() + 16))
    return area
