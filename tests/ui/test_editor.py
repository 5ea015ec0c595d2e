"""The editor: every body comes back as it was, passages follow their words, nothing slips in or out."""

from __future__ import annotations

import secrets
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fieldnotes.model.level import Level
from fieldnotes.model.record import Block, BlockStyle, Body, Passage
from fieldnotes_ui.widgets.dead_document import DeadDocument
from fieldnotes_ui.widgets.editor import Editor
from fieldnotes_ui.widgets.paste import blocks_in
from tests.ui.conftest import type_text

_LETTERS = "abə ışğİ правда ქართული عربی 12-*_#>~|`\\<&\u200c\u2067\u2069😀𐍈é\u0301\u0308"
_TEXT = st.text(alphabet=_LETTERS, max_size=40)
_BLOCK = st.builds(Block, _TEXT, st.sampled_from(list(BlockStyle)))


@st.composite
def _bodies(draw: st.DrawFn) -> Body:
    blocks = tuple(draw(st.lists(_BLOCK, min_size=1, max_size=8)))
    text = Body(blocks).text
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    passages = []
    for start, end in zip(edges[::2], edges[1::2], strict=False):
        # A block's end is no character of its own: a passage begins and ends with words.
        while start < end and text[start] == "\n":
            start += 1
        while start < end and text[end - 1] == "\n":
            end -= 1
        if start < end:
            level = draw(st.sampled_from(list(Level)))
            passages.append(Passage(start, end, level, text[start:end], draw(_TEXT), draw(_TEXT)))
    return Body(blocks, tuple(passages))


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    made = Editor()
    qtbot.addWidget(made)
    made.resize(600, 400)
    return made


def marked(text: str, words: str, level: Level = Level.SEALED) -> Body:
    start = text.index(words)
    return Body.of(text, (Passage(start, start + len(words), level, words, "[out]"),))


def caret(editor: Editor, point: int, *, to: int | None = None) -> None:
    editor.place_cursor(point)
    if to is not None:
        first = editor.textCursor().position()
        editor.place_cursor(to)
        cursor = editor.textCursor()
        last = cursor.position()
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=_bodies())
def test_every_body_comes_back_as_it_was(editor: Editor, body: Body) -> None:
    assert editor.show_body(body) == 0
    assert editor.body() == body


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=_bodies(), where=st.floats(0, 1))
def test_code_points_and_positions_agree(editor: Editor, body: Body, where: float) -> None:
    point = int(where * len(body.text))
    if unicodedata.combining((body.text + " ")[point]):
        return
    editor.show_body(body, cursor=point)
    assert editor.cursor_point() == point


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=_bodies(), seed=st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["type", "delete"])), max_size=12))
def test_after_any_editing_a_quote_is_what_stands_there(
    editor: Editor, body: Body, seed: list[tuple[float, str]]
) -> None:
    editor.show_body(body)
    for where, what in seed:
        editor.place_cursor(int(where * len(editor.body().text)))
        if what == "type":
            type_text(editor, secrets.choice("ağж") + "😀")
        else:
            editor.textCursor().deleteChar()
    found = editor.body()
    assert all(found.text[p.start : p.end] == p.quote and p.quote for p in found.passages)
    assert {(p.level, p.replacement) for p in found.passages} <= {(p.level, p.replacement) for p in body.passages}


def test_typing_at_the_ends_does_not_grow_a_passage_and_inside_does(editor: Editor) -> None:
    editor.show_body(marked("Adım Nərgizdir. Gəldim.", "Nərgiz"))
    caret(editor, 11)
    type_text(editor, "X")
    caret(editor, 5)
    type_text(editor, "Y")
    assert [p.quote for p in editor.body().passages] == ["Nərgiz"]
    caret(editor, 8)
    type_text(editor, "Z")
    assert [p.quote for p in editor.body().passages] == ["NəZrgiz"]
    assert editor.body().text == "Adım YNəZrgizXdir. Gəldim."


def test_typing_before_a_passage_at_the_start_of_a_block_stays_outside(editor: Editor) -> None:
    editor.show_body(marked("bir\nNərgiz iki", "Nərgiz"))
    caret(editor, 4)
    type_text(editor, "Salam ")
    assert [p.quote for p in editor.body().passages] == ["Nərgiz"]


def test_a_passage_moves_with_its_words(editor: Editor) -> None:
    editor.show_body(marked("😀 Adım Nərgizdir", "Nərgiz"))
    caret(editor, 0)
    type_text(editor, "Salam 😀 ")
    (passage,) = editor.body().passages
    assert editor.body().text[passage.start : passage.end] == "Nərgiz" == passage.quote


