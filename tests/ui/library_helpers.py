"""What the tests of the workspace share: a page on a desk, and waiting for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.model.record import Draft
from fieldnotes.progress import Watch
from fieldnotes.services import write
from fieldnotes.services.session import Session
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.library import LibraryPage

T = TypeVar("T")
D = TypeVar("D", bound=QDialog)


class Workspace:
    """A library page as its user sees it."""

    def __init__(self, qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.page = LibraryPage(desk, clipboard)
        self.notices: list[str] = []
        self.told: list[tuple[str, str]] = []
        desk.notice.connect(self.notices.append)
        self.page.status.connect(lambda tone, words: self.told.append((tone, words)))
        qtbot.addWidget(self.page)
        self.page.resize(1200, 700)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.settle()

    @property
    def editor_text(self) -> str:
        return self.page.pane.editor.body().text

    def settle(self) -> None:
        """Until the vault thread has nothing left to do."""
        self.qtbot.wait(10)
        self.qtbot.waitUntil(lambda: not self.desk.busy, timeout=10_000)
        self.qtbot.wait(10)
        self.qtbot.waitUntil(lambda: not self.desk.busy, timeout=10_000)

    def open(self, code: str) -> None:
        self.page.open_record(code)
        self.settle()

    def write(self, text: str) -> None:
        editor = self.page.pane.editor
        cursor = editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        editor.setTextCursor(cursor)
        cursor.insertText(text)

    def ask(self, work: Callable[[Session, Watch], T]) -> T:
        """An answer of the services, waited for."""
        answers: list[T] = []
        self.desk.ask(self.page, work, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
        return answers[0]

    def drafts(self) -> list[Draft]:
        return self.ask(lambda session, _: write.drafts(session))

    def dialog(self, kind: type[D], parent: QWidget | None = None) -> D:
        found: list[D] = []

        def there() -> bool:
            found[:] = [dialog for dialog in (parent or self.page).findChildren(kind) if dialog.isVisible()]
            return bool(found)

        self.qtbot.waitUntil(there, timeout=5_000)
        return found[0]
