"""Find and replace in a text: places in any script, replacing as one step, passages kept, nothing remembered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldnotes.model.level import Level
from fieldnotes.model.record import Block, BlockStyle, Body, Passage
from fieldnotes_ui.widgets.editor_bar import EditorBar
from fieldnotes_ui.widgets.record_pane import RecordPane

TEXT = "Nar 🍎 istəyirdi, narı gördü; NAR bağı."


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[RecordPane]:
    made = RecordPane()
    qtbot.addWidget(made)
    made.show_text()
    made.show()
    made.editor.show_body(Body((Block(TEXT),), (Passage(6, 26, Level.SEALED, TEXT[6:26]),)))
    made.search.ask()
    yield made
    made.close()


def look_for(pane: RecordPane, words: str) -> None:
    pane.search.words.setText(words)
    pane.search._look()


def selected(pane: RecordPane) -> str:
    return pane.editor.textCursor().selectedText()


def test_steps_go_through_every_place_and_round_again(pane: RecordPane) -> None:
    look_for(pane, "nar")
    seen = []
    for _ in range(4):
        pane.search.step(1)
        seen.append((selected(pane), pane.search.count.text()))
    assert seen == [("Nar", "1 of 3"), ("nar", "2 of 3"), ("NAR", "3 of 3"), ("Nar", "1 of 3")]
    pane.search.step(-1)
    assert selected(pane) == "NAR"


def test_whole_words_only(pane: RecordPane) -> None:
    look_for(pane, "nar")
    pane.search.whole.setChecked(True)
    assert pane.search.count.text() == "– of 2"


def test_replacing_all_is_one_step_and_keeps_passages(pane: RecordPane) -> None:
    before = pane.editor.body()
    look_for(pane, "nar")
    pane.search.instead.setText("üzüm")
    pane.search.replace_all()
    after = pane.editor.body()
    assert after.text == "üzüm 🍎 istəyirdi, üzümı gördü; üzüm bağı."
    (passage,) = after.passages
    assert passage.level is Level.SEALED
    assert passage.quote.startswith("istəyirdi, üzüm")
    pane.editor.undo()
    assert pane.editor.body() == before


def test_replacing_one_goes_on_to_the_next(pane: RecordPane) -> None:
    look_for(pane, "nar")
    pane.search.instead.setText("alma")
    pane.search.step(1)
    pane.search.replace_one()
    assert pane.editor.body().text.startswith("alma 🍎")
    assert selected(pane) == "nar"


def test_escape_closes_and_forgets(pane: RecordPane, qtbot: QtBot) -> None:
    look_for(pane, "nar")
    qtbot.keyClick(pane.search.words, Qt.Key.Key_Escape)  # type: ignore[no-untyped-call]
    assert pane.search.isHidden()
    assert pane.search.words.text() == ""
    assert pane.editor.extraSelections() == []


def test_a_text_that_may_not_be_written_is_only_searched(pane: RecordPane) -> None:
    pane.editor.setReadOnly(True)
    pane.search.ask()
    assert pane.search.instead.isHidden()
    assert pane.search.all.isHidden()


def test_a_speakers_turn_is_kept_and_goes_on_until_an_empty_one(pane: RecordPane, qtbot: QtBot) -> None:
    pane.editor.show_body(Body((Block("S-001: bəli", BlockStyle.TURN),)), cursor=99)
    for _ in range(2):
        qtbot.keyClick(pane.editor, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    assert [block.style for block in pane.editor.body().blocks] == [BlockStyle.TURN, BlockStyle.PARAGRAPH]


def test_the_words_of_the_text_are_counted_and_a_time_mark_is_text(pane: RecordPane, qtbot: QtBot) -> None:
    assert isinstance(pane.bar, EditorBar)
    pane.editor.show_body(Body((Block("bir iki üç"),)))
    pane.bar._begin_count()
    assert pane.bar.words.text() == "3 words"
    long = tuple(Block("bir iki üç " * 100) for _ in range(60))
    pane.editor.show_body(Body(long))
    pane.editor.make_whole()
    pane.bar._begin_count()
    qtbot.waitUntil(lambda: pane.bar.words.text() == "18000 words")
    pane.editor.show_body(Body((Block("bir iki üç"),)))
    pane.bar._write_time()
    assert pane.editor.body().text == "[00:00:00] bir iki üç"
