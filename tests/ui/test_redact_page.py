"""The workbench: what leaves beside what is, decisions that are stored, nothing left on the screen that is sealed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction import Verdict
from fieldnotes.services import share
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.mark_detail import MarkDetailDialog
from fieldnotes_ui.dialogs.reveal import RevealDialog
from fieldnotes_ui.widgets.compare import moved, moved_back
from fieldnotes_ui.widgets.reading_text import ReadingText
from fieldnotes_ui.widgets.spans import Span, Spans, Tone, Units
from tests.ui.conftest import CASE, PASSPHRASE, type_text
from tests.ui.share_helpers import DETAILED, Redacting, dialog_of, words_on

NAME, SOURCE_RECORD = "Yavər Dəmirçizadə", "T-001"


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Redacting:
    return Redacting(qtbot, desk, clipboard)


@pytest.fixture
def closed(work: Redacting) -> Redacting:
    """For a lawyer one possible name of the sample case is undecided."""
    work.audience(Audience.LEGAL)
    work.page.show_next_open()
    return work


def press(work: Redacting, key: Qt.Key) -> None:
    QTest.keyClick(work.bench.hits.list, key)
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


def test_a_redacts_and_the_decision_is_in_the_vault(closed: Redacting) -> None:
    press(closed, Qt.Key.Key_A)

    assert open_groups(closed, Audience.LEGAL) == 0
    assert "Nothing is left to decide" in closed.gate
    assert closed.bench._export.isEnabled()
    assert "1 of 1 names decided" in words_on(closed.bench)


def test_r_keeps_and_the_word_stays_in_the_text(closed: Redacting) -> None:
    assert closed.page._preview is not None
    group = closed.page._preview.hits[0]
    press(closed, Qt.Key.Key_R)

    assert group.surface in closed.show(group.records[0]).redacted


def test_u_after_keeping_redacts(closed: Redacting) -> None:
    assert closed.page._preview is not None
    group = closed.page._preview.hits[0]
    press(closed, Qt.Key.Key_R)
    kept = closed.show(group.records[0]).redacted
    press(closed, Qt.Key.Key_U)

    assert closed.show(group.records[0]).redacted != kept
    assert closed.ask(lambda session, _: session.vault.decisions(CASE))[group.id] == Verdict.REDACT.value


def test_u_after_redacting_lets_nothing_leave_but_shows_the_name_again(closed: Redacting) -> None:
    assert closed.page._preview is not None
    group = closed.page._preview.hits[0]
    press(closed, Qt.Key.Key_A)
    press(closed, Qt.Key.Key_U)

    assert closed.ask(lambda session, _: session.vault.decisions(CASE))[group.id] == Verdict.REDACT.value
    assert closed.bench.hits.list.current_key() == group.id
    press(closed, Qt.Key.Key_R)
    assert closed.ask(lambda session, _: session.vault.decisions(CASE))[group.id] == Verdict.KEEP.value


def test_f8_shows_where_the_next_name_stands(closed: Redacting) -> None:
    assert closed.page._preview is not None
    group = closed.page._preview.hits[0]
    closed.page.show_next_open()

    assert closed.page._shown in group.records
    assert closed.bench.compare.original.textCursor().position() > 0


def test_the_framed_place_is_the_undecided_one_and_not_the_same_name_elsewhere(closed: Redacting) -> None:
    assert closed.page._preview is not None
    group = closed.page._preview.hits[0]
    record = closed.show(group.records[0])
    closed.page._look_at_hit(group.id)
    assert closed.bench.compare.original._current is not None
    start, end = closed.bench.compare.original._current

    assert record.original[start:end] == group.surface
    assert record.original.index(group.surface) < start  # the first one is part of a name that is taken out anyway
    assert not any(change.start < end and start < change.end for change in record.changes)
    assert " ".join(record.original[start : end + 20].split()) in group.contexts[0]


def test_reading_the_case_again_keeps_record_place_and_choice(closed: Redacting) -> None:
    code = closed.add("\n".join(f"{number}. sətir: heç nə baş vermədi." for number in range(400)))
    closed.show(code)
    bar = closed.bench.compare.original.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    chosen, value, other = closed.bench.hits.list.current_key(), bar.value(), closed.bench.compare.redacted
    beside = other.verticalScrollBar().value()
    closed.page._read()
    closed.settle()

    assert (closed.page._shown, bar.value(), closed.bench.hits.list.current_key()) == (code, value, chosen)
    assert other.verticalScrollBar().value() == beside


# --- details ------------------------------------------------------------------------------------------------------


def test_a_marked_detail_is_replaced_and_no_longer_left(work: Redacting) -> None:
    code = work.add(DETAILED)
    assert "could still identify somebody" in work.gate
    detail = work.bench.details._details[0]
    work.bench.details.list.choose_row(0)
    work.bench.details.mark.click()
    dialog = dialog_of(work.qtbot, work.page, MarkDetailDialog)
    dialog.replacement.setText("bir şəhər")
    dialog.main.click()
    work.settle()

    assert detail.text not in work.show(code).redacted
    assert "bir şəhər" in work.bench.compare.redacted.toPlainText()
    assert detail not in work.bench.details._details


# --- the sealed compartment ---------------------------------------------------------------------------------------


def test_without_the_sealed_compartment_nothing_is_read_and_its_passphrase_opens_it(
    qtbot: QtBot, sealed_closed_desk: Desk, clipboard: Clipboard
) -> None:
    work = Redacting(qtbot, sealed_closed_desk, clipboard)
    assert "open the sealed compartment" in work.gate
    assert work.page._preview is None
    work.bench._sealed.click()
    dialog = dialog_of(qtbot, work.page, RevealDialog)
    type_text(dialog.passphrase.line, "başqa söz, başqa gün")
    dialog.open_button.click()
    qtbot.waitUntil(lambda: "does not open" in dialog.strip.text, timeout=10_000)
    type_text(dialog.passphrase.line, PASSPHRASE)
    dialog.open_button.click()
    qtbot.waitUntil(lambda: work.page._preview is not None, timeout=10_000)

    assert work.bench.records.model().rowCount() > 0


def test_closing_the_compartment_takes_every_word_off_the_screen(work: Redacting) -> None:
    work.show(SOURCE_RECORD)
    work.desk.close_sealed()
    work.settle()

    assert work.bench.compare.original.toPlainText() == ""
    assert work.bench.compare.redacted.toPlainText() == ""
    assert not work.bench.items.items
    assert work.page._preview is None


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


# --- the text itself ----------------------------------------------------------------------------------------------


@pytest.fixture
def text(qtbot: QtBot) -> ReadingText:
    made = ReadingText("Mətn")
    qtbot.addWidget(made)
    made.resize(500, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_long_testimony_dresses_only_what_is_near_the_eye(text: ReadingText) -> None:
    line = "Bu gün Rəna gəldi və heç nə demədi, sonra getdi. "
    long = "\n".join(line * 3 for _ in range(1000))
    spans = [Span(at + 7, at + 11, Tone.TAKEN_NAME, "ad") for at in range(0, len(long) - 50, len(line))]
    assert len(long.encode()) > 150_000
    text.show_text(long, spans)

    assert 0 < len(text.extraSelections()) < len(spans) / 10
    text.verticalScrollBar().setValue(text.verticalScrollBar().maximum())
    last = max(selection.cursor.selectionEnd() for selection in text.extraSelections())
    assert last > len(long) - 100


def test_another_text_is_shown_from_its_beginning_without_a_complaint_of_qt(text: ReadingText) -> None:
    long = "\n".join("Bu gün Rəna gəldi." for _ in range(500))
    text.show_text(long, [Span(at, at + 4, Tone.TAKEN_NAME) for at in range(7, len(long) - 20, 19)])
    text.verticalScrollBar().setValue(text.verticalScrollBar().maximum())
    other = "\n".join("Rəna getdi, sonra yenə gəldi." for _ in range(400))
    text.show_text(other, [Span(at, at + 4, Tone.TAKEN_NAME) for at in range(0, len(other) - 30, 30)])

    assert text.verticalScrollBar().value() == 0
    assert text.extraSelections()[0].cursor.selectedText() == "Rəna"
    text.show_text("")
    assert not text.extraSelections()


def test_what_a_tip_says_is_never_markup(text: ReadingText) -> None:
    text.show_text("Rəna gəldi.", [Span(0, 4, Tone.PUT_NAME, '<img src="file:///etc/hostname"><b>x</b>')])
    cursor = QTextCursor(text.document())
    cursor.setPosition(2)
    place = text.cursorRect(cursor).center()
    QApplication.sendEvent(text.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, text.viewport().mapToGlobal(place)))

    assert "&lt;img" in QToolTip.text()
    assert "<img" not in QToolTip.text()
    QToolTip.hideText()


def test_no_tip_beside_the_words(text: ReadingText) -> None:
    text.show_text("Rəna gəldi.", [Span(0, 11, Tone.PUT_NAME, "ad")])
    place = QPoint(250, 280)
    QApplication.sendEvent(text.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, text.viewport().mapToGlobal(place)))

    assert QToolTip.text() == ""


def test_letters_beyond_the_basic_plane_shift_no_span(text: ReadingText) -> None:
    words = "😀𝒳 Rəna 😀 gəldi"
    text.show_text(words, [Span(3, 7, Tone.TAKEN_NAME)])

    assert text.extraSelections()[0].cursor.selectedText() == "Rəna"
    units = Units(words)
    assert [units.place(units.of(place)) for place in range(len(words))] == list(range(len(words)))


def test_nothing_selected_reaches_a_drag_or_the_selection_of_x11(text: ReadingText) -> None:
    text.show_text("Rəna gəldi.")
    text.selectAll()

    assert text.createMimeDataFromSelection().formats() == []


def test_of_two_spans_over_one_letter_the_later_lies_on_top() -> None:
    spans = Spans([Span(0, 50, Tone.TAKEN_NAME, "under"), Span(10, 12, Tone.OPEN, "over")])

    found = spans.at(11)
    assert found is not None
    assert found.tip == "over"
    assert [span.tip for span in spans.between(30, 31)] == ["under"]
    assert spans.at(50) is None
