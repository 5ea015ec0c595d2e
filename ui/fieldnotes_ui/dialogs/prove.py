"""Ask for the present passphrase before a way in is removed or made costlier: an unlocked screen is not enough."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.widgets.points import Points
from fieldnotes_ui.widgets.present_passphrase import PresentPassphrase


class ProveDialog(WorkSheet):
    """`wanted` is a WayIn."""

    wanted = Signal(object)

    def __init__(
        self,
        title: str,
        action: str,
        parent: QWidget,
        *,
        explains: str,
        key_file: bool,
        points: Sequence[str] = (),
        name: str = "",
    ) -> None:
        """`name` is whose passphrase it is, if not the vault's."""
        super().__init__(title, action, parent, explains=explains, width=500)
        self.present = PresentPassphrase(name, key_file=key_file)
        if points:
            self.form.addWidget(Points(points))
        self.form.addWidget(self.present)
        self.present.asked.connect(self.asked)
        self.present.changed.connect(self.check)
        self.check()
        self.present.setFocus()

    def ready(self) -> bool:
        return self.present.ready()

    def submit(self) -> None:
        if self.ended:
            self.accept()
        elif self.ready():
            way = self.present.way()
            self.begin()
            self.wanted.emit(way)

    def forget(self) -> None:
        self.present.clear()