def test_a_passage_whose_words_are_deleted_disappears_with_a_notice_and_undo_brings_it_back(
    editor: Editor, qtbot: QtBot
) -> None:
    editor.show_body(marked("Adım Nərgizdir", "Nərgiz"))
    with qtbot.waitSignal(editor.passages_lost) as lost:
        caret(editor, 4, to=12)
        editor.textCursor().removeSelectedText()
    assert lost.args == [1]
    assert editor.body().passages == ()
    editor.undo()
    assert [p.quote for p in editor.body().passages] == ["Nərgiz"]


def test_a_quote_that_is_not_where_its_offsets_say_is_put_where_it_stands(editor: Editor) -> None:
    body = Body.of("Əvvəl. Nərgiz gəldi.", (Passage(0, 6, Level.SEALED, "Nərgiz"),))
    assert editor.show_body(body) == 1
    assert [(p.start, p.quote) for p in editor.body().passages] == [(7, "Nərgiz")]


def test_marking_gives_the_selected_words_a_level_and_can_be_undone(editor: Editor) -> None:
    editor.show_body(Body.of("Bakıdan  Tiflisə getdi"))
    caret(editor, 7, to=17)
    where = editor.selected()
    assert where is not None
    assert where.quote == "Tiflisə"
    editor.mark(where, Level.ROLE, replacement="bir şəhər")
    assert editor.body().passages == (Passage(9, 16, Level.ROLE, "Tiflisə", "bir şəhər"),)
    editor.undo()
    assert editor.body().passages == ()


def test_a_caret_inside_a_passage_finds_it(editor: Editor) -> None:
    editor.show_body(marked("Adım Nərgizdir", "Nərgiz", Level.ANONYMOUS))
    caret(editor, 7)
    found = editor.selected()
    assert found is not None
    assert found.present is not None
    assert found.present.level is Level.ANONYMOUS
    caret(editor, 13)
    assert editor.selected() is None


def test_looking_different_is_not_typing(editor: Editor, qtbot: QtBot) -> None:
    editor.show_body(marked("Adım Nərgizdir", "Nərgiz"))
    with qtbot.assertNotEmitted(editor.typed, wait=30):
        editor.zoom(2)
        editor.show()
    with qtbot.waitSignal(editor.typed):
        type_text(editor, "ə")


def test_another_record_cannot_be_undone_into_this_one(editor: Editor) -> None:
    editor.show_body(Body.of("birinci"))
    type_text(editor, "ə")
    editor.show_body(Body.of("ikinci"))
    assert not editor.document().isUndoAvailable()
    editor.undo()
    assert editor.body().text == "ikinci"


def test_styles_are_set_and_taken_back(editor: Editor) -> None:
    editor.show_body(Body.of("bir\niki"))
    editor.selectAll()
    editor.set_block_style(BlockStyle.BULLET)
    assert [b.style for b in editor.body().blocks] == [BlockStyle.BULLET] * 2
    editor.set_block_style(BlockStyle.BULLET)
    assert [b.style for b in editor.body().blocks] == [BlockStyle.PARAGRAPH] * 2


def test_enter_after_a_heading_is_a_paragraph_and_in_an_empty_item_ends_the_list(editor: Editor, qtbot: QtBot) -> None:
    editor.show_body(Body((Block("Başlıq", BlockStyle.HEADING_1),)), cursor=6)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    editor.set_block_style(BlockStyle.BULLET)
    type_text(editor, "bir")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    styles = [b.style for b in editor.body().blocks]
    assert styles == [BlockStyle.HEADING_1, BlockStyle.BULLET, BlockStyle.PARAGRAPH]


def test_a_paste_keeps_headings_and_lists_and_nothing_else(editor: Editor) -> None:
    data = QMimeData()
    data.setHtml(
        '<h2>Başlıq</h2><p style="color:red;font-size:40pt">Mən <b>qalın</b> <a href="http://evil.invalid">keçid</a>'
        '<img src="file:///etc/passwd"><span style="display:none">gizli</span></p>'
        "<ul><li>bir<li>iki</ul><ol><li>üç</ol><script>alert(1)</script>"
    )
    blocks = blocks_in(data)
    assert blocks[0] == Block("Başlıq", BlockStyle.HEADING_2)
    assert blocks[2:5] == [
        Block("bir", BlockStyle.BULLET), Block("iki", BlockStyle.BULLET), Block("üç", BlockStyle.NUMBERED),
    ]  # fmt: skip
    assert "gizli" in blocks[1].text
    editor.show_body(Body())
    editor.insertFromMimeData(data)
    html = editor.toHtml()
    assert not any(word in html for word in ("evil", "passwd", "#ff0000", "40pt", "alert", "font-weight:7"))
    editor.undo()
    assert editor.body().text == ""


