"""The copy of an editor's document says what the document says, whatever was changed, and reads little to know it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from fieldnotes.model.level import Level
from fieldnotes.model.record import Block, BlockStyle, Body, Passage
from fieldnotes_ui.widgets import body_reading
from fieldnotes_ui.widgets.body_document import blocks_of, body_of, fragments_of, read_block
from fieldnotes_ui.widgets.body_reading import BodyReading
from fieldnotes_ui.widgets.editor import Editor, Selected

_WORDS = ("a", "yol 😀 uzun", "правда", "bir\niki\nüç", "\n", "\n\n", "é عربی")
_TEXT = "Sübh tezdən gəldilər. 😀"


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    made = Editor()
    qtbot.addWidget(made)
    return made


def afresh(editor: Editor) -> list[tuple[Block, tuple[tuple[int, int], ...]]]:
    """Every block as the document itself tells it."""
    return [read_block(block) for block in blocks_of(editor.document())]


def watched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of the blocks that the copy reads from now on."""
    read: list[int] = []

    def reading(block: QTextBlock) -> tuple[Block, tuple[tuple[int, int], ...]]:
        read.append(block.blockNumber())
        return read_block(block)

    monkeypatch.setattr(body_reading, "read_block", reading)
    return read


def marks(editor: Editor) -> frozenset[int]:
    return frozenset(number for block in blocks_of(editor.document()) for _, number in fragments_of(block) if number)


def select(editor: Editor, start: int, end: int) -> None:
    last = max(0, editor.document().characterCount() - 1)
    cursor = editor.textCursor()
    cursor.setPosition(min(start, last))
    cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def change(editor: Editor, what: int, word: str, style: BlockStyle) -> None:
    """One step of somebody who writes; some of them do several things at once."""
    cursor = editor.textCursor()
    if what == 0:
        pasted = QMimeData()
        pasted.setText(word)
        editor.insertFromMimeData(pasted)
    elif what == 1:
        editor.set_block_style(style)
    elif what == 2:
        found = editor.selected()
        if found is not None and found.present is None:
            editor.mark(found, Level.SEALED)
    elif what == 3:
        cursor.deletePreviousChar()
    elif what == 4:
        editor.undo()
    elif what == 5:
        editor.redo()
    elif what == 6:
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        cursor.insertBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(word)
        cursor.endEditBlock()
    else:
        cursor.insertBlock()


_STEP = st.tuples(
    st.integers(0, 120), st.integers(0, 120), st.integers(0, 7), st.sampled_from(_WORDS), st.sampled_from(BlockStyle)
)


@given(steps=st.lists(_STEP, max_size=25))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_copy_is_the_document_after_every_change(
    editor: Editor, steps: list[tuple[int, int, int, str, BlockStyle]]
) -> None:
    editor.show_body(Body.of("\n".join([_TEXT] * 5), (Passage(6, 12, Level.SEALED, _TEXT[6:12]),)))
    for start, end, what, word, style in steps:
        select(editor, start, end)
        change(editor, what, word, style)
        read = afresh(editor)
        passages = {number: Passage(0, 0, Level.SEALED, "") for number in marks(editor)}
        expected = body_of([block for block, _ in read], [runs for _, runs in read], passages)
        found = editor.body()
        assert found.blocks == expected.blocks
        assert [(p.start, p.end, p.quote) for p in found.passages] == [
            (p.start, p.end, p.quote) for p in expected.passages
        ]
        for point in range(0, len(found.text) + 1, 7):
            editor.place_cursor(point)
            assert editor.cursor_point() == point


def test_only_what_changed_is_read_again(editor: Editor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    editor.show_body(Body(tuple(Block(f"Sətir {number}") for number in range(500))))
    assert len(editor.body().blocks) == 500
    read = watched(monkeypatch)
    editor.place_cursor(0)
    editor.insert_words("əvvəl ")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.insert_words(" son")
    body = editor.body()
    assert (body.blocks[0].text, body.blocks[-1].text) == ("əvvəl Sətir 0", "Sətir 499 son")
    assert sorted(read) == [0, 499]


def test_a_great_change_is_read_ahead_while_nobody_asks(
    editor: Editor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = watched(monkeypatch)
    editor.show_body(Body(tuple(Block(f"Sətir {number}") for number in range(900))))
    qtbot.waitUntil(lambda: len(read) == 900)
    assert len(editor.body().blocks) == 900
    assert len(read) == 900


def test_a_mark_is_found_again_without_its_words(editor: Editor) -> None:
    editor.show_body(Body.of("Nərgiz gəldi."))
    editor.mark(Selected(0, 6, "Nərgiz", None), Level.SEALED)
    (passage,) = editor.body().passages
    assert (passage.start, passage.end, passage.quote) == (0, 6, "Nərgiz")


def test_a_copy_that_cannot_be_the_document_is_made_anew(qtbot: QtBot) -> None:
    owner = QObject()
    document = QTextDocument()
    document.setPlainText("bir\niki")
    reading = BodyReading(document, owner)
    reading.restart()
    document.blockSignals(True)  # as if a change had gone untold
    QTextCursor(document).insertText("sıfır ")
    document.blockSignals(False)
    assert reading.body({}).text == "sıfır bir\niki"


def test_nothing_of_a_text_stays_once_it_is_forgotten(editor: Editor) -> None:
    editor.show_body(Body.of("Nərgiz gəldi."))
    assert editor.body().text == "Nərgiz gəldi."
    editor.forget()
    assert editor.body().text == ""
    assert "Nərgiz" not in repr(vars(editor._reading))
