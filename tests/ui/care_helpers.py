"""The page of keys and copies as its user sees it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.progress import Watch
from fieldnotes.services.care import Care
from fieldnotes.services.session import Session
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.work_sheet import WorkSheet
from fieldnotes_ui.pages.care import CarePage
from fieldnotes_ui.widgets.fact_row import FactRow
from fieldnotes_ui.widgets.new_passphrase import NewPassphrase
from fieldnotes_ui.widgets.present_passphrase import PresentPassphrase
from tests.ui.conftest import PASSPHRASE

T = TypeVar("T")
D = TypeVar("D", bound=QDialog)
WAIT_MS = 30_000
NEW = "yaşıl dəmir yol, üç quş və duz"


class CareTaker:
    """Presses what somebody would press, and waits until it is done."""

    def __init__(self, qtbot: QtBot, desk: Desk, clipboard: Clipboard, folder: Path) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.page = CarePage(desk, clipboard)
        qtbot.addWidget(self.page)
        self.page.resize(1200, 700)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.settle()

    @property
    def care(self) -> Care:
        assert self.page.care is not None
        return self.page.care

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.wait(10)
            self.qtbot.waitUntil(lambda: not self.desk.busy, timeout=WAIT_MS)

    def ask(self, work: Callable[[Session, Watch], T]) -> T:
        answers: list[T] = []
        self.desk.ask(self.page, work, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=WAIT_MS)
        return answers[0]

    def dialog(self, kind: type[D]) -> D:
        found = [dialog for dialog in self.page.findChildren(kind) if dialog.isVisible()]
        assert found
        return found[-1]

    def finish(self, dialog: WorkSheet) -> str:
        """Press the main button, wait, and read what came of it; the dialog is closed if it worked."""
        dialog.main.click()
        self.settle()
        words = shown(dialog)
        if dialog.ended:
            dialog.main.click()
        self.settle()
        return words

    def rows(self, card: QWidget) -> list[str]:
        return [row.accessibleName() for row in card.findChildren(FactRow) if row.isVisible()]

    def press(self, name: str) -> None:
        pressed(self.page, name).click()
        self.settle()


def type_new(new: NewPassphrase, text: str) -> None:
    new.first.line.setText(text)
    new.second.line.setText(text)
    new.changed.emit()


def give_present(dialog: QWidget, text: str = PASSPHRASE) -> None:
    (present,) = dialog.findChildren(PresentPassphrase)
    present.edit.line.setText(text)
    present.changed.emit()


def pressed(page: QWidget, name: str) -> QPushButton:
    found = [one for one in page.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()]
    assert len(found) == 1, name
    return found[0]


def shown(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))
