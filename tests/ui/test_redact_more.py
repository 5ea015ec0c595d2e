"""The review by keyboard, beyond names: the register, suggestions, details, and what remains of each person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from fieldnotes.services import mosaic, register, suggest
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.entry import EntryDialog
from fieldnotes_ui.dialogs.mark_detail import MarkDetailDialog
from fieldnotes_ui.dialogs.spelling import SpellingDialog
from fieldnotes_ui.dialogs.two_people import TwoPeopleDialog
from fieldnotes_ui.models.review import Kind
from fieldnotes_ui.widgets.mosaic_panel import MosaicPanel
from fieldnotes_ui.widgets.suggestion_panel import SuggestionPanel
from tests.ui.conftest import CASE, type_text
from tests.ui.review_helpers import Review, desk_on_copy, make_vault
from tests.ui.share_helpers import dialog_of, words_on


@pytest.fixture(scope="module")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "study.fieldnotes"
    make_vault(path)
    return path


@pytest.fixture
def desk(qapp: QApplication, made_vault: Path, tmp_path: Path) -> Iterator[Desk]:
    with desk_on_copy(made_vault, tmp_path / "study.fieldnotes") as desk:
        yield desk


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Review:
    return Review(qtbot, desk, clipboard)


def test_a_adds_a_spelling_to_the_entry_it_may_be(work: Review) -> None:
    work.press(Qt.Key.Key_A)
    dialog = dialog_of(work.qtbot, work.page, SpellingDialog)
    assert dialog.spellings.names() == (work.one,)
    assert dialog.whose.code() == "P-001"
    dialog.main.click()
    work.settle()
    entry = work.ask(lambda session, _: register.entry(session, "P-001"))

    assert entry.identity is not None
    assert work.one in entry.identity.aliases
    work.press(Qt.Key.Key_U)
    again = work.ask(lambda session, _: register.entry(session, "P-001"))
    assert again.identity is not None
    assert work.one not in again.identity.aliases


def test_a_registers_somebody_new_with_her_spellings(work: Review) -> None:
    work.press(Qt.Key.Key_A)
    dialog = dialog_of(work.qtbot, work.page, SpellingDialog)
    dialog.new.setChecked(True)
    dialog.spellings.clear()
    type_text(dialog.spellings, "Tapdıq Əliyev")
    dialog.main.click()
    entry = dialog_of(work.qtbot, work.page, EntryDialog)
    assert entry.name.text() == "Tapdıq Əliyev"
    entry.add_button.click()
    work.settle()

    assert "Əliyev" not in work.redacted()


def test_g_marks_a_detail_with_its_wording_and_undo_unmarks_it(work: Review) -> None:
    work.choose("Florence", Kind.DETAIL)
    work.press(Qt.Key.Key_G)
    dialog = dialog_of(work.qtbot, work.page, MarkDetailDialog)
    type_text(dialog.replacement, "bir şəhər")
    dialog.main.click()
    work.settle()
    assert "bir şəhər" in work.redacted()
    work.press(Qt.Key.Key_U)

    assert "Florence" in work.redacted()


def test_what_remains_of_somebody_goes_only_when_two_people_have_looked(work: Review) -> None:
    preview = work.page.preview
    assert preview is not None
    person = next(one for one in preview.mosaics if one.state is mosaic.State.OPEN)
    work.choose(person.label)
    work.press(Qt.Key.Key_K)
    dialog = dialog_of(work.qtbot, work.page, TwoPeopleDialog)
    for line, words in ((dialog.reason, "hamı bilir"), (dialog.who, "Günel"), (dialog.second, "Günel")):
        type_text(line, words)
    dialog.main.click()
    assert "somebody else" in words_on(dialog)
    dialog.second.clear()
    type_text(dialog.second, "Rəşad")
    dialog.main.click()
    work.settle()
    assert [one.state for one in work.preview().mosaics if one.code == person.code] == [mosaic.State.ACCEPTED]
    work.press(Qt.Key.Key_U)

    assert [one.state for one in work.preview().mosaics if one.code == person.code] == [mosaic.State.OPEN]


def test_closing_the_compartment_closes_every_window_and_pane_that_shows_a_name(work: Review) -> None:
    work.press(Qt.Key.Key_A)
    dialog_of(work.qtbot, work.page, SpellingDialog)
    work.bench.panel.names.click()
    assert work.page.findChildren(SuggestionPanel)
    work.desk.close_sealed()
    work.settle()

    assert not [one for one in work.page.findChildren(QDialog) if one.isVisible()]
    assert work.bench.side.panel is None
    assert not work.bench.side.isVisible()
    assert not work.bench.panel.items.items


def test_the_pane_at_the_side_makes_room_or_takes_none(work: Review) -> None:
    side, panel = work.bench.side, work.bench.panel
    work.page.resize(1290, 700)
    panel.people.click()
    assert type(side.panel) is MosaicPanel
    assert not panel.isVisible()
    work.page.resize(1800, 900)
    assert panel.isVisible()
    panel.names.click()
    assert side.findChildren(SuggestionPanel)
    QTest.keyClick(side, Qt.Key.Key_Escape)
    assert not side.isVisible()
    assert panel.list.hasFocus()


def test_f6_goes_round_the_panes_of_the_workbench(work: Review) -> None:
    work.page.resize(1800, 900)
    work.bench.panel.names.click()
    bench = work.bench
    stops = [bench.records, bench.compare.original, bench.compare.redacted, bench.panel.list]
    for stop in stops:
        work.page.next_pane()
        assert stop.hasFocus()
    work.page.next_pane()
    assert bench.side.isAncestorOf(work.page.focusWidget())
    for stop in reversed(stops):
        work.page.previous_pane()
        assert stop.hasFocus()


def test_a_suggestion_is_rejected_by_k_and_suggested_again_by_u(work: Review) -> None:
    key = next(item.key for item in work.bench.panel.items.items if item.key.startswith("suggestion:"))
    work.bench.panel.choose(key)
    work.press(Qt.Key.Key_K)
    rejected = work.ask(lambda session, _: suggest.rejected(session, CASE))
    assert [f"suggestion:{one.suggestion.id}" for one in rejected] == [key]
    work.press(Qt.Key.Key_U)

    assert not work.ask(lambda session, _: suggest.rejected(session, CASE))
    assert work.bench.panel.current() == key


def test_a_suggestion_is_registered_by_r_and_then_taken_out(work: Review) -> None:
    key = next(item.key for item in work.bench.panel.items.items if item.key.startswith("suggestion:"))
    words = next(item.title for item in work.bench.panel.items.items if item.key == key)
    work.bench.panel.choose(key)
    work.press(Qt.Key.Key_R)
    entries = work.ask(lambda session, _: register.entries(session))

    assert any(words in entry.identity.names for entry in entries if entry.identity is not None)
    assert not [one for one in work.bench.panel.items.items if one.key == key]
