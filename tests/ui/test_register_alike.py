"""One person? on the register page: who is asked about, joining, keeping apart, and nothing while names are sealed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fieldnotes.model.consent import Answer, Use
from fieldnotes.services import alike, register
from fieldnotes.services.session import Session
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.join import JoinDialog
from fieldnotes_ui.pages.register import RegisterPage
from tests.ui.register_helpers import opened, settle
from tests.ui.test_register_page import asked, dialog_of

FIRST, SECOND = "Gülnar Həbibzadə", "Гюльнар Габибзаде"


@pytest.fixture
def two(qtbot: QtBot, desk: Desk) -> tuple[str, str]:
    """The codes of two entries in the sample register that are one person."""
    return asked(
        qtbot,
        desk,
        lambda session: (
            register.add_entry(session, name=FIRST).code,
            register.add_entry(session, name=SECOND).code,
        ),
    )


def _buttons(page: RegisterPage) -> list[QPushButton]:
    return [one for one in page.view.alike.findChildren(QPushButton) if one.isVisible()]


def _click(page: RegisterPage, icon_name: str, code: str) -> None:
    next(one for one in _buttons(page) if icon_name in one.accessibleName() and code in one.accessibleName()).click()


def _codes(session: Session) -> set[str]:
    return {entry.code for entry in register.entries(session)}


def test_the_other_spelling_is_shown_with_why(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard, two: tuple[str, str]
) -> None:
    page = opened(qtbot, desk, clipboard, two[0])
    assert page.view.alike.isVisible()
    assert any(SECOND in one.text() and two[1] in one.text() for one in _buttons(page))
    assert any("another script" in one.text() for one in page.view.alike.findChildren(QLabel))
    page.open_entry("P-001")
    settle(qtbot, desk)
    assert not page.view.alike.isVisible()


def test_joining_asks_which_stays_and_goes_to_it(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard, two: tuple[str, str]
) -> None:
    page = opened(qtbot, desk, clipboard, two[0])
    _click(page, "Join", two[1])
    dialog = dialog_of(page, JoinDialog)
    dialog.stays.button(1).click()
    dialog.main.click()
    settle(qtbot, desk)
    assert page._code == two[1]
    assert two[0] not in asked(qtbot, desk, _codes)
    assert page.entries.row_of(two[0]) < 0
    assert not page.view.alike.isVisible()


def test_two_people_are_not_asked_about_again(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard, two: tuple[str, str]
) -> None:
    page = opened(qtbot, desk, clipboard, two[0])
    _click(page, "are two", two[1])
    settle(qtbot, desk)
    assert not page.view.alike.isVisible()
    assert asked(qtbot, desk, alike.same_people) == ()


def test_consents_that_contradict_are_said(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard, two: tuple[str, str]
) -> None:
    def answer(code: str, given: Answer) -> Callable[[Session], object]:
        return lambda session: register.set_consent(session, code, {Use.PRESS: given})

    asked(qtbot, desk, answer(two[0], Answer.YES))
    asked(qtbot, desk, answer(two[1], Answer.NO))
    page = opened(qtbot, desk, clipboard, two[0])
    errors: list[object] = []
    desk.failed.connect(errors.append)
    _click(page, "Join", two[1])
    dialog_of(page, JoinDialog).main.click()
    settle(qtbot, desk)
    assert [getattr(error, "code", "") for error in errors] == ["consents-differ"]
    assert set(two) <= asked(qtbot, desk, _codes)


def test_the_card_goes_when_names_are_sealed(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard, two: tuple[str, str]
) -> None:
    page = opened(qtbot, desk, clipboard, two[0])
    desk.close_sealed()
    settle(qtbot, desk)
    assert not page.view.alike.isVisible()
    assert all(SECOND not in one.text() for one in page.view.alike.findChildren(QPushButton) if one.isVisible())
