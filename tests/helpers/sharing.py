"""A vault with a case that can be shared: a source who agreed, people around her, testimonies that name them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import EntityType, Role
from fieldnotes.services import register, write
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from tests.helpers.vaults import cheap_kdf

PASSWORD = "altı quru söz və bir nar"
CASE = "C-001"
FIRST, SECOND = "T-001", "T-002"
SOURCE, GIRL, MAN = "S-001", "P-001", "P-002"
TEXTS = {
    FIRST: "Səhər açıldı. Bahar həyətə gəldi. Axşam düşəndə kənd yolu qaranlıq idi. Bahar evə getdi.",
    SECOND: "Mən Şəkər Qoşqarlı bunu görmüşəm. Sonra Qoşqarlı susdu.",
}


@pytest.fixture(scope="session")
def shared_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked vault with the case. Copy it, never open it."""
    session = shareable(tmp_path_factory.mktemp("shared") / "study")
    session.lock()
    return session.path


@pytest.fixture
def shared_path(shared_master: Path, tmp_path: Path) -> Path:
    """A fresh copy, locked."""
    path = tmp_path / "study.fieldnotes"
    shutil.copytree(shared_master, path)
    return path


@pytest.fixture
def sharing(shared_path: Path) -> Iterator[Session]:
    """A fresh copy, open with its sealed compartment."""
    session = sessions.unlock(shared_path, PASSWORD)
    session.open_sealed(PASSWORD)
    yield session
    session.lock()


def shareable(path: Path) -> Session:
    """The session, open with its sealed compartment."""
    session = sessions.create(path, PASSWORD, params=cheap_kdf())
    write.add_case(session, "İş")
    person(session, "Şəkər Qoşqarlı", Role.SOURCE)
    register.set_consent(session, SOURCE, dict.fromkeys(Use, Answer.ANONYMOUS))
    person(session, "Bahar Quşçubaşova")
    person(session, "Ramil Qoşqarlı")
    for text in TEXTS.values():
        add_testimony(session, text)
    return session


def person(session: Session, name: str, role: Role = Role.OTHER) -> str:
    return register.add_entry(
        session, name=name, aliases=[], type=EntityType.PERSON, role=role, level=Level.ANONYMOUS
    ).code


def add_testimony(session: Session, text: str, title: str = "Söhbət", level: Level = Level.ANONYMOUS) -> str:
    card = Card(title=title, language="az", source=SOURCE)
    return write.new_record(session, CASE, kind=Kind.TESTIMONY, card=card, body=Body.of(text), level=level).code
