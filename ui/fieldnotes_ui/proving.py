"""Before something leaves, the passphrase once more: asked for when the service says so, then tried again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fieldnotes.errors import FieldNotesError, NotReauthenticated
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.reveal import RevealDialog


def proving(
    desk: Desk, parent: QWidget, again: Callable[[], object], otherwise: Callable[[FieldNotesError], object]
) -> Callable[[FieldNotesError], None]:
    """What to do when something was refused: ask for the passphrase and do it `again`, or what is done `otherwise`."""

    def failed(error: FieldNotesError) -> None:
        if isinstance(error, NotReauthenticated):
            _ask(desk, parent, again)
        else:
            otherwise(error)

    return failed


def _ask(desk: Desk, parent: QWidget, again: Callable[[], object]) -> None:
    dialog = RevealDialog(parent, again=True)

    def proved(_: None) -> None:
        dialog.accept()
        again()

    def submitted(passphrase: str) -> None:
        desk.ask(
            dialog,
            lambda session, _: session.reauthenticate(passphrase),
            proved,
            failed=lambda error: dialog.show_error(messages.words(error)),
        )

    dialog.submitted.connect(submitted)
    dialog.open()
