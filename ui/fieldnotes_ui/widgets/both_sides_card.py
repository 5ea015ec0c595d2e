"""Records that were changed here and at home: both texts are kept, and somebody has to look at them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.labels import button, label, row

_TITLE = N_("Changed on both sides")
_ABOUT = N_("Both texts are kept as versions. Compare them, and go back to the other one where it is the better.")
_COMPARE, _DONE = N_("Compare {code}…"), N_("Done with {code}")
_ONE = N_("{code}, version {version}")


class BothSidesCard(QFrame):
    """`compare_wanted` carries code and version; `settled` the code that was looked at."""

    compare_wanted = Signal(str, int)
    settled = Signal(str)

    def __init__(self, conflicts: Mapping[str, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(8)
        layout.addWidget(label(tr(_TITLE), "h2"))
        layout.addWidget(label(tr(_ABOUT), "muted", wrap=True))
        for code, version in conflicts.items():
            compare, done = button(tr(_COMPARE, code=code), icon="history"), button(tr(_DONE, code=code))
            compare.clicked.connect(lambda _=False, code=code, version=version: self.compare_wanted.emit(code, version))
            done.clicked.connect(lambda _=False, code=code: self.settled.emit(code))
            layout.addLayout(row(label(tr(_ONE, code=code, version=version)), None, compare, done))
