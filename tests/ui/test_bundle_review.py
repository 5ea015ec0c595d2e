"""An editor reviews a bundle in the window, and its author answers: by keys, at passages, nothing lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fieldnotes.model.audience import Audience
from fieldnotes.model.review import RemarkKind, ReviewVerdict
from fieldnotes.services import keys as key_stores
from fieldnotes.services import reading, remarks, review_import, reviewing, share
from fieldnotes.services import session as sessions
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.known_author import KnownAuthorDialog
from fieldnotes_ui.dialogs.new_keys import NewKeysDialog
from fieldnotes_ui.dialogs.remark import RemarkDialog
from fieldnotes_ui.dialogs.remark_answer import AnswerDialog
from fieldnotes_ui.pages.bundle import BundlePage
from fieldnotes_ui.pages.bundle.reviewing import Reviewing
from fieldnotes_ui.pages.library import LibraryPage
from fieldnotes_ui.widgets.spans import Tone
from fieldnotes_ui.widgets.stance import Stand
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.reviewing import AUTHOR, BUNDLE, EDITOR_PASSWORD, KEYS, VAULT, sent_folder, sent_master
from tests.helpers.sharing import CASE, FIRST, PASSWORD, shared_master
from tests.helpers.vaults import cheap_kdf
from tests.ui.conftest import type_text
from tests.ui.share_helpers import dialog_of, settle, shown_bundles, words_on

__all__ = ["cheap_floor", "sent_folder", "sent_master", "shared_master"]

WAIT_MS = 20_000
QUOTE = "Axşam düşəndə kənd yolu qaranlıq idi"


@pytest.fixture
def page(qtbot: QtBot, shut_desk: Desk, clipboard: Clipboard) -> BundlePage:
    return shown_bundles(qtbot, shut_desk, clipboard)


def open_with_keys(qtbot: QtBot, desk: Desk, page: BundlePage, folder: Path, *, keys: str = KEYS) -> Reviewing:
    """As an editor does: bundle, keys, passphrase, Enter."""
    page.open_bundle(folder / BUNDLE)
    page._form.identity.show_path(folder / keys)
    type_text(page._form.passphrase.line, EDITOR_PASSWORD)
    QTest.keyClick(page._form.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.review is not None, timeout=WAIT_MS)
    settle(qtbot, desk)
    assert page.review is not None
    return page.review


def show_record(page: BundlePage, words: str) -> str:
    """Bring the record with these words on view; its label."""
    record = next(one for one in page.reader._records.values() if words in one.text)
    page.reader.list.choose(record.label)
    return record.label


def select(page: BundlePage, words: str) -> None:
    text = page.reader.text
    start = text.toPlainText().index(words)
    cursor = text.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)


def say(qtbot: QtBot, desk: Desk, page: BundlePage, key: Qt.Key, words: str) -> None:
    """Press the key of a kind of remark, type, Ctrl+Enter."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=WAIT_MS)
    QTest.keyClick(page.reader.text, key)
    dialog = dialog_of(qtbot, page.reader, RemarkDialog)
    dialog.words.setPlainText(words)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT_MS)
    QTest.keyClick(dialog.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)


def test_a_review_is_written_by_keys_alone(qtbot: QtBot, shut_desk: Desk, page: BundlePage, sent_folder: Path) -> None:
    review = open_with_keys(qtbot, shut_desk, page, sent_folder)
    assert page.reader.trust.tone == "ok"
    assert "whose card you compared" in page.reader.trust.text
    show_record(page, QUOTE)
    select(page, QUOTE)
    say(qtbot, shut_desk, page, Qt.Key.Key_R, "Yol onu tanıdır.")
    say(qtbot, shut_desk, page, Qt.Key.Key_C, "Yaxşı cümlə.")

    assert [item.below for item in review.side.remarks.items] == ["Risk: this identifies somebody", "Comment"]
    tones = [span.tone for _, span in page.reader.text._spans._sorted]
    assert {Tone.RISK, Tone.REMARK} <= set(tones)

    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=WAIT_MS)
    QTest.keyClick(page.reader.text, Qt.Key.Key_X)
    settle(qtbot, shut_desk)
    QTest.keyClick(page.reader.text, Qt.Key.Key_N)
    QTest.keyClick(page.reader.text, Qt.Key.Key_A)
    settle(qtbot, shut_desk)
    assert sorted(item.tag.strip("\u2068\u2069") for item in page.reader.items.items) == ["accepted", "returned"]
    assert "2 of 2 records judged" in words_on(review.side)

    out = sent_folder / "FN-TEST00.fnreview"
    with qtbot.waitSignal(shut_desk.notice, timeout=WAIT_MS) as told:
        review.finish(out)
    assert "FN-TEST00.fnreview" in told.args[0]
    assert out.read_bytes().startswith(b"age-encryption.org/")


