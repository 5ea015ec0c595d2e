"""The order of the record list: by what, and the other way round."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.ordering import By

ORDERS = {
    By.ADDED: N_("Newest first"),
    By.CHANGED: N_("Changed last"),
    By.DATED: N_("Date"),
    By.TITLE: N_("Title"),
    By.LEVEL: N_("Protection level"),
    By.CONSENT: N_("Consent"),
    By.KIND: N_("Kind"),
    By.LANGUAGE: N_("Language"),
    By.CASE: N_("Case"),
    By.CODE: N_("Code"),
}
_TURNED = N_("The other way round")


class SortMenu(QMenu):
    """`chosen` is told the order that is wanted and whether it is turned round."""

    def __init__(self, by: By, turned: bool, chosen: Callable[[By, bool], None], parent: QWidget) -> None:
        super().__init__(parent)
        group = QActionGroup(self)
        for one, words in ORDERS.items():
            made = self.addAction(tr(words))
            made.setCheckable(True)
            made.setChecked(one is by)
            group.addAction(made)
            made.triggered.connect(lambda _=False, one=one: chosen(one, turned if one is by else False))
        self.addSeparator()
        other = self.addAction(tr(_TURNED))
        other.setCheckable(True)
        other.setChecked(turned)
        other.triggered.connect(lambda _=False: chosen(by, not turned))
