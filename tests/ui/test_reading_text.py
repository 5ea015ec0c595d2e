"""Text to read: long ones come bit by bit, marks lie where they belong, nothing gets out and nothing is opened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from fieldnotes_ui.widgets.gradual import pieces_of
from fieldnotes_ui.widgets.reading_text import ReadingText
from fieldnotes_ui.widgets.spans import Span, Spans, Tone, Units


@pytest.fixture
def text(qtbot: QtBot) -> ReadingText:
    made = ReadingText("Mətn")
    qtbot.addWidget(made)
    made.resize(500, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_long_testimony_dresses_only_what_is_near_the_eye(qtbot: QtBot, text: ReadingText) -> None:
    line = "Bu gün Rəna gəldi və heç nə demədi, sonra getdi. "
    long = "\n".join(line * 3 for _ in range(1000))
    spans = [Span(at + 7, at + 11, Tone.TAKEN_NAME, "ad") for at in range(0, len(long) - 50, len(line))]
    assert len(long.encode()) > 150_000
    text.show_text(long, spans)
    qtbot.waitUntil(lambda: text.is_whole, timeout=10_000)

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


# --- bit by bit ---------------------------------------------------------------------------------------------------


LONG = "\n".join(f"{number}. Bu gün Rəna gəldi və heç nə demədi, sonra getdi." for number in range(2000))


def whole(qtbot: QtBot, text: ReadingText) -> str:
    qtbot.waitUntil(lambda: text.is_whole, timeout=10_000)
    return text.toPlainText()


def test_a_long_text_is_readable_at_once_and_whole_soon(qtbot: QtBot, text: ReadingText) -> None:
    text.show_text(LONG)

    assert not text.is_whole
    assert text.toPlainText().startswith(LONG[:2000])
    assert whole(qtbot, text) == LONG


def test_a_long_text_may_begin_a_turn_later_and_a_short_one_never_does(qtbot: QtBot, text: ReadingText) -> None:
    long = "\n".join("Bu gün Rəna gəldi." for _ in range(500))
    text.show_text("Rəna gəldi.", [Span(0, 4, Tone.TAKEN_NAME)], soon=True)
    assert text.extraSelections()[0].cursor.selectedText() == "Rəna"
    text.show_text(long, [Span(7, 11, Tone.TAKEN_NAME)], soon=True)
    assert text.toPlainText() == ""
    assert not text.is_whole
    qtbot.waitUntil(lambda: text.is_whole, timeout=10_000)
    assert text.toPlainText() == long
    assert text.extraSelections()[0].cursor.selectedText() == "Rəna"
    assert text.verticalScrollBar().value() == 0


def test_a_place_that_is_not_there_yet_comes_into_view_when_it_is(qtbot: QtBot, text: ReadingText) -> None:
    text.show_text(LONG)
    at = LONG.index("1900. ")
    text.show_current(at, at + 4)
    whole(qtbot, text)

    assert at - 2000 < text.top()[0] <= at
    assert any(one.cursor.selectedText() == "1900" for one in text.extraSelections())


def test_words_that_changed_are_written_anew_and_the_rest_stays_in_view(qtbot: QtBot, text: ReadingText) -> None:
    text.show_text(LONG)
    whole(qtbot, text)
    text.verticalScrollBar().setValue(text.verticalScrollBar().maximum() // 2)
    before = text.verticalScrollBar().value()
    other = LONG.replace("Rəna", "[Person 1]")
    text.show_text(other, stay=True)

    assert whole(qtbot, text) == other
    assert abs(text.verticalScrollBar().value() - before) < 40


@pytest.mark.parametrize("change", [LONG.replace("7. ", "7.\n"), LONG[:9000], LONG + "\nson", "", "Rəna"])
def test_any_text_may_follow_any_other(qtbot: QtBot, text: ReadingText, change: str) -> None:
    text.show_text(LONG)
    text.show_text(change, stay=True)
    assert whole(qtbot, text) == change
    text.show_text(LONG, stay=True)

    assert whole(qtbot, text) == LONG


def test_a_paragraph_without_an_end_is_divided_for_the_layout_only(qtbot: QtBot, text: ReadingText) -> None:
    one = " ".join(f"söz{number}" for number in range(4000))
    pieces = pieces_of(one)
    assert len(pieces) > 5
    assert sum(len(piece.text) + 1 for piece in pieces) - 1 == len(one)
    text.show_text(one, [Span(20_000, 20_004, Tone.OPEN, "ad")])
    whole(qtbot, text)
    copied: list[str] = []
    text.copy_wanted.connect(copied.append)
    text.selectAll()
    QTest.keySequence(text, QKeySequence(QKeySequence.StandardKey.Copy))

    assert copied == [one]
    assert text.tip_at(20_001) == "ad"
