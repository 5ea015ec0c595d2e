"""Where a person stands, what happened when, and who belongs to whom: on her page and beside a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.level import Level
from fieldnotes.model.register import RelationKind
from fieldnotes.model.status import State, Status
from fieldnotes.services import register, tasks, triggers
from fieldnotes.services.session import Session
from fieldnotes.services.triggers import Released
from fieldnotes.services.views import ReleaseView
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.status import StatusDialog, StatusDone, sent_lines
from fieldnotes_ui.dialogs.status_back import TakeBackDialog
from fieldnotes_ui.dialogs.timeline import TimelineDialog
from fieldnotes_ui.pages.register import RegisterPage
from fieldnotes_ui.widgets.status_words import status_words
from fieldnotes_ui.widgets.timeline_list import spoken
from tests.ui.library_helpers import Workspace
from tests.ui.register_helpers import SOURCE, opened, settle

T = TypeVar("T")
D = TypeVar("D", bound=QDialog)
SOURCE_NAME = "Yavər Dəmirçizadə"
BROTHER = "P-001"


def before(desk: Desk, work: Callable[[Session], T]) -> T:
    """Something in the vault before a page is made."""
    session = desk._session
    assert session is not None
    return desk.on_vault_thread(lambda: work(session))


def dialog_of(page: QWidget, kind: type[D]) -> D:
    return next(one for one in page.findChildren(kind) if one.isVisible())


def words_in(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def asked(qtbot: QtBot, desk: Desk, work: Callable[[Session], T]) -> T:
    answers: list[T] = []
    owner = QObject()
    desk.ask(owner, lambda session, _: work(session), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


# --- status ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "on", "words"),
    [
        (State.ARRESTED, "2026-03", "Arrested since March 2026"),
        (State.ABROAD, "c. 2019", "Abroad since about 2019"),
        (State.RELEASED, "2026-03-14", "Released on 14 March 2026"),
        (State.DETAINED, "2025-11..2026-02", "Detained since between November 2025 and February 2026"),
        (State.DISAPPEARED, "", "Disappeared, it is not known since when"),
    ],
)
def test_a_status_is_said_as_exactly_as_it_is_known(state: State, on: str, words: str) -> None:
    assert status_words(Status("ST-1", SOURCE, state, on)) == words


def test_the_present_status_stands_in_front_and_the_others_under_it(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    before(desk, lambda session: triggers.set_status(session, SOURCE, State.ABROAD, on="2019"))
    before(desk, lambda session: triggers.set_status(session, SOURCE, State.AT_LIBERTY, on="2021"))
    page = opened(qtbot, desk, clipboard)

    assert page.view.status.now.text() == "At liberty since 2021"
    assert "Abroad since 2019" in words_in(page.view.status)


def test_a_status_noted_by_mistake_is_taken_back_and_the_one_before_stands_again(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    before(desk, lambda session: triggers.set_status(session, BROTHER, State.ABROAD, on="2019"))
    before(desk, lambda session: triggers.set_status(session, BROTHER, State.ARRESTED, on="2020"))
    page = opened(qtbot, desk, clipboard, BROTHER)
    page.view.status.take_back.click()
    dialog = dialog_of(page, TakeBackDialog)
    assert "2020" in words_in(dialog)
    assert dialog.out.hasFocus() or not dialog.main.hasFocus()

    dialog.main.click()
    settle(qtbot, desk)

    found = asked(qtbot, desk, lambda session: triggers.statuses(session, person=BROTHER))
    assert [status.state for status in found] == [State.ABROAD]
    qtbot.waitUntil(lambda: "2019" in page.view.status.now.text())


def test_where_nothing_is_noted_there_is_nothing_to_take_back(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard, BROTHER)

    assert not page.view.status.take_back.isVisible()


def test_a_place_has_no_status_and_no_timeline(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    places = before(desk, lambda session: [one.code for one in register.entries(session) if one.code.startswith("L-")])
    page = opened(qtbot, desk, clipboard, places[0])

    assert page.view.status.isHidden()
    assert page.view.timeline.isHidden()


def asked_for(qtbot: QtBot, desk: Desk, page: RegisterPage, state: State, on: str) -> StatusDialog:
    page.view.status.change.click()
    dialog = dialog_of(page, StatusDialog)
    dialog.state.setCurrentIndex(dialog.state.findData(state))
    dialog.on.setText(on)
    dialog.look()
    settle(qtbot, desk)
    return dialog


def test_what_an_arrest_raises_is_seen_before_it_is_noted_and_told_afterwards(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    level = asked(qtbot, desk, lambda session: session.vault.entry(SOURCE).level)

    dialog = asked_for(qtbot, desk, page, State.ARRESTED, "2026-03")
    foreseen = words_in(dialog)
    assert f"{SOURCE}: from " in foreseen
    assert BROTHER in foreseen
    assert "No bundle that was sent carries them." in foreseen
    assert asked(qtbot, desk, lambda session: session.vault.entry(SOURCE).level) is level
    dialog.main.click()
    settle(qtbot, desk)

    done = dialog_of(page, StatusDone)
    assert f"{SOURCE}: from " in words_in(done)
    done.reject()
    assert asked(qtbot, desk, lambda session: session.vault.entry(SOURCE).level) is Level(level + 1)
    settle(qtbot, desk)
    assert page.view.status.now.text() == "Arrested since March 2026"
    assert page.view.head.level.level is Level(level + 1)
    assert any(item.code == SOURCE and item.detail == State.ARRESTED for item in page.view.timeline.list.items())


def test_bundles_that_carry_them_are_named_by_number_day_and_person() -> None:
    release = ReleaseView("c" * 32, "2026-03-14T10:00:00Z", "editor", ("T-001",), ())
    lines = sent_lines([Released(release, (SOURCE, BROTHER))])

    assert lines == ["cccccccccccc, made on 14 March 2026, with S-001, P-001"]


def test_a_status_that_endangers_nobody_says_so(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)

    dialog = asked_for(qtbot, desk, page, State.ABROAD, "2026")

    assert "Nothing else changes." in [strip.accessibleName() for strip in dialog.follows.findChildren(QWidget)]
    dialog.reject()


def test_nothing_is_noted_that_was_not_foreseen_or_has_a_date_that_is_none(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, desk, clipboard)
    dialog = asked_for(qtbot, desk, page, State.ARRESTED, "keçən yaz")

    assert dialog.problem.text()
    assert not dialog.main.isEnabled()
    dialog.on.setText("2026")
    dialog.submit()
    dialog.reject()
    assert asked(qtbot, desk, lambda session: triggers.statuses(session, person=SOURCE)) == []


def test_a_status_can_be_noted_from_the_road_without_words(
    qtbot: QtBot, sealed_closed_desk: Desk, clipboard: Clipboard
) -> None:
    page = opened(qtbot, sealed_closed_desk, clipboard)
    dialog = asked_for(qtbot, sealed_closed_desk, page, State.ARRESTED, "")

    assert not dialog.words.isEnabled()
    dialog.main.click()
    settle(qtbot, sealed_closed_desk)
    dialog_of(page, StatusDone).reject()
    assert page.view.status.now.text() == "Arrested, it is not known since when"


# --- timeline -------------------------------------------------------------------------------------------------------


def test_a_timeline_says_that_a_date_is_a_span_and_opens_records(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard
) -> None:
    before(desk, lambda session: triggers.set_status(session, SOURCE, State.ABROAD, on="c. 2019"))
    page = opened(qtbot, desk, clipboard)
    items = page.view.timeline.list.items()
    span = next(item for item in items if item.dated == UncertainDate.parse("c. 2019"))
    assert spoken(span).startswith("some time: about 2019. Abroad. ")

    record = next(item for item in items if item.what == "record")
    listing = page.view.timeline.list
    rows = [row for row in range(listing.model().rowCount()) if listing.model().index(row, 0).data() == record.label]
    listing.setCurrentIndex(listing.model().index(rows[0], 0))
    with qtbot.waitSignal(page.record_wanted) as wanted:
        QTest.keyClick(listing, Qt.Key.Key_Return)
    assert wanted.args == [record.code]


def test_a_sealed_title_leaves_a_timeline_with_the_names(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    before(desk, lambda session: tasks.add(session, f"{SOURCE_NAME} haqqında soruş", about=SOURCE))
    page = opened(qtbot, desk, clipboard)
    listing = page.view.timeline.list
    assert any(SOURCE_NAME in item.label for item in listing.items())

    desk.close_sealed()

    assert not any(SOURCE_NAME in item.label for item in listing.items())
    settle(qtbot, desk)
    assert not any(SOURCE_NAME in item.label for item in listing.items())


def test_a_case_has_its_timeline_beside_its_records(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    work = Workspace(qtbot, desk, clipboard)
    listing = work.page.listing
    assert listing.list.timeline.isHidden()  # all records are in sight: there is no case
    work.page.open_case("C-001")
    work.settle()

    listing.list.timeline.click()
    work.settle()

    dialog = dialog_of(work.page, TimelineDialog)
    record = next(item for item in dialog.list.items() if item.what == "record")
    with qtbot.waitSignal(listing.picked) as picked:
        dialog.list.opened.emit(record)
    assert picked.args == [record.code]
    work.settle()


# --- graph ----------------------------------------------------------------------------------------------------------


def test_the_graph_shows_codes_and_is_walked_by_arrows(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    before(desk, lambda session: register.relate(session, "S-002", "P-003", RelationKind.COLLEAGUE))
    page = opened(qtbot, desk, clipboard)
    nodes = page.view.graph.view.nodes
    assert nodes[0].node.code == SOURCE
    assert {BROTHER} < {node.node.code for node in nodes}
    assert not [node for node in nodes if SOURCE_NAME in node.accessibleName() + node.toolTip()]
    assert [node.focusPolicy() for node in nodes].count(Qt.FocusPolicy.StrongFocus) == 1
    brother = next(node for node in nodes if node.node.code == BROTHER)
    assert f"{BROTHER} is sibling of {SOURCE}" in brother.accessibleName() or (
        f"{SOURCE} is sibling of {BROTHER}" in brother.accessibleName()
    )

    reached = set()
    now = nodes[0]
    for _ in nodes:
        steps: list[int] = []
        now.moved.connect(steps.append)
        QTest.keyClick(now, Qt.Key.Key_Right)
        assert steps == [1]
        now = nodes[(nodes.index(now) + 1) % len(nodes)]
        reached.add(now.node.code)
    assert reached == {node.node.code for node in nodes}

    QTest.keyClick(brother, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert page._code == BROTHER


def test_nodes_do_not_lie_on_each_other_and_stay_inside(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = opened(qtbot, desk, clipboard)
    view = page.view.graph.view

    boxes = [node.geometry() for node in view.nodes]
    assert all(view.rect().contains(box) for box in boxes)
    assert not [(a, b) for at, a in enumerate(boxes) for b in boxes[:at] if a.intersects(b)]