def test_what_was_said_is_there_again_when_the_bundle_is_opened_again(
    qtbot: QtBot, shut_desk: Desk, page: BundlePage, sent_folder: Path
) -> None:
    review = open_with_keys(qtbot, shut_desk, page, sent_folder)
    label = show_record(page, QUOTE)
    review.remark(label, RemarkKind.QUERY, "Hansı il?", 0, 5)
    settle(qtbot, shut_desk)
    page._close()
    settle(qtbot, shut_desk)

    again = open_with_keys(qtbot, shut_desk, page, sent_folder)
    show_record(page, QUOTE)

    assert [item.title for item in again.side.remarks.items] == ["Hansı il?"]
    again.take_back(again.side.remarks.items[0].key)
    settle(qtbot, shut_desk)
    assert not again.side.remarks.items


def test_letters_typed_into_the_note_are_no_commands(
    qtbot: QtBot, shut_desk: Desk, page: BundlePage, sent_folder: Path
) -> None:
    review = open_with_keys(qtbot, shut_desk, page, sent_folder)
    show_record(page, QUOTE)
    review.side.note.setFocus()
    type_text(review.side.note, "xarca")
    QTest.keyClick(review.side.note, Qt.Key.Key_Return)
    settle(qtbot, shut_desk)

    draft = review._draft
    assert draft is not None
    assert [one.note for one in draft.records if one.note] == ["xarca"]
    assert all(one.verdict is ReviewVerdict.OPEN for one in draft.records)


def test_a_record_goes_back_with_a_word_why_or_not_at_all(
    qtbot: QtBot, shut_desk: Desk, page: BundlePage, sent_folder: Path
) -> None:
    review = open_with_keys(qtbot, shut_desk, page, sent_folder)
    show_record(page, QUOTE)
    with qtbot.waitSignal(shut_desk.failed, timeout=WAIT_MS):
        QTest.mouseClick(review.side.back, Qt.MouseButton.LeftButton)

    assert not review.side.back.isChecked()


def test_an_author_nobody_knows_is_made_known_by_her_words(
    qtbot: QtBot, shut_desk: Desk, page: BundlePage, sent_folder: Path
) -> None:
    with key_stores.unlock(sent_folder / KEYS, EDITOR_PASSWORD) as known:
        identity = sent_folder / "same.identity"
        identity.write_text(known.store.kept.identity.to_text(), encoding="utf-8")
    key_stores.create(sent_folder / "fresh", EDITOR_PASSWORD, identity=identity, params=cheap_kdf()).close()
    review = open_with_keys(qtbot, shut_desk, page, sent_folder, keys="fresh.fnkeys")
    assert page.reader.trust.tone == "warn"
    assert not review.side.isVisible()

    review.read_author_card(sent_folder / AUTHOR)
    dialog = dialog_of(qtbot, page.reader, KnownAuthorDialog)
    dialog.submit()
    assert "Compare the words first" in dialog.problem.text()
    dialog.name.setText("Nigar")
    dialog.same.setChecked(True)
    dialog.submit()
    qtbot.waitUntil(lambda: page.reader.trust.tone == "ok", timeout=WAIT_MS)
    settle(qtbot, shut_desk)

    assert page.review is not None
    assert page.review.side.isVisible()
    assert "Nigar" in page.reader.trust.text


