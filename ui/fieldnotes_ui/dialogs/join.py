"""Join two register entries: which of them stays, and what that means. It cannot be undone, so it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.points import Points

_TITLE, _ACTION = N_("Join two entries"), N_("Join")
_WHICH = N_("Which entry stays?")
_POINTS = (
    N_("All names, contacts and relations of both belong to the one that stays."),
    N_("Records of the other get it as their source. The higher level and the stricter consent stand."),
    N_("The other code is not used again. This cannot be undone."),
)


class JoinDialog(Sheet):
    """`wanted` carries the code that stays and the one that goes."""

    wanted = Signal(str, str)

    def __init__(self, entries: Sequence[tuple[str, str]], parent: QWidget) -> None:
        """`entries` are the code and the name of both; the first is proposed to stay."""
        super().__init__(tr(_TITLE), tr(_ACTION), parent)
        self._codes = [code for code, _ in entries]
        self.stays = QButtonGroup(self)
        self.inside.addWidget(label(tr(_WHICH)))
        for number, (code, name) in enumerate(entries):
            choice = QRadioButton(isolated(code, name))
            choice.setChecked(number == 0)
            self.stays.addButton(choice, number)
            self.inside.addWidget(choice)
        self.inside.addWidget(Points([tr(point) for point in _POINTS]))

    def submit(self) -> None:
        keep = self.stays.checkedId()
        self.wanted.emit(self._codes[keep], self._codes[1 - keep])
        self.accept()
