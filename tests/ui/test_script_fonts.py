"""A script that this computer has no font for is said plainly, once."""

from __future__ import annotations

import unicodedata

import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from fieldnotes.model.record import Body
from fieldnotes_ui import theme
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.widgets.script_fonts import FontNotice, scripts_without_font
from tests.ui.library_helpers import Workspace

RARE = "\u05ef\U0001e7e0\U00014400\U00012f90"
"""Letters that hardly any font draws: of Hebrew, Ethiopic, the Anatolian hieroglyphs and Cypro-Minoan."""


@pytest.fixture
def undrawn(qtbot: QtBot) -> str:
    """One that no font of this computer draws."""
    metrics = QFontMetrics(theme.font(theme.READING_POINTS))
    found = [one for one in RARE if not metrics.inFontUcs4(ord(one))]
    assert found
    return found[0]


def test_scripts_of_the_shipped_fonts_are_drawn(qtbot: QtBot) -> None:
    theme.load_fonts()

    assert scripts_without_font("Şəhər, улица, ქუჩა, شارع, İğdır") == ()


def test_a_script_without_font_is_named_with_what_to_install_and_told_once(qtbot: QtBot, undrawn: str) -> None:
    notice = FontNotice()
    qtbot.addWidget(notice)
    notice.look(Body.of("Plain words"))
    assert notice.isHidden()

    notice.look(Body.of(f"Some words\n{undrawn}"))
    assert not notice.isHidden()
    script = unicodedata.name(undrawn).partition(" ")[0].capitalize()
    assert f"Noto Sans {script}" in notice.text

    notice.hide()
    notice.look(Body.of(f"Other words {undrawn}"))
    assert notice.isHidden()


def test_the_page_looks_at_the_text_that_is_opened(
    qtbot: QtBot, desk: Desk, clipboard: Clipboard, undrawn: str
) -> None:
    work = Workspace(qtbot, desk, clipboard)
    work.page.open_record("T-001")
    work.settle()
    assert work.page.fonts.isHidden()

    work.page.pane.editor.insert_words(undrawn)
    work.page.writing.save()
    work.settle()
    work.page.open_record("T-002")
    work.settle()
    work.page.open_record("T-001")
    work.settle()
    assert not work.page.fonts.isHidden()
