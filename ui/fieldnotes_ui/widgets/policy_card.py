"""The policy of a vault on a card: whose it is, how long it holds, what it demands and what of that is met."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.policy import Met, PolicyView
from fieldnotes_ui.moments import local_day
from fieldnotes_ui.widgets.demand_list import DemandList
from fieldnotes_ui.widgets.fact_card import FactCard
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Policy of the project")
_NONE = N_(
    "Nobody demands more of this vault than what is built in. If your project has a security lead, install the policy "
    "that they signed."
)
_HEAD, _UNTIL = N_("{name}, version {version}."), N_("It holds until {day}.")
_SIGNER = N_("Signed by: {words}")
_ALL_MET = N_("Everything that can be measured here is as it demands.")
_SEND = N_("Send the key away…")
_COLUMNS = 2
_INSTALL, _NEWER = N_("Install a policy…"), N_("Install a newer one…")


class PolicyCard(FactCard):
    """`wanted` asks for an installation, `send_wanted` for the key of the sealed compartment to go to the office."""

    wanted = Signal()
    send_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("file-check", tr(_TITLE), tr(_NONE), parent)
        self._cautions = QVBoxLayout()
        self._cautions.setSpacing(8)
        self.inside.insertLayout(2, self._cautions)
        self._signer = label("", "small", wrap=True)
        self._signer.hide()
        self.inside.addWidget(self._signer)
        self.install = button(tr(_INSTALL))
        self.install.clicked.connect(self.wanted)
        self.inside.addLayout(row(self.install, None))

    def show_policy(self, view: PolicyView | None) -> None:
        """None: the vault has none."""
        self._show_cautions(view)
        words = tr(_INSTALL if view is None else _NEWER)
        self.install.setText(words)
        self.install.setAccessibleName(words)
        self._signer.setVisible(view is not None)
        if view is None:
            self.say(tr(_NONE))
            self.show_rows([])
            return
        missing = sum(one.met is Met.NO for one in view.demands)
        said = [tr(_HEAD, name=view.id, version=view.version)]
        if view.expires and not view.expired:
            said.append(tr(_UNTIL, day=local_day(view.expires)))
        if view.demands and not missing:
            said.append(tr(_ALL_MET))
        self.say(" ".join(said))
        self._signer.setText(tr(_SIGNER, words=" ".join(view.words)))
        self.show_rows([DemandList(view.demands, columns=_COLUMNS)] if view.demands else [])

    def _show_cautions(self, view: PolicyView | None) -> None:
        while (item := self._cautions.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if view is None:
            return
        for at, sentence in enumerate(view.cautions):
            strip = Strip("danger" if view.expired and at == 0 else "warn", sentence)
            if view.names_are_here and sentence == view.cautions[-1]:
                send = strip.add_button(button(tr(_SEND)))
                send.clicked.connect(self.send_wanted)
            self._cautions.addWidget(strip)
