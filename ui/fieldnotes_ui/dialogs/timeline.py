"""What happened in a case, by date."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.timeline import Group, Item
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.timeline_list import TimelineList

_TITLE, _CLOSE = N_("Timeline of {case}"), N_("Close")
_ABOUT = N_(
    "Records, consents, statuses, bundles and tasks. A bar is a date that is known less exactly than to the day."
)
_NOTHING = N_("Nothing of this case has a place here yet.")
_SIZE = (820, 560)


class TimelineDialog(Sheet):
    """`opened` carries the Item that is to be shown."""

    opened = Signal(object)

    def __init__(self, case: str, groups: Sequence[Group], parent: QWidget) -> None:
        super().__init__(tr(_TITLE, case=case), tr(_CLOSE), parent, explains=tr(_ABOUT), width=_SIZE[0])
        self.out.hide()
        self.list = TimelineList()
        self.list.setObjectName("boxed")
        self.list.setMinimumHeight(_SIZE[1] - 180)
        self.list.show_groups(groups)
        self.list.opened.connect(self._leave)
        if not groups:
            self.inside.addWidget(label(tr(_NOTHING), "muted", wrap=True))
            self.list.hide()
        self.inside.addWidget(self.list, 1)
        self.list.setFocus()

    def _leave(self, item: Item) -> None:
        self.opened.emit(item)
        self.accept()
