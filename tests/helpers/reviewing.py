"""An author with a vault and an editor with a key store, who know each other, and a bundle between them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldnotes.model.audience import Audience
from fieldnotes.model.contact import Compared
from fieldnotes.model.redaction import Verdict
from fieldnotes.services import contacts, people, reading, share
from fieldnotes.services import keys as key_stores
from fieldnotes.services import session as sessions
from fieldnotes.services.keys import Keys
from fieldnotes.services.preparing import How
from fieldnotes.services.reading import Reading
from fieldnotes.services.sending import Envelope
from fieldnotes.services.session import Session
from tests.helpers.sharing import CASE, PASSWORD
from tests.helpers.vaults import cheap_kdf

VAULT, KEYS, AUTHOR, BUNDLE = "study.fieldnotes", "tamuna.fnkeys", "author.card.json", "FN-TEST00.age"
EDITOR_PASSWORD = "sarı kürə beş daş yol"


@dataclass(frozen=True)
class Pair:
    """An author's open vault, an editor's open keys, and a folder for what goes between them.

    `sent` is a bundle that has left to the editor, the first of a series.
    """

    session: Session
    keys: Keys
    folder: Path

    @property
    def sent(self) -> Path:
        return self.folder / BUNDLE

    def send(self, name: str = "FN-TEST01.age") -> Path:
        """Export the case to the editor again, with every possible name taken out."""
        for hit in share.review_hits(self.session, CASE):
            share.decide(self.session, CASE, hit.id, Verdict.REDACT)
        self.session.reauthenticate(PASSWORD)
        out = self.folder / name
        how = How(second="Kamran", accept_suggestions="invented", envelope=Envelope(series="qaraj"))
        share.export(
            self.session,
            CASE,
            Audience.EDITOR,
            to=[self.keys.card().text],
            out=out,
            accept_quasi="invented",
            how=how,
        )
        return out

    def read(self, path: Path) -> Reading:
        """As the editor opens it."""
        found = reading.open_bundle(path, self.keys)
        reading.remember(found, self.keys)
        return found


@pytest.fixture(scope="session")
def sent_master(shared_master: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the vault, the key store, the author's card and a bundle. Copy it, open nothing in it."""
    folder = tmp_path_factory.mktemp("sent")
    shutil.copytree(shared_master, folder / VAULT)
    session = sessions.unlock(folder / VAULT, PASSWORD)
    session.open_sealed(PASSWORD)
    with key_stores.create(folder / KEYS, EDITOR_PASSWORD, name="Tamuna", params=cheap_kdf()) as keys:
        known = contacts.add(session, keys.card().text)
        contacts.verify(session, known.code, words=" ".join(known.words), how=Compared.VOICE)
        (folder / AUTHOR).write_text(people.author_card(session).text, encoding="utf-8")
        keys.trust(folder / AUTHOR)
        Pair(session, keys, folder).send(BUNDLE)
    session.lock()
    return folder


@pytest.fixture
def sent_folder(sent_master: Path, tmp_path: Path) -> Path:
    """A fresh copy of it, everything closed."""
    return Path(shutil.copytree(sent_master, tmp_path / "sent"))


@pytest.fixture
def pair(sent_folder: Path) -> Iterator[Pair]:
    """Each has the other's card and compared its words."""
    session = sessions.unlock(sent_folder / VAULT, PASSWORD)
    session.open_sealed(PASSWORD)
    with key_stores.unlock(sent_folder / KEYS, EDITOR_PASSWORD) as keys:
        yield Pair(session, keys, sent_folder)
    session.lock()
