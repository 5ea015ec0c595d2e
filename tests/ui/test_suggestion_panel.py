"""The panel of suggestions: ticks, the keyboard, what it says of one, and that it keeps nothing of another case."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fieldnotes.services.suggest import Band, Kind, Spot, Suggestion
from fieldnotes_ui.widgets.suggestion_panel import SuggestionPanel


def _suggestion(
    key: str, surface: str, *, kind: Kind = Kind.PERSON, band: Band = Band.TICKED, same_as: tuple[str, ...] = ()
) -> Suggestion:
    return Suggestion(
        id=key,
        kind=kind,
        surface=surface,
        spellings=(surface, f"{surface}-2"),
        count=2,
        confidence=0.9,
        band=band,
        why="the ending of a surname",
        contexts=(f"o gün {surface} gəldi",),
        records=("T-001",),
        same_as=same_as,
        spots=(Spot("T-001", "text", 6, 9), Spot("T-002", "title", 0, 3)),
    )


FOUND = (
    _suggestion("a", "Daşqın Səfərli"),
    _suggestion("m", "Çörəkçi", band=Band.MAYBE),
    _suggestion("b", "Гюльнур Гасанова", same_as=("P-004", "P-009")),
    _suggestion("c", "Xırdalan", kind=Kind.PLACE),
    _suggestion("d", "+994 50 123 45 67", kind=Kind.PHONE),
)


@pytest.fixture
def panel(qtbot: QtBot) -> SuggestionPanel:
    made = SuggestionPanel()
    qtbot.addWidget(made)
    made.resize(400, 700)
    made.show_suggestions(FOUND, {"P-004": "Gülnur Həsənova"})
    with qtbot.waitExposed(made):
        made.show()
    made.list.setFocus()
    return made


def _said(panel: SuggestionPanel) -> str:
    return "\n".join(one.text() for one in panel.findChildren(QLabel) if one.isVisible())


def test_persons_and_contacts_nobody_knows_are_ticked_beforehand_and_the_doubtful_come_last(
    panel: SuggestionPanel,
) -> None:
    assert panel.model.ticked() == ("a", "d")
    assert [one.id for one in panel.model.shown] == ["a", "b", "c", "d", "m"]


def test_everything_goes_by_the_keyboard(qtbot: QtBot, panel: SuggestionPanel) -> None:
    heard: list[object] = []
    for signal in (panel.accepted, panel.edit_wanted, panel.rejected, panel.join_wanted, panel.go_to):
        signal.connect(lambda *values: heard.append(values))
    QTest.keyClick(panel.list, Qt.Key.Key_A)
    QTest.keyClick(panel.list, Qt.Key.Key_J)
    QTest.keyClick(panel.list, Qt.Key.Key_S)
    QTest.keyClick(panel.list, Qt.Key.Key_E)
    QTest.keyClick(panel.list, Qt.Key.Key_R)
    QTest.keyClick(panel.list, Qt.Key.Key_G)
    QTest.keyClick(panel.list, Qt.Key.Key_G)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    QTest.keyClick(panel.list, Qt.Key.Key_K)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    QTest.keyClick(panel.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard == [
        (("a",),),
        ("b", "P-004"),
        ("b",),
        (("b",), False),
        ("T-001", "text", 6, 9),
        ("T-002", "title", 0, 3),
        (("b", "d"),),
    ]


def test_a_click_on_the_box_ticks_and_one_beside_it_only_chooses(panel: SuggestionPanel) -> None:
    rect = panel.list.visualRect(panel.model.index(1, 0))
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(18, rect.center().y()))
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(150, rect.center().y()))
    assert panel.model.ticked() == ("a", "b", "d")
    assert panel.list.current_id() == "b"


def test_it_says_what_where_and_who_it_may_be(panel: SuggestionPanel) -> None:
    panel.list.choose_row(1)
    said = _said(panel)
    for words in ("Гюльнур Гасанова", "Гюльнур Гасанова-2", "the ending of a surname", "o gün"):
        assert words in said
    same = [one.text() for one in panel.findChildren(QPushButton) if one.isVisible() and "P-004" in one.text()]
    assert same == ["It is P-004, Gülnur Həsənova  S"]


def test_ticks_and_place_survive_a_fresh_reading(panel: SuggestionPanel) -> None:
    panel.list.choose_row(3)
    panel.list.toggle(panel.model.index(0, 0))
    panel.show_suggestions(FOUND[1:])
    assert panel.model.ticked() == ("d",)
    assert panel.list.current_id() == "d"


def test_all_or_none_can_be_ticked(panel: SuggestionPanel) -> None:
    buttons = {one.text(): one for one in panel.findChildren(QPushButton)}
    buttons["Tick all"].click()
    assert len(panel.model.ticked()) == len(FOUND)
    buttons["Tick none"].click()
    assert panel.model.ticked() == ()
    assert not panel._together.isEnabled()


def test_nothing_left_and_nothing_known_are_told_apart(panel: SuggestionPanel) -> None:
    panel.show_suggestions(())
    assert "Nothing that looks like a name is left" in _said(panel)
    panel.forget()
    assert "Nobody has looked yet" in _said(panel)
    assert "Daşqın" not in _said(panel)
