"""Typing is never lost: drafts, saving, locking, errors, changes from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from fieldnotes.errors import DiskFull
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.services import find, write
from fieldnotes.services import session as sessions
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.library import storing
from tests.ui.conftest import CASE, PASSPHRASE
from tests.ui.library_helpers import Workspace

PLACEHOLDER = "▒▒▒"


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Workspace:
    return Workspace(qtbot, desk, clipboard)


@pytest.fixture
def code(work: Workspace) -> str:
    """A record of the test's own, open in the editor."""
    row = work.ask(
        lambda session, _: write.new_record(
            session, CASE, kind=Kind.TESTIMONY, level=Level.ANONYMOUS, card=Card(title="Söhbət"), body=Body.of("Əvvəl.")
        )
    )
    work.desk.tell(Changes(records=frozenset({row.code}), cases=frozenset({row.case})))
    work.settle()
    work.open(row.code)
    return row.code


def stored(work: Workspace, code: str) -> str:
    return work.ask(lambda session, _: find.record(session, code)).record.body.text


def fill_disk(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    for name in names:
        monkeypatch.setattr(write, name, full)


def test_resting_keeps_a_draft_and_saving_makes_a_version_and_drops_it(work: Workspace, code: str) -> None:
    work.write(" Sonra 😀.")
    assert work.told[-1][0] == "busy"
    work.page.writing.keep()
    work.settle()
    assert work.told[-1][1].startswith("Draft saved ")
    (draft,) = work.drafts()
    assert (draft.record, draft.body.text, draft.level) == (code, "Əvvəl. Sonra 😀.", Level.ANONYMOUS)
    assert stored(work, code) == "Əvvəl."
    work.page.writing.save()
    work.settle()
    assert work.told[-1][0] == "ok"
    assert work.told[-1][1].startswith("Saved ")
    assert stored(work, code) == "Əvvəl. Sonra 😀."
    assert work.drafts() == []


def test_the_timer_keeps_by_itself(work: Workspace, code: str) -> None:
    work.page.writing._behind.setInterval(10)
    work.write(" Sonra.")
    work.qtbot.waitUntil(lambda: work.told[-1][1].startswith("Draft saved "), timeout=5_000)
    assert [draft.record for draft in work.drafts()] == [code]


def test_typing_that_never_rests_is_kept_as_well(work: Workspace, code: str) -> None:
    """At most two seconds behind the first letter that is not kept: later letters do not put that off."""
    behind = work.page.writing._behind
    work.write(" a")
    begun = behind.remainingTime()
    work.qtbot.wait(60)
    work.write("b")
    assert behind.isActive()
    assert behind.remainingTime() < begun
    assert behind.interval() < 2000
    behind.start(10)
    work.qtbot.waitUntil(lambda: bool(work.drafts()), timeout=5_000)
    work.write("c")
    assert behind.isActive()  # and begins again with the next letter


def test_the_status_says_what_is_not_kept_yet(work: Workspace, code: str) -> None:
    work.write(" Bir.")
    work.page.writing.keep()
    work.write(" İki.")  # while the draft is on its way
    work.settle()
    assert work.told[-1] == ("busy", "Unsaved changes")
    work.page.writing.keep()
    work.settle()
    assert work.told[-1][1].startswith("Draft saved ")
    assert [draft.body.text for draft in work.drafts()] == ["Əvvəl. Bir. İki."]


def test_opening_another_record_saves_the_one_before(work: Workspace, code: str) -> None:
    other = next(c for at in range(9) if (c := work.page.listing.records.code_at(at)) and c != code)
    work.write(" Sonra.")
    work.open(other)
    assert work.page.writing.code == other
    assert stored(work, code) == "Əvvəl. Sonra."
    assert not work.page.writing.is_dirty


def test_locking_at_once_keeps_what_was_typed_and_unlocking_offers_it(
    work: Workspace, code: str, vault_path: Path, qtbot: QtBot, clipboard: Clipboard
) -> None:
    work.write(" Gecə gəldilər.")
    work.desk.lock()
    work.page.hide()
    desk = Desk()
    desk.adopt(desk.on_vault_thread(lambda: sessions.unlock(vault_path, PASSPHRASE)))
    again = Workspace(qtbot, desk, clipboard)
    again.open(code)
    assert again.editor_text == "Əvvəl. Gecə gəldilər."
    assert again.page.pane.draft.isVisible()
    assert again.page.pane.editor.cursor_point() == len("Əvvəl. Gecə gəldilər.")
    again.page.pane.draft_kept.emit()
    again.settle()
    assert stored(again, code) == "Əvvəl. Gecə gəldilər."
    assert not again.page.pane.draft.isVisible()
    again.page.hide()
    desk.close()


def test_a_draft_can_be_discarded(work: Workspace, code: str) -> None:
    work.write(" Səhv.")
    work.page.writing.keep()
    work.settle()
    work.page.writing._dirty = False
    work.page.writing._read(code)
    work.settle()
    assert work.editor_text == "Əvvəl. Səhv."
    work.page.pane.draft_discarded.emit()
    work.settle()
    assert work.editor_text == "Əvvəl."
    assert work.drafts() == []


def test_a_draft_that_says_the_same_is_not_offered(work: Workspace, code: str) -> None:
    view = work.page.writing.view
    assert view is not None
    work.write(" x")
    work.page.writing.keep()
    work.settle()
    draft = work.drafts()[0]
    work.ask(lambda s, _: write.save(s, code, card=view.record.row.card or Card(), body=draft.body))
    opened = work.ask(lambda s, _: storing.read(s, code))
    assert opened.draft is None
    assert work.drafts() == []


def test_a_full_disk_is_told_the_text_stays_and_retry_saves(
    work: Workspace, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = next(c for at in range(9) if (c := work.page.listing.records.code_at(at)) and c != code)
    with monkeypatch.context() as patched:
        fill_disk(patched, "save", "autosave")
        work.write(" Sonra.")
        work.open(other)
        assert work.page.writing.code == code
        assert work.editor_text == "Əvvəl. Sonra."
        assert work.told[-1][0] == "warn"
        assert work.told[-1][1].startswith("Not saved — ")
        assert work.page.pane.problem.isVisible()
        assert work.page.listing.records.code_at(work.page.listing.list.view.currentIndex().row()) == code
    work.page.pane.retry_wanted.emit()
    work.settle()
    assert stored(work, code) == "Əvvəl. Sonra."
    assert not work.page.pane.problem.isVisible()


def test_what_is_typed_while_saving_is_still_unsaved(work: Workspace, code: str) -> None:
    work.write(" Bir.")
    work.page.writing.save()
    work.write(" İki.")
    work.settle()
    assert work.page.writing.is_dirty
    work.page.writing.save()
    work.settle()
    assert stored(work, code) == "Əvvəl. Bir. İki."


def test_a_change_from_elsewhere_is_shown_when_nothing_was_typed(work: Workspace, code: str) -> None:
    work.ask(lambda s, _: write.mark(s, code, quote="Əvvəl", level=Level.SEALED))
    work.desk.tell(Changes(records=frozenset({code})))
    work.settle()
    assert [p.quote for p in work.page.pane.editor.body().passages] == ["Əvvəl"]


def test_a_change_from_elsewhere_never_overwrites_typing_nor_is_overwritten(work: Workspace, code: str) -> None:
    work.write(" Mənim.")
    work.ask(lambda s, _: write.save(s, code, card=Card(title="Söhbət"), body=Body.of("Onların.")))
    work.page.writing.save()
    work.settle()
    assert work.page.pane.conflict.isVisible()
    assert work.editor_text == "Əvvəl. Mənim."
    assert stored(work, code) == "Onların."
    work.page.pane.mine_wanted.emit()
    work.settle()
    assert stored(work, code) == "Əvvəl. Mənim."


WORD = "Mahirə"


@pytest.fixture
def beside_words(work: Workspace, code: str) -> str:
    """The record with one sealed word in it, open in the editor while the compartment is closed."""
    card, body = Card(title="Söhbət"), Body.of(f"Onu {WORD} gördü.")
    work.ask(lambda session, _: write.save(session, code, card=card, body=body))
    work.ask(lambda session, _: write.mark(session, code, quote=WORD, level=Level.SEALED))
    work.page.writing.close()
    work.desk.close_sealed()
    work.settle()
    work.open(code)
    assert PLACEHOLDER in work.editor_text
    return code


def test_typing_beside_closed_words_is_kept_and_saved(work: Workspace, beside_words: str) -> None:
    work.write(" Yeni cümlə.")
    work.page.writing.keep()
    work.settle()
    assert [draft.record for draft in work.drafts()] == [beside_words]
    work.page.writing.save()
    work.settle()
    assert not work.page.pane.problem.isVisible()
    assert work.drafts() == []
    work.ask(lambda session, _: session.open_sealed(PASSPHRASE))
    text = work.ask(lambda session, _: find.record(session, beside_words).record.body.text)
    assert WORD in text
    assert text.endswith(" Yeni cümlə.")


def test_opening_the_compartment_puts_the_words_into_what_is_being_typed(work: Workspace, beside_words: str) -> None:
    work.write(" Yeni cümlə.")
    opened: list[bool] = []
    work.desk.open_sealed(work.page, PASSPHRASE, lambda: opened.append(True), lambda _: None)
    work.qtbot.waitUntil(lambda: bool(opened))
    work.settle()
    assert WORD in work.editor_text
    assert PLACEHOLDER not in work.editor_text
    assert work.editor_text.endswith(" Yeni cümlə.")


def test_a_lock_loses_nothing_that_was_typed_beside_closed_words(work: Workspace, beside_words: str) -> None:
    work.write(" Yeni cümlə.")
    path = work.ask(lambda session, _: session.path)
    work.desk.lock()
    session = sessions.unlock(path, PASSPHRASE)
    (draft,) = write.drafts(session)
    assert draft.record == beside_words
    assert draft.body.text.endswith(" Yeni cümlə.")
    session.open_sealed(PASSPHRASE)
    (draft,) = write.drafts(session)
    assert WORD in draft.body.text
    session.lock()


def test_taking_a_sealed_place_out_says_what_to_do_and_keeps_the_draft(work: Workspace, beside_words: str) -> None:
    editor = work.page.pane.editor
    cursor = editor.textCursor()
    cursor.setPosition(work.editor_text.index(PLACEHOLDER))
    cursor.setPosition(cursor.position() + 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    work.page.writing.save()
    work.settle()
    assert work.page.pane.problem.isVisible()
    work.page.writing.keep()
    work.settle()
    assert [draft.record for draft in work.drafts()] == [beside_words]


def test_closing_the_compartment_hides_a_sealed_record_and_keeps_its_typing(work: Workspace, code: str) -> None:
    work.page._set_level(code, Level.SEALED)
    work.settle()
    assert work.page.writing.view is not None
    assert work.page.writing.view.record.row.level is Level.SEALED
    work.write(" Gizli.")
    work.desk.close_sealed()
    work.settle()
    assert work.page.pane.shows_sealed
    assert work.editor_text == ""
    assert work.drafts() == []
    opened: list[bool] = []
    work.desk.open_sealed(work.page, PASSPHRASE, lambda: opened.append(True), lambda _: None)
    work.settle()
    assert opened
    assert work.editor_text == "Əvvəl. Gizli."
    assert [draft.level for draft in work.drafts()] == [Level.SEALED]


def test_leaving_for_another_page_saves(work: Workspace, code: str) -> None:
    work.write(" Sonra.")
    work.page.hide()
    work.settle()
    assert stored(work, code) == "Əvvəl. Sonra."


def test_locking_in_the_middle_of_saving_loses_nothing(
    work: Workspace, code: str, vault_path: Path, qtbot: QtBot, clipboard: Clipboard
) -> None:
    work.write(" Gecə gəldilər.")
    work.page.writing.save()
    work.desk.lock()
    work.page.hide()
    desk = Desk()
    desk.adopt(desk.on_vault_thread(lambda: sessions.unlock(vault_path, PASSPHRASE)))
    again = Workspace(qtbot, desk, clipboard)
    again.open(code)
    assert again.editor_text == "Əvvəl. Gecə gəldilər."
    again.page.hide()
    desk.close()


def test_a_full_disk_leaves_a_sealed_text_on_the_screen_when_the_compartment_closes(
    work: Workspace, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.page._set_level(code, Level.SEALED)
    work.settle()
    work.write(" Gizli.")
    fill_disk(monkeypatch, "autosave")
    work.desk.close_sealed()
    work.settle()
    assert work.editor_text == "Əvvəl. Gizli."
    assert work.page.pane.problem.isVisible()


def test_a_draft_made_before_its_record_was_raised_is_kept_at_the_higher_level(work: Workspace, code: str) -> None:
    work.write(" Gizli.")
    work.page._set_level(code, Level.SEALED)
    work.page.writing.keep()
    work.settle()
    assert [draft.level for draft in work.drafts()] == [Level.SEALED]
