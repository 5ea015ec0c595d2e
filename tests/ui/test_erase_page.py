"""The recycle bin: what goes there comes back whole, what is purged is gone, and no more is promised than holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldnotes.errors import FieldNotesError, NoSuchRecord
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.services import backup, erase, find, write
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.erase import GoneDialog, PurgeDialog, RecycleBinDialog
from fieldnotes_ui.models.items import ITEM_ROLE
from fieldnotes_ui.widgets.strip import Strip
from tests.ui.conftest import CASE
from tests.ui.library_helpers import Workspace


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Workspace:
    return Workspace(qtbot, desk, clipboard)


@pytest.fixture
def code(work: Workspace) -> str:
    """A record of the test's own, open."""
    row = work.ask(
        lambda session, _: write.new_record(
            session, CASE, kind=Kind.TESTIMONY, level=Level.ANONYMOUS, card=Card(title="Söhbət"), body=Body.of("Gecə.")
        )
    )
    work.desk.tell(Changes(records=frozenset({row.code}), cases=frozenset({CASE})))
    work.settle()
    work.open(row.code)
    return row.code


def binned(work: Workspace) -> dict[str, str]:
    return work.ask(lambda session, _: erase.recycled(session))


def the_bin(work: Workspace) -> RecycleBinDialog:
    work.page.show_bin()
    work.settle()
    return work.dialog(RecycleBinDialog)


def purged(work: Workspace, dialog: RecycleBinDialog) -> GoneDialog:
    dialog.purge.click()
    work.settle()
    sure = work.dialog(PurgeDialog, dialog)
    sure.sure.setChecked(True)
    sure.main.click()
    work.settle()
    return work.dialog(GoneDialog, dialog)


def test_a_recycled_record_leaves_lists_and_screen_with_its_last_typing_and_comes_back(
    work: Workspace, code: str
) -> None:
    work.write(" Sonra.")
    work.page.recycle()
    work.settle()
    assert work.page.listing.records.row_of(code) < 0
    assert not work.page.pane.shows_text
    assert work.editor_text == ""
    assert work.page.listing.navigator.bin.isVisible()
    dialog = the_bin(work)
    item = dialog.list.model().index(0, 0).data(ITEM_ROLE)
    assert (item.key, item.title, item.level) == (code, "Söhbət", Level.ANONYMOUS)
    dialog.restore.click()
    work.settle()
    assert binned(work) == {}
    assert not dialog.restore.isEnabled()
    dialog.accept()
    assert work.page.listing.records.row_of(code) >= 0
    assert not work.page.listing.navigator.bin.isVisible()
    work.open(code)
    assert work.editor_text == "Gecə. Sonra."


def test_nothing_is_purged_without_saying_so(work: Workspace, code: str) -> None:
    work.page.recycle()
    work.settle()
    dialog = the_bin(work)
    dialog.purge.click()
    work.settle()
    sure = work.dialog(PurgeDialog, dialog)
    sure.main.click()
    assert sure.problem.isVisible()
    sure.reject()
    work.settle()
    assert list(binned(work)) == [code]
    dialog.accept()


def test_purging_takes_the_record_out_and_tells_what_it_does_not_reach(work: Workspace, code: str) -> None:
    work.page.recycle()
    work.settle()
    dialog = the_bin(work)
    gone = purged(work, dialog)
    assert gone.findChildren(Strip)[0].tone == "ok"
    gone.accept()
    assert dialog.list.model().rowCount() == 0
    dialog.accept()
    assert binned(work) == {}
    assert [note.code for note in work.ask(lambda session, _: erase.history(session))] == [code]
    failures: list[FieldNotesError] = []
    work.desk.ask(work.page, lambda session, _: find.record(session, code), failed=failures.append)
    work.settle()
    assert [type(error) for error in failures] == [NoSuchRecord]


def test_backups_that_still_hold_it_are_named_before_and_after(work: Workspace, code: str, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    made = work.ask(lambda session, watch: backup.make(session, folder, watch=watch))
    work.page.recycle()
    work.settle()
    dialog = the_bin(work)
    dialog.purge.click()
    work.settle()
    sure = work.dialog(PurgeDialog, dialog)
    assert made.backup.name in sure.findChildren(Strip)[0].text
    sure.sure.setChecked(True)
    sure.main.click()
    work.settle()
    gone = work.dialog(GoneDialog, dialog)
    (strip,) = gone.findChildren(Strip)
    assert strip.tone == "warn"
    assert made.backup.name in strip.text
    gone.accept()
    dialog.accept()


def test_a_record_that_is_hidden_in_lists_is_hidden_in_the_bin(work: Workspace, code: str) -> None:
    work.page._set_level(code, Level.INTERNAL)
    work.settle()
    work.page.recycle()
    work.settle()
    dialog = the_bin(work)
    item = dialog.list.model().index(0, 0).data(ITEM_ROLE)
    assert item.title == "Hidden in lists"
    dialog.accept()
