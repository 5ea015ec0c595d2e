"""The policy of the project from the window: looked at, confirmed by words, installed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Watch
from fieldnotes.services import policy, sealed
from fieldnotes.services.access import WayIn
from fieldnotes.services.policy import Installed, PolicyView
from fieldnotes.services.session import Session
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.policy_install import InstallPolicyDialog, PolicyWanted
from fieldnotes_ui.dialogs.prove import ProveDialog
from fieldnotes_ui.pages.care import running

_SEND, _SEND_IT = N_("Send the key of real names to the office"), N_("Send it away")
_SEND_WHY = N_("From then on only the office can read real names and sealed records of this vault, old and new.")
_SEND_POINTS = (
    N_("You can still write new ones here, but not read them, and no passphrase of yours brings them back."),
    N_("Exports from here need real names, to take them out: make those that have to be made first."),
    N_("The office opens everything from a backup that you bring: vault unseal."),
    N_("Backups made until now still open with your passphrase. Make a new one, and remove those you can."),
)
_SEALED = N_("Passphrase of the sealed compartment")
_SENT = N_("The key is not on this computer any more. The vault was written anew.")
_DONE = N_("This vault keeps {name} version {version} from now on.")
_SAME = N_("This vault has had exactly this policy before.")


class Governing(QObject):
    """`changed` asks the page to look at the vault anew."""

    changed = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def install(self, *, key_file: bool) -> None:
        dialog = InstallPolicyDialog(self._page, key_file=key_file)
        dialog.asked.connect(lambda line: running.choose_file(dialog, line))

        def look(path: Path) -> None:
            def read(session: Session, _: Watch) -> tuple[PolicyView, bool]:
                return policy.check(path), not policy.needs_confirming(session, path)

            self._desk.ask(
                dialog,
                read,
                lambda found: dialog.show_policy(found[0], known=found[1]),
                failed=lambda error: dialog.show_unusable(messages.words(error)),
            )

        def installed(done: Installed) -> None:
            words = tr(_DONE, name=done.view.id, version=done.view.version) if done.changed else tr(_SAME)
            dialog.show_done(words, (), done.view.cautions)
            self._desk.look_at_policy()
            self.changed.emit()

        def start(wanted: PolicyWanted) -> None:
            running.ask(
                self._desk,
                dialog,
                lambda session, _: policy.install(session, wanted.present, wanted.file, words=wanted.words),
                installed,
            )

        dialog.look_wanted.connect(look)
        dialog.wanted.connect(start)
        dialog.open()

    def send(self, *, key_file: bool) -> None:
        """The key of what is SEALED goes to the recipients of the policy."""
        dialog = ProveDialog(
            *(tr(_SEND), tr(_SEND_IT), self._page),
            explains=tr(_SEND_WHY),
            key_file=key_file,
            points=tuple(tr(point) for point in _SEND_POINTS),
            name=tr(_SEALED),
        )
        dialog.asked.connect(lambda line: running.choose_file(dialog, line))

        def sent(_: None) -> None:
            dialog.show_done(tr(_SENT))
            self._desk.look_at_sealed()
            self.changed.emit()

        dialog.wanted.connect(
            lambda way: running.ask(self._desk, dialog, lambda session, watch: _send(session, watch, way), sent)
        )
        dialog.open()


def _send(session: Session, watch: Watch, way: WayIn) -> None:
    session.open_sealed(way)
    sealed.send_away(session, watch=watch)
