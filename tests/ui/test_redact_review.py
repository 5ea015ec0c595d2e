"""The review by keyboard: every decision is one key, is in the vault, can be undone, and leads to the next open one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldnotes.errors import DiskFull
from fieldnotes.model.redaction import ReasonCode, Scope, Verdict
from fieldnotes.services import review
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.review_keys import ReviewKeysSheet
from fieldnotes_ui.models.review import Kind as ReviewKind
from fieldnotes_ui.models.review import State
from tests.ui.conftest import CASE
from tests.ui.review_helpers import TEXT, Review, desk_on_copy, make_vault
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


def test_r_redacts_stores_and_frames_the_next_open_one(work: Review) -> None:
    work.press(Qt.Key.Key_R)

    assert work.open_names() == {work.two}
    assert work.one not in work.redacted()
    assert work.current == work.two
    start, end = work.bench.compare.original._current or (0, 0)
    assert TEXT[start:end] == work.two


def test_enter_redacts_too_but_only_once_for_each_press(work: Review) -> None:
    work.press(Qt.Key.Key_Return)

    assert work.open_names() == {work.two}


def test_a_key_that_is_held_down_decides_nothing_more(work: Review) -> None:
    decides = {"R", "K", "G", "A", "U", "Ctrl+Z"}
    repeats = {
        shortcut.key().toString(): shortcut.autoRepeat() for shortcut in work.bench._inner.findChildren(QShortcut)
    }

    assert decides <= repeats.keys()
    assert not any(repeats[key] for key in decides)


def test_k_keeps_and_the_word_stays(work: Review) -> None:
    work.press(Qt.Key.Key_K)

    assert work.one in work.redacted()
    assert work.one not in work.open_names()
    assert work.state(work.one) is State.KEPT


def test_a_number_is_the_reason_code_and_is_stored_with_the_decision(work: Review) -> None:
    work.press(Qt.Key.Key_6)
    work.press(Qt.Key.Key_R)
    decision = work.ask(lambda session, _: review.decisions(session, CASE))[0]

    assert decision.reason is ReasonCode.HEALTH
    assert decision.verdict is Verdict.REDACT
    assert decision.who == "owner"


def test_s_changes_the_reach_and_every_item_begins_with_its_case(work: Review) -> None:
    work.bench.panel.card.scope.choose(Scope.ALWAYS.value)
    work.press(Qt.Key.Key_R)
    decision = work.ask(lambda session, _: review.decisions(session, CASE))[0]

    assert decision.scope is Scope.ALWAYS
    assert work.bench.panel.card.scope.chosen() == Scope.CASE.value
    work.press(Qt.Key.Key_S)
    assert work.bench.panel.card.scope.chosen() == Scope.HERE.value


def test_only_here_decides_one_place_and_stays_with_the_other(work: Review) -> None:
    work.choose(work.two)
    work.press(Qt.Key.Key_Space)
    assert work.bench.compare.original._current == (TEXT.rindex(work.two), TEXT.rindex(work.two) + len(work.two))
    work.press(Qt.Key.Key_S)
    work.press(Qt.Key.Key_R)

    assert work.redacted().count(work.two) == 1
    assert work.two in work.open_names()
    assert work.current == work.two


def test_u_opens_the_last_decision_again_and_then_the_one_before(work: Review) -> None:
    work.press(Qt.Key.Key_R)
    work.press(Qt.Key.Key_K)
    assert not work.open_names()
    work.press(Qt.Key.Key_U)

    assert work.open_names() == {work.two}
    assert work.current == work.two
    QTest.keyClick(work.bench.panel.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    work.settle()
    assert work.open_names() == {work.one, work.two}
    assert work.current == work.one


def test_undo_brings_back_what_was_decided_before_in_the_same_reach(work: Review) -> None:
    work.press(Qt.Key.Key_R)
    work.choose(work.one)
    work.press(Qt.Key.Key_K)
    assert work.state(work.one) is State.KEPT
    work.press(Qt.Key.Key_U)

    assert work.state(work.one) is State.REDACTED


def test_nothing_to_undo_is_said_and_changes_nothing(work: Review) -> None:
    said: list[str] = []
    work.desk.notice.connect(said.append)
    work.press(Qt.Key.Key_U)

    assert said
    assert work.open_names() == {work.one, work.two}


def test_a_decision_that_could_not_be_stored_is_open_again_and_says_so(
    work: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    with monkeypatch.context() as broken:
        broken.setattr(review, "decide", full)
        work.press(Qt.Key.Key_R)

    assert work.state(work.one) is State.FAILED
    assert work.errors
    assert "2 of" not in work.bench._decided.text()
    work.choose(work.one)
    assert "not stored" in words_on(work.bench.panel.card)
    work.press(Qt.Key.Key_R)
    assert work.state(work.one) is State.REDACTED


def test_the_numbers_follow_the_decision_and_not_the_key(work: Review) -> None:
    before = work.page.book.count().decided
    QTest.keyClick(work.bench.panel.list, Qt.Key.Key_R)
    assert work.page.book.count().decided == before
    work.settle()

    assert work.page.book.count().decided == before + 1
    assert f"{work.code}: {before + 1} of" in work.bench._decided.text()


def test_n_and_p_go_round_what_is_open(work: Review) -> None:
    first = work.current
    seen = []
    for _ in range(sum(not item.quiet for item in work.bench.panel.items.items)):
        QTest.keyClick(work.bench.panel.list, Qt.Key.Key_N)
        seen.append(work.current)

    assert seen[-1] == first
    work.press(Qt.Key.Key_P)
    assert work.current == seen[-2]


def test_letters_typed_into_the_note_are_no_commands(work: Review) -> None:
    work.press(Qt.Key.Key_C)
    note = work.bench.panel.card.note
    assert work.page.focusWidget() is note
    QTest.keyClicks(note, "krg 5 sn")
    QTest.keyClick(note, Qt.Key.Key_Return)
    work.settle()

    assert work.open_names() == {work.one, work.two}
    assert work.page.focusWidget() is work.bench.panel.list
    work.press(Qt.Key.Key_R)
    assert work.ask(lambda session, _: review.decisions(session, CASE))[0].note == "krg 5 sn"


def test_letters_in_the_list_of_records_decide_nothing(work: Review) -> None:
    work.bench.records.setFocus()
    QTest.keyClick(work.bench.records, Qt.Key.Key_R)
    QTest.keyClick(work.bench.records, Qt.Key.Key_K)
    work.settle()

    assert work.open_names() == {work.one, work.two}


def test_the_keys_also_count_in_the_texts(work: Review) -> None:
    work.bench.compare.redacted.setFocus()
    work.press(Qt.Key.Key_R, on=work.bench.compare.redacted)

    assert work.open_names() == {work.two}


def test_o_changes_the_order_and_question_mark_shows_the_keys(work: Review) -> None:
    work.press(Qt.Key.Key_O)
    shown = [work.page.book.item(item.key) for item in work.bench.panel.items.items if not item.quiet]
    kinds = [item.kind for item in shown if item is not None and not item.optional]
    assert kinds == sorted(kinds, key=list(ReviewKind).index)
    work.press(Qt.Key.Key_Question)

    assert dialog_of(work.qtbot, work.page, ReviewKeysSheet).isVisible()


def test_a_filtered_kind_leaves_the_list_and_the_text_but_not_the_gate(work: Review) -> None:
    work.bench.legend.chip("name").click()

    assert work.one not in [item.title for item in work.bench.panel.items.items]
    assert not work.bench.compare.original.tip_at(TEXT.index(work.one))
    assert "undecided" in work.gate
    work.bench.legend.chip("name").click()
    assert work.bench.compare.original.tip_at(TEXT.index(work.one))


def test_with_nothing_listed_any_more_the_keyboard_is_at_what_would_leave(work: Review) -> None:
    with work.qtbot.waitActive(work.page):
        work.page.activateWindow()
    work.bench.panel.list.setFocus()
    work.bench.panel.forget()

    assert work.bench.compare.redacted.hasFocus()


def test_a_press_on_a_mark_chooses_its_item(work: Review) -> None:
    work.bench.compare.original.pressed.emit(TEXT.index(work.two) + 1)

    assert work.current == work.two


def test_a_name_that_a_rule_takes_out_is_shown_on_a_press_and_kept_only_with_a_note(work: Review) -> None:
    record = work.show("N-001")
    change = next(change for change in record.changes if change.group)
    work.bench.compare.original.pressed.emit(change.start)
    item = work.bench.panel.card.item
    said: list[str] = []
    work.desk.notice.connect(said.append)
    work.press(Qt.Key.Key_K)

    assert item is not None
    assert item.certain
    assert said
    assert work.show("N-001").redacted == record.redacted
