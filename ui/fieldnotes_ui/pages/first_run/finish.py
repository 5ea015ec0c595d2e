"""The last step: what is done, what is not, and where to go on."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from fieldnotes.i18n import N_, tr
from fieldnotes.services.first_run import Missing
from fieldnotes_ui import theme
from fieldnotes_ui.pages.first_run.step import Step
from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.points import Points

_TITLE, _READY, _NEXT = N_("Your vault is ready"), N_("Your vault is ready, not yet safe"), N_("Start working")
_ABOUT = N_("It survives a forgotten passphrase and a lost computer.")
_ABOUT_OPEN = N_("What is still to be done stands on Today and under Keys and copies until it is done.")
_MADE = N_("The vault is made and encrypted.")
_LINES = (
    (N_("The recovery code is on paper and has opened the vault."), (Missing.CODE, Missing.CODE_TEST),
     N_("There is no recovery code that was tried.")),
    (N_("A backup was made and read back."), (Missing.BACKUP,), N_("There is no backup.")),
    (N_("The backup was opened with the passphrase alone."), (Missing.BACKUP, Missing.BACKUP_TEST),
     N_("No backup was opened as after a loss.")),
)  # fmt: skip
_NEXT_STEPS = N_("Where to begin")
_STEPS = (
    N_("Ctrl+Shift+N makes a case, Ctrl+N a record in it. Everything you type is kept encrypted within two seconds."),
    N_(
        "Put people into the register before you write about them: only names that stand there can be found and hidden."
    ),
    N_("F1 opens the manual at the place where you are, Ctrl+K finds every command, Ctrl+L locks."),
)
_ICON = 18


class FinishStep(Step):
    mark = 5

    def __init__(self, missing: Collection[Missing]) -> None:
        super().__init__(tr(_READY if missing else _TITLE), tr(_ABOUT_OPEN if missing else _ABOUT), tr(_NEXT))
        lines = QGridLayout()
        lines.setHorizontalSpacing(10)
        lines.setVerticalSpacing(8)
        lines.setColumnStretch(1, 1)
        told = [(True, tr(_MADE))]
        told += [
            (done, tr(yes if done else no)) for yes, needs, no in _LINES for done in (not set(needs) & set(missing),)
        ]
        for at, (done, words) in enumerate(told):
            picture = QLabel()
            icon = theme.icon("circle-check", "ok") if done else theme.icon("circle-alert", "warn")
            picture.setPixmap(icon.pixmap(_ICON, _ICON))
            lines.addWidget(picture, at, 0, Qt.AlignmentFlag.AlignTop)
            lines.addWidget(label(words, wrap=True), at, 1)
        self.inside.addLayout(lines)
        self.inside.addSpacing(8)
        self.inside.addWidget(label(tr(_NEXT_STEPS), "section"))
        self.inside.addWidget(Points([tr(step) for step in _STEPS]))