def test_a_wrong_passphrase_shows_nothing(qtbot: QtBot, page: BundlePage, sent_folder: Path) -> None:
    page.open_bundle(sent_folder / BUNDLE)
    page._form.identity.show_path(sent_folder / KEYS)
    type_text(page._form.passphrase.line, "yanlış parol ifadəsi")
    QTest.keyClick(page._form.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open these keys" in words_on(page), timeout=WAIT_MS)

    assert page.review is None
    assert page._form.passphrase.text() == ""


@pytest.mark.usefixtures("cheap_floor")
def test_keys_are_made_in_the_window(qtbot: QtBot, page: BundlePage, tmp_path: Path) -> None:
    page._panel.keys_wanted.emit()
    dialog = dialog_of(qtbot, page, NewKeysDialog)
    dialog.submit()
    assert "are needed" in dialog.problem.text()
    dialog.name.setText("Emre")
    dialog.file.show_path(tmp_path / "emre.fnkeys")
    type_text(dialog.passphrase.first.line, EDITOR_PASSWORD)
    type_text(dialog.passphrase.second.line, EDITOR_PASSWORD)
    dialog.submit()
    qtbot.waitUntil(lambda: page._form.identity.path() is not None, timeout=WAIT_MS)

    assert page._form.has_keys
    assert "Emre" in words_on(page)
    with key_stores.unlock(tmp_path / "emre.fnkeys", EDITOR_PASSWORD) as keys:
        assert keys.name == "Emre"


# --- the author's side --------------------------------------------------------------------------------------------


@pytest.fixture
def review_file(sent_folder: Path) -> Path:
    """A risk and a comment on one passage."""
    out = sent_folder / "FN-TEST00.fnreview"
    with key_stores.unlock(sent_folder / KEYS, EDITOR_PASSWORD) as keys:
        found = reading.open_bundle(sent_folder / BUNDLE, keys)
        label = next(one.label for one in found.opened.records if QUOTE in one.text)
        start, end = reviewing.quoted(found, label, QUOTE)
        reviewing.remark(keys, found, label, RemarkKind.RISK, "Yol onu tanıdır.", start=start, end=end)
        reviewing.finish(keys, found, out)
    return out


@pytest.fixture
def author_desk(shut_desk: Desk, sent_folder: Path) -> Desk:
    session = shut_desk.on_vault_thread(lambda: sessions.unlock(sent_folder / VAULT, PASSWORD))
    shut_desk.on_vault_thread(lambda: session.open_sealed(PASSWORD))
    shut_desk.adopt(session)
    return shut_desk


def _held(desk: Desk) -> tuple[str, ...]:
    """What may not leave before an editor is answered."""
    session = desk._session
    assert session is not None
    return desk.on_vault_thread(lambda: share.preview(session, CASE, Audience.EDITOR)).held


def test_a_review_is_taken_in_shown_at_its_passage_and_answered(
    qtbot: QtBot, author_desk: Desk, clipboard: Clipboard, review_file: Path
) -> None:
    page = shown_bundles(qtbot, author_desk, clipboard)
    page.import_review(review_file)
    qtbot.waitUntil(lambda: bool(page.answers.items.items), timeout=WAIT_MS)
    settle(qtbot, author_desk)
    words = words_on(page.answers)

    assert page._stack.currentWidget() is page.answers
    assert FIRST in words
    assert "Yol onu tanıdır." in words
    assert "does not leave again" in words
    (span,) = [span for _, span in page.answers.text._spans._sorted]
    assert page.answers.text.toPlainText()[span.start : span.end] == QUOTE

    with qtbot.waitActive(page):
        page.activateWindow()
    page.setFocus()  # as whoever comes back to the page by key
    assert page.answers.list.hasFocus()
    assert _held(author_desk) == (FIRST,)
    page.answers.answer.setPlainText("Kəndin adı çıxarıldı.")
    QTest.mouseClick(page.answers.send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Every remark is answered" in words_on(page.answers), timeout=WAIT_MS)
    assert "does not leave again" not in words_on(page.answers)
    assert _held(author_desk) == ()


def test_a_remark_stands_over_its_record_until_it_is_answered(
    qtbot: QtBot, author_desk: Desk, clipboard: Clipboard, review_file: Path
) -> None:
    session = author_desk._session
    assert session is not None
    author_desk.on_vault_thread(lambda: review_import.take_in(session, review_file))
    page = LibraryPage(author_desk, clipboard)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.open_record(FIRST)
    head, editor = page.pane.head, page.pane.editor
    qtbot.waitUntil(head.remark.isVisible, timeout=WAIT_MS)
    assert "Yol onu tanıdır." in head.remark.text
    assert "does not leave before it is answered" in head.remark.text
    head.passage_button.click()
    assert editor.body().text[editor.cursor_point() :].startswith(QUOTE)
    assert not editor.textCursor().hasSelection()
    head.answer_button.click()
    dialog = dialog_of(qtbot, page, AnswerDialog)
    assert QUOTE in words_on(dialog)
    dialog.stance.buttons[Stand.DECLINED].setChecked(True)
    dialog.main.click()
    assert "Write a few words" in dialog.problem.text()
    dialog.stance.buttons[Stand.AGREED].setChecked(True)
    dialog.words.setPlainText("Kəndin adı çıxarıldı.")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT_MS)
    QTest.keyClick(dialog.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, author_desk)

    assert not head.remark.isVisible()
    (said,) = author_desk.on_vault_thread(lambda: remarks.all_of(session))
    assert (said.answer, said.is_open) == ("Agreed. Kəndin adı çıxarıldı.", False)


def test_a_file_that_is_no_review_is_refused_in_words(
    qtbot: QtBot, author_desk: Desk, clipboard: Clipboard, tmp_path: Path
) -> None:
    page = shown_bundles(qtbot, author_desk, clipboard)
    (tmp_path / "x.fnreview").write_bytes(b"salam")
    with qtbot.waitSignal(author_desk.notice, timeout=WAIT_MS) as told:
        page.import_review(tmp_path / "x.fnreview")

    assert "is not a review" in told.args[0]
    assert page._stack.currentIndex() == 0
