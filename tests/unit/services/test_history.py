"""Versions: listed, compared, gone back to, and sealed so that a change of what was read back is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.errors import AlreadyExists, SealedClosed
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind, Passage
from fieldnotes.services import history, write
from fieldnotes.services import session as sessions
from fieldnotes.services.history import Piece, PieceKind
from fieldnotes.services.session import Session
from tests.helpers.vaults import PASSPHRASE, cheap_kdf

FIRST = "Onu 2016-cı ildə işdən çıxardılar.\nQardaşı toyda işləyirdi."
SECOND = "Onu 2017-ci ildə işdən çıxardılar.\nQardaşı toyda işləyirdi."


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = sessions.create(tmp_path / "study", PASSPHRASE, params=cheap_kdf())
    write.add_case(made, "Gəncə")
    write.new_record(made, "C-001", kind=Kind.TESTIMONY, card=Card(title="Söhbət"), body=Body.of(FIRST))
    write.save(made, "T-001", card=Card(title="Söhbət"), body=Body.of(SECOND))
    yield made
    made.lock()


def test_versions_are_listed_newest_first(session: Session) -> None:
    assert [(one.version, one.is_present) for one in history.versions(session, "T-001")] == [(2, True), (1, False)]


def test_a_difference_names_the_words_that_changed(session: Session) -> None:
    found = history.difference(session, "T-001", 1, 2)
    changed = [piece for piece in found.text if piece.kind is not PieceKind.SAME]
    assert Piece(PieceKind.REMOVED, "2016") in changed
    assert Piece(PieceKind.ADDED, "2017") in changed
    assert "Qardaşı" not in "".join(piece.text for piece in changed)
    assert not found.is_empty
    assert history.difference(session, "T-001", 2, 2).is_empty


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_of_a_comparison_make_up_both_texts(old: str, new: str) -> None:
    pieces = history.compare(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.REMOVED) == new


def test_a_long_text_that_changed_everywhere_is_compared_at_once() -> None:
    old, new = ("söz " * 40_000).strip(), ("başqa " * 40_000).strip()
    assert [piece.kind for piece in history.compare(old, new)] == [PieceKind.REMOVED, PieceKind.ADDED]


def test_going_back_saves_a_new_version_and_keeps_the_others(session: Session) -> None:
    history.go_back(session, "T-001", 1)
    assert write.revision(session, "T-001", 3).body.text == FIRST
    assert write.revision(session, "T-001", 2).body.text == SECOND


def test_a_sealed_version_keeps_its_seal_through_levels_and_later_versions(session: Session) -> None:
    history.seal(session, "T-001")
    with pytest.raises(AlreadyExists):
        history.seal(session, "T-001")
    write.set_level(session, "T-001", Level.SEALED)
    write.set_level(session, "T-001", Level.ANONYMOUS, reason="oxundu")
    write.save(session, "T-001", card=Card(title="Söhbət"), body=Body.of(FIRST))

    assert [bool(one.sealed_on) for one in history.versions(session, "T-001")] == [False, True, False]
    assert session.vault.check() == []


def test_a_sealed_version_that_says_something_else_is_named(session: Session) -> None:
    history.seal(session, "T-001")
    store = session.vault._store
    row = store.connection.one("SELECT kid, wrapped, blob FROM body WHERE version = 1")
    assert row is not None
    record_id = session.vault.row("T-001").id
    data = store.open(row, level=Level.INTERNAL, owner=record_id, part="body", version=1)
    forged = store.seal(data, level=Level.INTERNAL, owner=record_id, part="body", version=2)
    store.connection.write("UPDATE body SET kid = ?, wrapped = ?, blob = ? WHERE version = 2", *forged)

    assert "T-001@2" in [problem.subject for problem in session.vault.check()]


def test_a_sealed_version_can_be_neither_changed_nor_removed_in_the_database(session: Session) -> None:
    history.seal(session, "T-001")
    connection = session.vault._store.connection
    for statement in ("DELETE FROM sealed_version", "UPDATE sealed_version SET version = 1"):
        with pytest.raises(Exception, match="database reported"):
            connection.write(statement)


def test_words_that_cannot_be_read_now_cannot_be_sealed(session: Session) -> None:
    passage = Passage(0, 3, Level.SEALED, "Onu", "", "")
    write.save(session, "T-001", card=Card(title="Söhbət"), body=Body.of(SECOND, (passage,)))
    session.close_sealed()
    with pytest.raises(SealedClosed):
        history.seal(session, "T-001")
    assert session.vault.check() == []
    session.open_sealed(PASSPHRASE)
    history.seal(session, "T-001")
    assert session.vault.check() == []
    session.close_sealed()
    assert session.vault.check() == []


def test_going_back_opens_nothing_that_was_marked_since(session: Session) -> None:
    write.mark(session, "T-001", quote="Qardaşı", level=Level.SEALED)

    history.go_back(session, "T-001", 1)

    body = write.revision(session, "T-001", 4).body
    assert body.text == FIRST
    assert [(one.quote, one.level) for one in body.passages] == [("Qardaşı", Level.SEALED)]
    session.close_sealed()
    assert "Qardaşı" not in session.vault.record("T-001").body.text


def test_a_mark_alone_is_a_difference(session: Session) -> None:
    write.mark(session, "T-001", quote="toyda", level=Level.INTERNAL)
    found = history.difference(session, "T-001", 2, 3)
    assert not found.is_empty
    assert found.marks == (0, 1)
