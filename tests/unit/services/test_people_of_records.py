"""Of whom a record speaks: looked for in that record alone when it is opened, in all of them when all are asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import Role
from fieldnotes.progress import Cancelled, Watch
from fieldnotes.services import find, mentions, register, timeline, write
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from tests.helpers.vaults import cheap_kdf

NAME = "Murad Vəliyev"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Two notes that speak of one person, registered after they were written."""
    opened = sessions.create(tmp_path / "study", "altı quru söz və bir nar", params=cheap_kdf())
    write.add_case(opened, "Iş")
    for text in (f"{NAME} bazarda çay satırdı.", f"Sonra {NAME} getdi."):
        write.new_record(opened, "C-001", kind=Kind.NOTE, card=Card("Qeyd", language="az"), body=Body.of(text))
    register.add_entry(opened, name=NAME, role=Role.VICTIM)
    yield opened
    opened.lock()


def codes(found: tuple[tuple[object, int], ...]) -> list[str]:
    return [str(getattr(entry, "code", "")) for entry, _ in found]


def test_opening_a_record_looks_through_that_one_only(session: Session) -> None:
    assert codes(find.record(session, "N-001", look=False).people) == []
    assert session.vault.unscanned() == ["N-001", "N-002"]
    assert codes(find.record(session, "N-001").people) == ["P-001"]
    assert session.vault.unscanned() == ["N-002"]
    assert codes(find.people(session, "N-002")) == ["P-001"]
    assert session.vault.unscanned() == []


def test_while_names_are_sealed_it_is_as_it_was_last_known(session: Session) -> None:
    find.people(session, "N-001")
    session.close_sealed()
    assert codes(find.people(session, "N-001")) == ["P-001"]
    assert codes(find.people(session, "N-002")) == []


def test_a_timeline_looks_through_all_and_can_be_stopped(session: Session) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        timeline.of_case(session, "C-001", watch=watch)
    assert session.vault.unscanned() == ["N-001", "N-002"]
    timeline.of_case(session, "C-001")
    assert session.vault.unscanned() == []


def test_what_was_found_before_a_stop_is_kept_batch_by_batch(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    class AfterOne(Watch):
        def step(self, done: int, total: int | None, what: str) -> None:
            super().step(done, total, what)
            if done == 1:
                raise Cancelled

    monkeypatch.setattr(mentions, "_AT_A_TIME", 1)
    with pytest.raises(Cancelled):
        mentions.refresh(session, watch=AfterOne())
    assert session.vault.unscanned() == ["N-002"]