def test_words_pasted_into_a_passage_belong_to_it(editor: Editor) -> None:
    editor.show_body(marked("Adım Nərgizdir", "Nərgiz"))
    caret(editor, 7)
    data = QMimeData()
    data.setText("bir\niki")
    editor.insertFromMimeData(data)
    assert [p.quote for p in editor.body().passages] == ["Nəbir\nikirgiz"]


def test_nothing_that_a_text_names_is_opened(editor: Editor, tmp_path: Path) -> None:
    named = tmp_path / "named.css"
    named.write_text("p { color: red; }", encoding="utf-8")
    kind = QTextDocument.ResourceType.StyleSheetResource.value
    urls = (QUrl(str(named)), QUrl.fromLocalFile(str(named)))
    assert not any(document.resource(kind, url) for document in (editor.document(), DeadDocument()) for url in urls)


def test_copying_is_asked_for_and_never_done_by_qt(editor: Editor, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    editor.show_body(Body.of("bir\niki"))
    editor.selectAll()
    with qtbot.waitSignal(editor.copy_wanted) as asked:
        QTest.keyClick(editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["bir\niki"]
    assert not QGuiApplication.clipboard().text()
    assert not editor.createMimeDataFromSelection().hasText()
    with qtbot.waitSignal(editor.cut_wanted):
        QTest.keyClick(editor, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert editor.body().text == "bir\niki"


def test_escape_leaves_and_tab_writes_nothing(editor: Editor, qtbot: QtBot) -> None:
    editor.show_body(Body.of("bir"))
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    with qtbot.waitSignal(editor.left):
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.body().text == "bir"


def test_a_right_to_left_paragraph_runs_right_to_left(editor: Editor) -> None:
    editor.show_body(Body.of("bir\nوصلت إلى الحدود"))
    assert editor.document().lastBlock().textDirection() is Qt.LayoutDirection.RightToLeft
    assert editor.document().firstBlock().textDirection() is Qt.LayoutDirection.LeftToRight


# --- a long text comes bit by bit -------------------------------------------------------------------------------


def long_body() -> Body:
    """Sixty paragraphs, with a passage over the edge of two bits and one at the end."""
    blocks = tuple(Block(f"Sətir {number}: " + "yol uzun idi, " * 60) for number in range(60))
    text = "\n".join(block.text for block in blocks)
    marks = (
        Passage(100, 130, Level.SEALED, text[100:130]),
        Passage(12_000, 12_040, Level.INTERNAL, text[12_000:12_040]),
        Passage(len(text) - 9, len(text), Level.INTERNAL, text[-9:]),
    )
    return Body(blocks, marks)


def test_a_long_text_can_be_read_while_it_comes_and_changed_when_it_is_whole(editor: Editor, qtbot: QtBot) -> None:
    typed: list[None] = []
    editor.typed.connect(lambda: typed.append(None))
    editor.show_body(long_body())
    assert not editor.is_whole
    assert editor.isReadOnly()
    assert editor.toPlainText().startswith("Sətir 0")
    qtbot.keyClick(editor, Qt.Key.Key_X)  # type: ignore[no-untyped-call]
    qtbot.waitUntil(lambda: editor.is_whole)
    assert not editor.isReadOnly()
    assert editor.body() == long_body()
    assert not editor.document().isUndoAvailable()
    assert not typed


def test_half_of_a_text_is_never_taken_for_the_whole(editor: Editor) -> None:
    editor.show_body(long_body())
    assert editor.body() == long_body()
    editor.show_body(long_body())
    editor.insert_words("[00:00:01] ")
    assert editor.body().text.endswith(long_body().text[-200:])
    assert len(editor.body().blocks) == 60


def test_another_record_takes_the_place_of_one_that_still_comes(editor: Editor, qtbot: QtBot) -> None:
    editor.show_body(long_body())
    editor.show_body(Body.of("Qısa."))
    qtbot.wait(20)
    assert editor.body() == Body.of("Qısa.")
    editor.show_body(long_body())
    editor.forget()
    qtbot.wait(20)
    assert editor.toPlainText() == ""


def test_the_caret_goes_to_its_place_when_that_is_there(editor: Editor, qtbot: QtBot) -> None:
    end = len(long_body().text)
    editor.show_body(long_body(), cursor=end)
    assert editor.textCursor().position() == 0
    qtbot.waitUntil(lambda: editor.is_whole)
    assert editor.cursor_point() == end


def test_a_text_that_is_only_marked_stays_so_when_it_is_whole(editor: Editor, qtbot: QtBot) -> None:
    editor.show_body(long_body())
    editor.set_marks_only(True)
    qtbot.waitUntil(lambda: editor.is_whole)
    assert editor.isReadOnly()
