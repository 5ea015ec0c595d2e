"""A small vault for the review, and the page on it as its user sees it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import Role
from fieldnotes.services import register, share, write
from fieldnotes.services import session as sessions
from fieldnotes.services.views import Preview
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.models.review import State
from tests.helpers.vaults import cheap_kdf
from tests.ui.conftest import CASE, PASSPHRASE
from tests.ui.share_helpers import Redacting

CERTAIN = "Tapdıq Dəmirçizadə axşam qayıtmadı."
TEXT = """Axşam Tapdıq Əliyev gəldi.
Sonra Zümrüd Quliyeva danışdı və getdi.
Sonra Zümrüd Quliyeva danışdı və getdi.
We saw Batman and Florence there."""
"""Two names that could be those of people in the register, one of them in two places, and a detail."""


def make_vault(path: Path) -> None:
    """Two people, a record that names one of them in full, and TEXT; locked."""
    session = sessions.create(path, PASSPHRASE, params=cheap_kdf())
    session.open_sealed(PASSPHRASE)
    case = write.add_case(session, "Körpü").code
    for name, role in (("Tapdıq Dəmirçizadə", Role.VICTIM), ("Zümrüd Dəmirçizadə", Role.RELATIVE)):
        register.add_entry(session, name=name, role=role, level=Level.ANONYMOUS)
    for text in (CERTAIN, TEXT):
        card = Card(title="Söhbət", language="az")
        write.new_record(session, case, kind=Kind.NOTE, level=Level.ANONYMOUS, card=card, body=Body.of(text))
    session.lock()


@contextmanager
def desk_on_copy(vault: Path, path: Path) -> Iterator[Desk]:
    """A desk on a copy of a vault, with real names open."""
    shutil.copytree(vault, path)
    desk = Desk()

    def opened() -> sessions.Session:
        session = sessions.unlock(path, PASSPHRASE)
        session.open_sealed(PASSPHRASE)
        return session

    desk.adopt(desk.on_vault_thread(opened))
    yield desk
    desk.close()


class Review(Redacting):
    """The page with the focus in the list, at the first name of TEXT. `one` stands in one place, `two` in two."""

    code = "N-002"

    def __init__(self, qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
        super().__init__(qtbot, desk, clipboard)
        assert self.page.preview is not None
        hits = sorted(self.page.preview.hits, key=lambda hit: hit.places[0].start)
        self.one, self.two = hits[0].surface, next(hit.surface for hit in hits if hit.count > 1)
        self.page.show_next_open()
        self.choose(self.one)

    def choose(self, title: str, kind: str = "") -> None:
        panel = self.bench.panel
        found = [item.key for item in panel.items.items if item.title == title and item.key.startswith(kind)]
        assert found, f"{[item.title for item in panel.items.items]}"
        panel.choose(found[0])
        panel.list.setFocus()

    def press(self, key: Qt.Key, *, on: QWidget | None = None) -> None:
        if not self.page.isActiveWindow():  # a closed dialog leaves none active here, and shortcuts need one
            with self.qtbot.waitActive(self.page):
                self.page.activateWindow()
        QTest.keyClick(on or self.bench.panel.list, key)
        self.settle()

    @property
    def current(self) -> str:
        item = self.bench.panel.card.item
        return item.title if item is not None else ""

    def state(self, title: str) -> State:
        item = next(item for item in self.page.book._items.values() if item.title == title)
        return self.page.book.state(item.key)

    def preview(self) -> Preview:
        return self.ask(lambda session, _: share.preview(session, CASE, Audience.EDITOR))

    def open_names(self) -> set[str]:
        return {group.surface for group in self.preview().hits}

    def redacted(self) -> str:
        return next(record.redacted for record in self.preview().records if record.code == self.code)
