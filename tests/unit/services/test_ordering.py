"""Long lists: every order, nothing hidden told by its place, batches that join seamlessly."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.errors import NoSuchRecord
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.progress import Cancelled, Watch
from fieldnotes.services import erase, find, ordering, write
from fieldnotes.services import session as sessions
from fieldnotes.services.ordering import By
from fieldnotes.services.session import Session
from tests.helpers.vaults import cheap_kdf

PASSPHRASE = "altı quru söz və bir nar"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Only read; `own` is for what changes something."""
    opened = sessions.create(tmp_path_factory.mktemp("ordering") / "study", PASSPHRASE, params=cheap_kdf())
    write.add_case(opened, "Birinci")
    write.add_case(opened, "İkinci", floor=Level.ANONYMOUS)
    for case, kind, level, title, dated, language in (
        ("C-001", Kind.NOTE, Level.PUBLIC, "Çay", "2019-05", "az"),
        ("C-001", Kind.TESTIMONY, Level.INTERNAL, "Alma", "2017", "ru"),
        ("C-002", Kind.NOTE, Level.PUBLIC, "ceviz", "2021-01-02", "tr"),
        ("C-001", Kind.TESTIMONY, Level.ROLE, "əncir", "2020", "az"),
        ("C-001", Kind.NOTE, Level.ROLE, "Fındıq", "2015", "en"),
    ):
        write.new_record(
            opened, case, kind=kind, level=level, card=Card(title, language=language, dated=dated), body=Body.of("Söz.")
        )
    yield opened
    opened.lock()


@pytest.fixture
def own(session: Session, tmp_path: Path) -> Iterator[Session]:
    shutil.copytree(session.path, tmp_path / session.path.name)
    opened = sessions.unlock(tmp_path / session.path.name, PASSPHRASE)
    opened.open_sealed(PASSPHRASE)
    yield opened
    opened.lock()


ORDERS = {
    By.ADDED: ["N-003", "T-002", "N-002", "T-001", "N-001"],
    By.TITLE: ["N-002", "N-001", "T-002", "N-003", "T-001"],
    By.DATED: ["N-002", "T-002", "N-001", "T-001", "N-003"],
    By.LEVEL: ["T-001", "N-002", "N-003", "T-002", "N-001"],
    By.KIND: ["N-001", "N-002", "N-003", "T-001", "T-002"],
    By.CODE: ["N-001", "N-002", "N-003", "T-001", "T-002"],
    By.CASE: ["N-001", "T-001", "T-002", "N-003", "N-002"],
    By.LANGUAGE: ["N-001", "T-002", "N-003", "T-001", "N-002"],
    By.CONSENT: ["T-001", "T-002", "N-001", "N-002", "N-003"],
}


@pytest.mark.parametrize(("by", "wanted"), ORDERS.items())
def test_a_list_is_put_in_any_order_and_turned_round(session: Session, by: By, wanted: list[str]) -> None:
    assert ordering.codes(session, by=by) == wanted
    assert ordering.codes(session, by=by, turned=True) == wanted[::-1]


@pytest.mark.parametrize("by", By)
def test_batches_join_seamlessly(session: Session, by: By, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ordering.codes(session, by=by)
    monkeypatch.setattr(ordering, "_AT_A_TIME", 2)
    assert ordering.codes(session, by=by) == whole
    assert set(whole) == {view.row.code for view in find.rows(session)}


def test_a_title_that_its_level_hides_does_not_give_its_place_away(own: Session) -> None:
    before = ordering.codes(own, by=By.TITLE)
    record = find.record(own, "T-001").record
    write.save(own, "T-001", card=Card("Zəfəran", language="ru", dated="2017"), body=record.body)
    assert ordering.codes(own, by=By.TITLE) == before


def test_only_the_case_asked_for_is_listed_and_nothing_of_the_bin(own: Session) -> None:
    erase.recycle(own, "N-001")
    assert ordering.codes(own, case="C-001", by=By.CODE) == ["N-003", "T-001", "T-002"]
    assert ordering.codes(own, case="C-002", by=By.TITLE) == ["N-002"]
    with pytest.raises(NoSuchRecord):
        ordering.codes(own, case="C-009")


def test_rows_come_in_the_order_asked_for_without_what_is_gone(own: Session) -> None:
    erase.recycle(own, "T-002")
    found = ordering.rows(own, ["N-002", "T-002", "T-001", "X-1"])
    assert [view.row.code for view in found] == ["N-002", "T-001"]
    assert found[0].effective is Level.ANONYMOUS
    assert found[1].title == "T-001"


def test_reading_stops_when_nobody_wants_it(session: Session) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        ordering.codes(session, watch=watch)


def test_what_is_sealed_is_listed_while_it_is_closed(own: Session) -> None:
    card = Card("Gizli", language="az", dated="2001")
    row = write.new_record(own, "C-001", kind=Kind.NOTE, level=Level.SEALED, card=card, body=Body.of("Gizli."))
    own.close_sealed()
    for by in By:
        assert row.code in ordering.codes(own, by=by)


def test_letters_stand_where_the_alphabet_has_them() -> None:
    words = ["fıstıq", "çay", "Əli", "ev", "cüt", "İncə", "ışıq", "şam", "sel", "zal", "дом", "Ёлка"]
    ordered = sorted(words, key=ordering.alphabetical)
    assert ordered == ["cüt", "çay", "ev", "Əli", "fıstıq", "ışıq", "İncə", "sel", "şam", "zal", "дом", "Ёлка"]
