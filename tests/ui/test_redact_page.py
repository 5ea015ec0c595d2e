"""The workbench: what leaves beside what is, decisions that are stored, nothing left on the screen that is sealed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.services import share
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.reveal import RevealDialog
from fieldnotes_ui.widgets.compare import moved, moved_back
from tests.ui.conftest import CASE, PASSPHRASE, type_text
from tests.ui.share_helpers import Redacting, dialog_of, words_on

NAME, SOURCE_RECORD = "Yavər Dəmirçizadə", "T-001"


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Redacting:
    return Redacting(qtbot, desk, clipboard)


@pytest.fixture
def closed(work: Redacting) -> Redacting:
    """For a lawyer one possible name of the sample case is undecided."""
    work.audience(Audience.LEGAL)
    work.page.show_next_open()
    assert work.page.preview is not None
    work.bench.panel.choose(work.page.preview.hits[0].id)
    work.settle()
    return work


def press(work: Redacting, key: Qt.Key) -> None:
    QTest.keyClick(work.bench.panel.list, key)
    work.settle()


def open_groups(work: Redacting, audience: Audience) -> int:
    return len(work.ask(lambda session, _: share.preview(session, CASE, audience)).hits)


# --- what is shown ------------------------------------------------------------------------------------------------


def test_the_original_has_the_name_and_the_redacted_text_has_not(work: Redacting) -> None:
    record = work.show(SOURCE_RECORD)

    assert NAME in work.bench.compare.original.toPlainText()
    assert NAME not in work.bench.compare.redacted.toPlainText()
    assert work.bench.compare.redacted.toPlainText() == record.redacted


def test_a_record_that_stays_says_why_and_shows_no_other_text(work: Redacting) -> None:
    work.show("T-003")

    assert work.bench.compare.redacted.toPlainText() == ""
    assert "withdrew consent" in words_on(work.bench.compare)
    assert "can be called back. See the consent of " in words_on(work.bench.compare)


def test_enter_on_a_record_that_stays_leads_to_where_that_is_changed(qtbot: QtBot, work: Redacting) -> None:
    record = work.show("T-003")
    with qtbot.waitSignal(work.page.leads) as asked:
        QTest.keyClick(work.bench.records, Qt.Key.Key_Return)
    assert asked.args == ["register", "open_entry", record.source]
    work.show(SOURCE_RECORD)
    with qtbot.assertNotEmitted(work.page.leads, wait=50):
        QTest.keyClick(work.bench.records, Qt.Key.Key_Return)

    code = work.add("Bu qeyd möhürlüdür.", level=Level.SEALED)
    work.show(code)
    with qtbot.waitSignal(work.page.leads) as asked:
        work.bench.compare.lead.click()
    assert asked.args == ["library", "open_record", code]


def test_every_change_says_why_in_both_texts(work: Redacting) -> None:
    record = work.show(SOURCE_RECORD)
    change = record.changes[0]

    assert work.bench.compare.redacted.tip_at(change.new_start)
    assert change.label in work.bench.compare.original.tip_at(change.start)


def test_the_caret_on_a_change_tells_its_reason_without_a_mouse(work: Redacting) -> None:
    record = work.show(SOURCE_RECORD)
    text = work.bench.compare.redacted
    cursor = text.textCursor()
    cursor.setPosition(text._units.of(record.changes[0].new_start))
    text.setTextCursor(cursor)

    assert text.tip_at(record.changes[0].new_start) in words_on(work.bench.compare)


def test_another_audience_reads_another_text(work: Redacting) -> None:
    editor = work.show(SOURCE_RECORD).redacted
    work.audience(Audience.PUBLIC)

    assert work.show(SOURCE_RECORD).redacted != editor
    assert "[a city]" in work.bench.compare.redacted.toPlainText()


def test_the_record_can_be_opened_in_the_library(qtbot: QtBot, work: Redacting) -> None:
    work.show(SOURCE_RECORD)

    with qtbot.waitSignal(work.page.library_wanted) as asked:
        work.bench._open_record.click()

    assert asked.args == [SOURCE_RECORD]


# --- the gate and deciding ----------------------------------------------------------------------------------------


def test_export_is_closed_with_its_reason_while_a_name_is_undecided(closed: Redacting) -> None:
    assert "1 possible name is undecided" in closed.gate
    assert not closed.bench._export.isEnabled()
    assert closed.bench._export.toolTip() == closed.gate


def test_a_decision_opens_the_export(closed: Redacting) -> None:
    press(closed, Qt.Key.Key_R)

    assert open_groups(closed, Audience.LEGAL) == 0
    assert "undecided" not in closed.gate
    assert closed.bench._export.isEnabled()


def test_f8_frames_the_next_open_place_and_turns_to_its_record(closed: Redacting) -> None:
    closed.page.show_next_open()
    spot = closed.bench.panel.card.spot()

    assert spot is not None
    assert closed.page.review.shown == spot.record
    assert closed.bench.compare.original._current == (spot.start, spot.end)


def test_the_framed_place_is_one_that_the_vault_says_is_undecided(closed: Redacting) -> None:
    assert closed.page.preview is not None
    group = closed.page.preview.hits[0]
    record = closed.show(group.records[0])
    closed.page.show_next_open()
    closed.bench.panel.choose(group.id)
    assert closed.bench.compare.original._current is not None
    start, end = closed.bench.compare.original._current

    assert record.original[start:end] == group.surface
    assert any((place.record, place.start, place.end) == (record.code, start, end) for place in group.places)


def test_reading_the_case_again_keeps_record_place_and_choice(closed: Redacting) -> None:
    code = closed.add("\n".join(f"{number}. sətir: heç nə baş vermədi." for number in range(400)))
    closed.show(code)
    closed.settle()
    bar = closed.bench.compare.original.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    chosen, value, other = closed.bench.panel.current(), bar.value(), closed.bench.compare.redacted
    beside = other.verticalScrollBar().value()
    closed.page._read()
    closed.settle()

    assert (closed.page.review.shown, bar.value(), closed.bench.panel.current()) == (code, value, chosen)
    assert other.verticalScrollBar().value() == beside


# --- the sealed compartment ---------------------------------------------------------------------------------------


def test_without_the_sealed_compartment_nothing_is_read_and_its_passphrase_opens_it(
    qtbot: QtBot, sealed_closed_desk: Desk, clipboard: Clipboard
) -> None:
    work = Redacting(qtbot, sealed_closed_desk, clipboard)
    assert "open the sealed compartment" in work.gate
    assert work.page.preview is None
    with qtbot.waitActive(work.page):
        work.page.activateWindow()
    work.page.setFocus()
    work.bench.show_sealed(work.gate)
    assert work.bench._sealed.hasFocus()
    work.bench._sealed.click()
    dialog = dialog_of(qtbot, work.page, RevealDialog)
    type_text(dialog.passphrase.line, "başqa söz, başqa gün")
    dialog.open_button.click()
    qtbot.waitUntil(lambda: "does not open" in dialog.strip.text, timeout=10_000)
    type_text(dialog.passphrase.line, PASSPHRASE)
    dialog.open_button.click()
    qtbot.waitUntil(lambda: work.page.preview is not None, timeout=10_000)

    assert work.bench.records.model().rowCount() > 0


def test_closing_the_compartment_takes_every_word_off_the_screen(work: Redacting) -> None:
    work.show(SOURCE_RECORD)
    work.desk.close_sealed()
    work.settle()

    assert work.bench.compare.original.toPlainText() == ""
    assert work.bench.compare.redacted.toPlainText() == ""
    assert not work.bench.items.items
    assert work.page.preview is None


# --- two texts, one place -----------------------------------------------------------------------------------------


def test_places_map_forth_and_back_outside_of_changes(work: Redacting) -> None:
    record = work.show(SOURCE_RECORD)
    inside = {place for one in record.changes for place in range(one.start, one.end)}
    outside = [place for place in range(len(record.original)) if place not in inside]

    assert len(record.changes) > 5
    assert [moved_back(record, moved(record, place)) for place in outside] == outside
    assert all(record.original[place] == record.redacted[moved(record, place)] for place in outside)


def test_scrolling_one_text_brings_the_other_to_the_same_words(work: Redacting) -> None:
    work.page.resize(1000, 420)
    record = work.show(SOURCE_RECORD)
    left, right = work.bench.compare.original, work.bench.compare.redacted
    left.verticalScrollBar().setValue(left.verticalScrollBar().maximum() // 2)
    there = right.top()[0]

    assert abs(there - moved(record, left.top()[0])) < 120
    right.verticalScrollBar().setValue(0)
    assert left.verticalScrollBar().value() == 0
