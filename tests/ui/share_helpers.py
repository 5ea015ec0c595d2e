"""What the tests of redaction, export and bundles share: a workbench on a desk, and a bundle made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.model.audience import Audience
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import PUBLIC_DOCUMENT, Body, Card, Kind
from fieldnotes.progress import Watch
from fieldnotes.services import people, share, write
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from fieldnotes.services.views import CardView, RecordPreview
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.bundle import BundlePage
from fieldnotes_ui.pages.redact import RedactPage
from fieldnotes_ui.pages.redact.layout import Workbench
from tests.ui.conftest import CASE

T = TypeVar("T")
D = TypeVar("D", bound=QDialog)
WAIT_MS = 30_000
DETAILED = "They came in the morning and asked about the wedding. We saw Batman and Florence there."
"""Holds places that the engine knows no coarser wording for: an editor's bundle leaves them to a person."""


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Until the vault thread has had nothing to do for longer than a page waits before it reads again."""
    for _ in range(2):
        qtbot.waitUntil(lambda: not desk.busy, timeout=WAIT_MS)
        qtbot.wait(120)
    qtbot.waitUntil(lambda: not desk.busy, timeout=WAIT_MS)


def words_on(widget: QWidget) -> str:
    """Every label that could be read there."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def dialog_of(qtbot: QtBot, parent: QWidget, kind: type[D]) -> D:
    found: list[D] = []

    def there() -> bool:
        found[:] = [dialog for dialog in parent.findChildren(kind) if dialog.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=WAIT_MS)
    return found[0]


def shown_bundles(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> BundlePage:
    made = BundlePage(desk, clipboard)
    qtbot.addWidget(made)
    made.resize(1290, 710)
    with qtbot.waitExposed(made):
        made.show()
    return made


class Redacting:
    """A redaction page as its user sees it."""

    def __init__(self, qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.page = RedactPage(desk, clipboard)
        self.errors: list[object] = []
        desk.failed.connect(self.errors.append)
        qtbot.addWidget(self.page)
        self.page.resize(1290, 710)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.settle()

    @property
    def bench(self) -> Workbench:
        return self.page.bench

    @property
    def gate(self) -> str:
        return self.bench._gate.text

    def settle(self) -> None:
        settle(self.qtbot, self.desk)

    def audience(self, audience: Audience) -> None:
        self.bench.choose_audience(audience)
        self.settle()

    def show(self, code: str) -> RecordPreview:
        self.bench.records.choose(code)
        preview = self.page.preview
        assert preview is not None
        return next(record for record in preview.records if record.code == code)

    def ask(self, work: Callable[[Session, Watch], T]) -> T:
        answers: list[T] = []
        self.desk.ask(self.page, work, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=WAIT_MS)
        return answers[0]

    def add(self, text: str, *, level: Level = Level.ANONYMOUS, title: str = "Söhbət") -> str:
        """A public document, so that its level alone decides; everybody is told of it."""
        row = self.ask(
            lambda session, _: write.new_record(
                session,
                CASE,
                kind=Kind.NOTE,
                level=level,
                card=Card(title=title).with_source(PUBLIC_DOCUMENT),
                body=Body.of(text),
            )
        )
        self.desk.tell(Changes(records=frozenset({row.code})))
        self.settle()
        return row.code


@dataclass(frozen=True, slots=True)
class Sent:
    """A bundle of the sample project for an editor, her private identity, and the author's card."""

    bundle: Path
    identity: Path
    author: Path
    card: CardView


def send(desk: Desk, folder: Path) -> Sent:
    """The same from a desk's vault, without any page."""
    session = desk._session
    assert session is not None
    return desk.on_vault_thread(lambda: send_from(session, folder))


def send_from(session: Session, folder: Path) -> Sent:
    """Export the sample case as the services do it."""
    sent = Sent(
        folder / "FN-TEST00.age",
        folder / "editor.identity",
        folder / "author.card.json",
        people.new_identity(folder / "editor.identity", "Günel, redaktor"),
    )
    share.export(
        session,
        CASE,
        Audience.EDITOR,
        to=[sent.card.text],
        out=sent.bundle,
        accept_quasi="invented",
        how=How(second="Kamran", accept_suggestions="invented people", compared=True),
    )
    sent.author.write_text(people.author_card(session).text, encoding="utf-8")
    return sent
