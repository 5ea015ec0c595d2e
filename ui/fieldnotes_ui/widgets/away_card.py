"""What is not on this computer, plainly: since when, how much, and that nothing here opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.level import Level
from fieldnotes.services.travel import Away
from fieldnotes_ui.moments import local_moment
from fieldnotes_ui.widgets.badge import LevelBadge
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.points import Points
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Left behind since {moment}")
_RECORDS, _NAMES = NN_("{n} record", "{n} records"), NN_("{n} real name", "{n} real names")
_BOTH = N_("{records} and {names}")
_GONE = N_("{what} are not on this computer. Neither are the keys that open them.")
_CASES = N_("Whole cases: {codes}.")
_NO_PASSPHRASE = N_("No passphrase opens them here, and nobody can be made to open them here.")
_WRITE_ONLY = N_("New sealed notes and names can be written. Once saved they can be read only after the return.")
_KEEPER = N_("They come back with the package that its keeper opens.")
_OWN = N_("They come back with the package and its passphrase.")
_UNFINISHED = N_("The removal was interrupted. Lock and unlock the vault once; it goes on by itself.")
_PACKAGE = N_("Package {id} · SHA-256 {digest}")
_NOTICE, _RETURN = N_("Notice to print…"), N_("Bring it back…")
_SHORT, _GROUP = 8, 4


class AwayCard(QFrame):
    """`notice_wanted` and `return_wanted` are its two ways on."""

    notice_wanted = Signal()
    return_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(24, 20, 24, 20)
        self._inside.setSpacing(14)
        self.notice, self.bring_back = button(tr(_NOTICE), icon="printer"), button(tr(_RETURN), primary=True)
        self.notice.clicked.connect(self.notice_wanted)
        self.bring_back.clicked.connect(self.return_wanted)

    def show_away(self, away: Away) -> None:
        """Built once: a page that is shown again is made anew."""
        what = trn(*_RECORDS, away.records)
        if away.names:
            what = tr(_BOTH, records=what, names=trn(*_NAMES, away.names))
        self._inside.addWidget(label(tr(_TITLE, moment=local_moment(away.since)), "h2"))
        if away.levels:
            badges = [LevelBadge(level) for level in away.levels]
            self._inside.addLayout(row(*badges, None))
        sentences = [tr(_GONE, what=what)]
        if away.cases:
            sentences.append(tr(_CASES, codes=", ".join(away.cases)))
        sentences.append(tr(_NO_PASSPHRASE))
        if Level.SEALED in away.levels:
            sentences.append(tr(_WRITE_ONLY))
        sentences.append(tr(_KEEPER if away.keeper else _OWN))
        self._inside.addWidget(Points(sentences))
        if not away.finished:
            self._inside.addWidget(Strip("danger", tr(_UNFINISHED)))
            self.notice.setEnabled(False)
        digest = " ".join(away.sha256[at : at + _GROUP] for at in range(0, 4 * _GROUP, _GROUP))
        package = label(tr(_PACKAGE, id=away.package[:_SHORT], digest=f"{digest} …"), "mono", wrap=True)
        package.setToolTip(away.sha256)
        package.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._inside.addWidget(package)
        self._inside.addStretch(1)
        self._inside.addLayout(row(self.notice, None, self.bring_back))
