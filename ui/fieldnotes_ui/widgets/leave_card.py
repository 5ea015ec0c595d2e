"""The four steps of leaving something behind, one after the other: choose, package, prove, remove."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Step
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.leave_choice import LeaveChoice
from fieldnotes_ui.widgets.package_form import PackageForm
from fieldnotes_ui.widgets.prove_form import ProveForm
from fieldnotes_ui.widgets.remove_form import RemoveForm
from fieldnotes_ui.widgets.steps import Steps
from fieldnotes_ui.widgets.strip import Strip

_NAMES = (N_("Choose"), N_("Package"), N_("Prove"), N_("Remove"))
_STEPS = {
    0: N_("What should not travel with this computer?"),
    1: N_("Write a package of everything"),
    2: N_("Prove that it opens elsewhere"),
    3: N_("Remove what was chosen"),
}
_STOP = N_("Stop")


class Stage(IntEnum):
    CHOOSE = 0
    PACKAGE = 1
    PROVE = 2
    REMOVE = 3


class LeaveCard(QFrame):
    """Shows one stage; `stopped` is the cancel of what runs."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.steps = Steps([tr(name) for name in _NAMES])
        self.head = label("", "h2", wrap=True)
        self.strip = Strip("danger")
        self.strip.hide()
        self.choice, self.package, self.prove, self.remove = LeaveChoice(), PackageForm(), ProveForm(), RemoveForm()
        self._stack, self._footers = QStackedWidget(), QStackedWidget()
        for form in (self.choice, self.package, self.prove, self.remove):
            self._stack.addWidget(_scrolled(form))
            footer = QWidget()
            form.footer.setContentsMargins(0, 0, 10, 0)
            footer.setLayout(form.footer)
            self._footers.addWidget(footer)
        self._footers.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.stop = button(tr(_STOP))
        self.stop.clicked.connect(self._on_stop)
        self._running = QWidget()
        line = row(self.progress, self.stop)
        line.setContentsMargins(0, 0, 0, 0)
        self._running.setLayout(line)
        self._running.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 14, 18)
        layout.setSpacing(12)
        layout.addWidget(self.steps)
        for widget in (self.head, self.strip, self._running):
            layout.addWidget(widget)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._footers)
        self.show_stage(Stage.CHOOSE)

    @property
    def stage(self) -> Stage:
        return Stage(self._stack.currentIndex())

    def show_stage(self, stage: Stage) -> None:
        self.strip.hide()
        self.steps.show_step(stage)
        self.head.setText(tr(_STEPS[stage]))
        self._stack.setCurrentIndex(stage)
        self._footers.setCurrentIndex(stage)

    def show_running(self, running: bool) -> None:
        """While something runs nothing else can be begun; Stop asks it to end."""
        self.strip.hide()
        self.progress.setRange(0, 0)
        self._running.setVisible(running)
        self.stop.setEnabled(running)
        for part in (self._stack, self._footers):
            part.setEnabled(not running)

    def show_step(self, step: Step) -> None:
        self.progress.setRange(0, step.total or 0)
        self.progress.setValue(step.done)

    def show_problem(self, sentence: str) -> None:
        self.show_running(False)
        self.strip.show_message("danger", sentence)
        self.strip.show()

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.stopped.emit()


def _scrolled(form: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 10, 0)
    layout.addWidget(form)
    area.setWidget(holder)
    return area
