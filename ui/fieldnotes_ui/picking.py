"""A form that asks for a register entry lists codes; names come when somebody asks for them, which is written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtWidgets import QToolButton, QWidget
from shiboken6 import isValid

from fieldnotes.errors import FieldNotesError
from fieldnotes.progress import Watch
from fieldnotes.services import sealed
from fieldnotes.services.session import Session
from fieldnotes_ui.desk import Desk


class Naming(Protocol):
    """A form with a button that asks for names, and what shows them."""

    names: QToolButton

    def show_names(self, names: Mapping[str, str]) -> None:
        """Say the names beside their codes."""


def offer_names(desk: Desk, page: QWidget, form: Naming) -> None:
    """Let `form` show names on demand; while they are sealed it does not offer them."""
    form.names.setVisible(desk.sealed_open)

    def shown(names: Mapping[str, str]) -> None:
        if isValid(form) and desk.sealed_open:
            form.show_names(names)

    def refused(_: FieldNotesError) -> None:
        if isValid(form):
            form.names.setEnabled(True)

    def ask() -> None:
        form.names.setEnabled(False)
        desk.keep(page, _revealed, shown, failed=refused)

    form.names.clicked.connect(ask)


def _revealed(session: Session, watch: Watch) -> Mapping[str, str]:
    del watch
    entries = sealed.reveal_all(session)
    return {entry.code: entry.identity.name for entry in entries if entry.identity is not None}
