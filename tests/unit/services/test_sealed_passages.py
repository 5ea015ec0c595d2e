"""SEALED passages as the services show, mark and keep them; imports that are kept whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.errors import Bug, QuoteNotFound, SealedClosed
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind, Passage
from fieldnotes.services import find, ingest, write
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from tests.helpers.vaults import cheap_kdf

PASSPHRASE = "altı quru söz və bir nar"
TEXT = "Səhər çay içdik.\nQonşumuz Mahirə Sabunçuda yaşayır.\nMahirə yenə gəldi."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = sessions.create(tmp_path_factory.mktemp("made") / "study", PASSPHRASE, params=cheap_kdf())
    write.add_case(session, "İş")
    yield session
    session.lock()


@pytest.fixture
def session(made: Session) -> Session:
    if not made.sealed_open:
        made.open_sealed(PASSPHRASE)
    return made


def added(session: Session, title: str = "", *, tags: tuple[str, ...] = ()) -> str:
    card = Card(title=title, language="az", tags=tags)
    return write.new_record(session, "C-001", kind=Kind.NOTE, card=card, body=Body.of(TEXT), level=Level.ROLE).code


def test_a_closed_compartment_shows_placeholders(session: Session) -> None:
    code = added(session)
    assert write.mark(session, code, quote="Mahirə", level=Level.SEALED, replacement="qonşu", reason="adı") == 2
    assert find.record(session, code).record.body.text == TEXT
    session.close_sealed()
    view = find.record(session, code)
    assert view.record.body.text == TEXT.replace("Mahirə", "▒▒▒")
    assert {(p.level, p.quote, p.replacement, p.reason) for p in view.record.body.passages} == {
        (Level.SEALED, "", "", "")
    }
    assert view.effective is Level.SEALED
    (row,) = (row for row in find.rows(session) if row.row.code == code)
    assert row.row.card is not None
    assert "Mahirə" not in row.row.card.title + row.row.card.excerpt
    assert find.search(session, "Mahirə").records == ()


def test_marking_what_is_sealed_needs_the_compartment(session: Session) -> None:
    plain, code = added(session), added(session)
    write.mark(session, code, quote="Sabunçuda", level=Level.SEALED)
    session.close_sealed()
    for quote in ("Sabunçuda", "çay"):
        with pytest.raises(SealedClosed):
            write.mark(session, code, quote=quote, level=Level.INTERNAL)
    with pytest.raises(SealedClosed):
        write.mark(session, plain, quote="çay", level=Level.SEALED)
    with pytest.raises(QuoteNotFound):
        write.mark(session, plain, quote="qəhvə", level=Level.INTERNAL)
    assert write.mark(session, plain, quote="çay", level=Level.INTERNAL) == 1


def test_a_title_of_ones_own_and_tags_lose_sealed_words(session: Session) -> None:
    code = added(session, "Mahirənin evi", tags=("Mahirə", "ev"))
    write.mark(session, code, quote="Mahirə", level=Level.SEALED)
    card = session.vault.row(code).card
    assert card is not None
    assert (card.title, card.tags) == ("…nin evi", ("ev",))


def test_a_title_that_is_part_of_a_sealed_line_gives_way_to_the_open_text(session: Session) -> None:
    code = added(session, "Mahirə Sabunçuda")
    write.mark(session, code, quote="Qonşumuz Mahirə Sabunçuda yaşayır", level=Level.SEALED)
    card = session.vault.row(code).card
    assert card is not None
    assert card.title == "Səhər çay içdik."


@pytest.mark.parametrize(
    "spans", [((0, 5), (2, 3)), ((0, 3), (1, 6)), ((2, 2), (0, 6)), ((0, 6), (6, 9)), ((-3, 6),), ((0, 99),)]
)
def test_no_letter_of_a_passage_reaches_the_card(spans: tuple[tuple[int, int], ...]) -> None:
    text = "QQQQQQ aç"
    covered = {at for start, end in spans for at in range(start, end)}
    body = Body.of("".join("Q" if at in covered else "a" for at in range(len(text))))
    body = Body(body.blocks, tuple(Passage(a, b, Level.INTERNAL, body.text[max(a, 0) : b]) for a, b in spans))
    card = write.completed(Card(), body)
    assert "Q" not in card.title + card.excerpt


def test_an_import_is_kept_whole_or_not_at_all(session: Session, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(3)]
    for path in paths:
        path.write_text(f"Söz {path.stem}", encoding="utf-8")
    before = {row.code for row in session.vault.rows()}
    connection = session.vault._store.connection
    with connection.allowing("schema"):
        connection.write(
            "CREATE TRIGGER refusing BEFORE INSERT ON record WHEN (SELECT last FROM counter WHERE prefix = 'T') = 2 "
            "BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    with pytest.raises(Bug):
        ingest.import_files(session, paths, case="C-001")
    assert {row.code for row in session.vault.rows()} == before
    with connection.allowing("schema"):
        connection.write("DROP TRIGGER refusing")
    assert [one.code for one in ingest.import_files(session, paths, case="C-001")] == ["T-001", "T-002", "T-003"]


def test_a_large_import_is_searchable(session: Session, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(25)]
    for path in paths:
        path.write_text(f"Bənövşəyi söz {path.stem}", encoding="utf-8")
    made = ingest.import_files(session, paths, case="C-001")
    found = find.search(session, "bənövşəyi")
    assert {view.row.row.code for view in found.records} == {one.code for one in made}
    assert session.vault.check() == []
