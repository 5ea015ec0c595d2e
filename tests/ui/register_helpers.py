"""The page of people and names with somebody on it, as its tests open it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.register import RegisterPage

SOURCE = "S-001"


def opened(qtbot: QtBot, desk: Desk, clipboard: Clipboard, code: str = SOURCE) -> RegisterPage:
    """The page with an entry shown, its consent and mentions read."""
    page = RegisterPage(desk, clipboard)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    qtbot.waitUntil(lambda: page.entries.rowCount() > 0)
    page.open_entry(code)
    settle(qtbot, desk)
    return page


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until nothing is asked and no look for mentions is about to start."""
    qtbot.waitUntil(lambda: not desk.busy)
    pages = [one for one in QApplication.topLevelWidgets() if isinstance(one, RegisterPage)]
    qtbot.waitUntil(lambda: not any(page._soon.isActive() for page in pages))
    qtbot.waitUntil(lambda: not desk.busy)
