"""How far what leaves may be passed on: the marks of the traffic light protocol that an audience may have, in words."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.tlp import Tlp
from fieldnotes.services.export_choices import Choices

MARK, MARK_HINT = (
    N_("How far it may be passed on"), N_("Written on every page, in the marks of the traffic light protocol."),
)  # fmt: skip
_USUAL = N_("As usual for this audience: {mark}")
_TLPS = {
    Tlp.RED: N_("nobody but the readers named"),
    Tlp.AMBER_STRICT: N_("within their organisation"),
    Tlp.AMBER: N_("their organisation and its clients"),
    Tlp.GREEN: N_("their community"),
    Tlp.CLEAR: N_("everybody"),
}
_MARKED = "{} · {}"


class MarkCombo(QComboBox):
    """Empty until it is told what may be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual: Tlp | None = None
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def show_choices(self, choices: Choices) -> None:
        """The usual mark first, which is chosen."""
        self.clear()
        self._usual = choices.tlp
        self.addItem(tr(_USUAL, mark=choices.tlp.mark), "")
        for one in choices.tlp_allowed:
            self.addItem(_MARKED.format(one.mark, tr(_TLPS[one])), one.value)

    def choose(self, mark: Tlp) -> None:
        """One of those that are shown; the usual one stays what it is called."""
        wanted = "" if mark is self._usual else mark.value
        self.setCurrentIndex(max(0, self.findData(wanted)))

    def chosen(self) -> Tlp | None:
        """None for the usual one."""
        mark = str(self.currentData() or "")
        return Tlp(mark) if mark else None
