"""The first step: what a vault protects from, and what nothing here can protect from."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.pages.first_run.step import Step
from fieldnotes_ui.widgets.labels import card, label, row
from fieldnotes_ui.widgets.points import Points

_TITLE, _NEXT = N_("A safe place for what people tell you"), N_("Begin")
_ABOUT = N_("It takes about ten minutes. Have pen and paper at hand, and a memory stick for the backup.")
_PROTECTS, _NOT = N_("What it protects from"), N_("What it cannot protect from")
_DOES = (
    N_("A computer that is lost, stolen or taken: without the passphrase nothing in the vault can be read."),
    N_("A name that slips out: what you export is searched for every name you have registered, in all its spellings."),
    N_("A broken disk and a forgotten passphrase, once you have made a backup and a recovery code."),
)
_DOES_NOT = (
    N_("Somebody who watches you type, or who makes you open it."),
    N_("A computer that is already spied upon, while the vault is open."),
    N_("What is said, sent, printed or photographed elsewhere."),
)
_STOP = N_("You can stop after any step. Nothing is lost, and what is still to be done stays in sight.")


class Welcome(Step):
    def __init__(self) -> None:
        super().__init__(tr(_TITLE), tr(_ABOUT), tr(_NEXT))
        sides = QGridLayout()
        sides.setHorizontalSpacing(14)
        for at, made in enumerate(
            (
                _side("shield-check", "ok", tr(_PROTECTS), [tr(point) for point in _DOES]),
                _side("triangle-alert", "warn", tr(_NOT), [tr(point) for point in _DOES_NOT]),
            )
        ):
            sides.addWidget(made, 0, at)
            sides.setColumnStretch(at, 1)
        self.inside.addLayout(sides)
        self.inside.addWidget(label(tr(_STOP), "small", wrap=True))


def _side(icon: str, tone: str, title: str, points: list[str]) -> QFrame:
    frame, inside = card(margin=16, spacing=10)
    picture = QLabel()
    picture.setPixmap(theme.icon(icon, tone).pixmap(22, 22))
    head = row(picture, label(title, "strong", wrap=True))
    head.setStretch(1, 1)
    inside.addLayout(head)
    inside.addWidget(Points(points))
    inside.addStretch(1)
    return frame
