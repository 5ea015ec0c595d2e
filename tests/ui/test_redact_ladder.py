"""How much details tell is chosen by keyboard and holds for all that leaves; the log is saved; titles lead on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fieldnotes.i18n import tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.changes import Changes
from fieldnotes.progress import Watch
from fieldnotes.redaction.ladder import LADDERS, parse
from fieldnotes.services import ladders, mosaic, share, suggest
from fieldnotes.services.ladders import Rung, Topic
from fieldnotes.services.pages import Way
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.accept import AcceptDialog
from fieldnotes_ui.dialogs.export import ExportDialog
from fieldnotes_ui.dialogs.ladder import LadderDialog
from fieldnotes_ui.models.review import Act, Kind
from fieldnotes_ui.pages.redact.log_saving import LOG
from fieldnotes_ui.widgets.accepting import Accepting
from tests.ui.conftest import CASE
from tests.ui.share_helpers import DETAILED, Redacting, dialog_of, words_on

NAME = "Yavər Dəmirçizadə"
DATED = "They came on 3 May 2019 and took the radio away."


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Redacting:
    return Redacting(qtbot, desk, clipboard)


def ask(work: Redacting) -> LadderDialog:
    QTest.keyClick(work.bench.telling, Qt.Key.Key_Space)
    return dialog_of(work.qtbot, work.page, LadderDialog)


def test_two_quick_presses_ask_once(work: Redacting) -> None:
    QTest.keyClick(work.bench.telling, Qt.Key.Key_Space)
    QTest.keyClick(work.bench.telling, Qt.Key.Key_Space)
    dialog_of(work.qtbot, work.page, LadderDialog)
    work.bench.telling_wanted.emit()
    work.settle()
    assert len(work.page.findChildren(LadderDialog)) == 1


def choose(work: Redacting, topic: Topic, rung: Rung) -> None:
    """With the arrow keys, as somebody without a mouse does."""
    dialog = ask(work)
    box = dialog.boxes[topic]
    steps = box.findData(rung.value) - box.currentIndex()
    for _ in range(abs(steps)):
        QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    QTest.keyClick(box, Qt.Key.Key_Return)
    if dialog.isVisible():
        QTest.keyClick(dialog.main, Qt.Key.Key_Space)
    work.settle()


def redacted(work: Redacting, code: str) -> str:
    return work.show(code).redacted


# --- choosing -----------------------------------------------------------------------------------------------------


def test_each_topic_shows_its_rungs_with_what_is_written_at_each(work: Redacting) -> None:
    box = ask(work).boxes[Topic.DATES]

    shown = [box.itemText(at) for at in range(box.count())]

    assert [box.itemData(at) for at in range(box.count())] == [rung.value for rung in LADDERS[Topic.DATES]]
    assert "3 May 2019" in shown[0]
    assert "[May 2019]" in shown[1]
    assert [at for at, words in enumerate(shown) if "usual" in words] == [3]


def test_another_rung_is_read_at_once_and_said(work: Redacting) -> None:
    code = work.add(DATED)
    assert "May" not in redacted(work, code)
    assert not work.bench.told.isVisible()

    choose(work, Topic.DATES, Rung.MONTH)

    assert "[May 2019]" in redacted(work, code)
    assert "Dates: Month" in words_on(work.page)
    assert "1 chosen" in work.bench.telling.text()


def test_what_the_audience_usually_reads_is_one_key_away(work: Redacting) -> None:
    code = work.add(DATED)
    usual = redacted(work, code)
    choose(work, Topic.DATES, Rung.DECADE)
    assert redacted(work, code) != usual

    dialog = ask(work)
    QTest.keyClick(dialog.usual, Qt.Key.Key_Space)
    QTest.keyClick(dialog.main, Qt.Key.Key_Space)
    work.settle()

    assert redacted(work, code) == usual
    assert not work.bench.told.isVisible()


def test_another_audience_is_told_as_usual(work: Redacting) -> None:
    choose(work, Topic.DATES, Rung.EXACT)
    work.audience(Audience.PUBLIC)

    assert work.page.telling.how().ladder is None
    assert not work.bench.told.isVisible()


def test_more_than_usual_is_said_before_it_is_chosen(work: Redacting) -> None:
    dialog = ask(work)
    box = dialog.boxes[Topic.DATES]
    assert "More is told" not in words_on(dialog)

    QTest.keyClick(box, Qt.Key.Key_Up)
    assert "More is told" in words_on(dialog)
    assert "Dates" in words_on(dialog)

    dialog.close()
    work.settle()
    assert work.page.telling.how().ladder is None


def test_days_from_an_event_ask_for_the_day(work: Redacting) -> None:
    dialog = ask(work)
    assert not dialog.anchor.isVisible()

    QTest.keyClick(dialog.boxes[Topic.DATES], Qt.Key.Key_End)
    assert dialog.anchor.isVisible()


def test_the_choice_is_gone_when_the_sealed_compartment_closes(work: Redacting) -> None:
    choose(work, Topic.DATES, Rung.MONTH)
    work.desk.close_sealed()
    work.settle()

    assert work.page.telling.how().ladder is None


# --- what leaves --------------------------------------------------------------------------------------------------


def test_preview_and_dialog_of_an_export_have_the_same_ladder(work: Redacting) -> None:
    choose(work, Topic.DATES, Rung.MONTH)
    preview = work.page.preview
    assert preview is not None
    ladder = ladders.choose(Audience.EDITOR, {Topic.DATES: Rung.MONTH})

    same = work.ask(lambda session, _: share.preview(session, CASE, Audience.EDITOR, how=How(ladder=ladder)))
    dialog = work.page._exporting.ask(preview, work.page.telling)

    assert [one.redacted for one in preview.records] == [one.redacted for one in same.records]
    assert isinstance(dialog, ExportDialog)
    assert "Dates: Month" in words_on(dialog)


def test_a_page_is_written_with_the_chosen_ladder(work: Redacting, tmp_path: Path) -> None:
    def decide(session: Session, _: Watch) -> Changes:
        """A page has no fields for reasons: whatever is asked has to be settled before."""
        asked = [one.id for one in suggest.suggestions(session, CASE) if suggest.blocks(one)]
        changes = suggest.reject(session, CASE, asked)
        how = How(ladder=parse("dates=decade", Audience.EDITOR))
        for one in mosaic.check(session, CASE, Audience.EDITOR, how=how):
            if one.state is mosaic.State.OPEN:
                two = {"who": "Lalə", "second": "Rövşən"}
                mosaic.accept(session, CASE, Audience.EDITOR, one.code, reason="məqalədə var", how=how, **two)
        return changes

    work.add(DATED)
    work.desk.tell(work.ask(decide))
    choose(work, Topic.DATES, Rung.DECADE)
    assert work.bench.more.isEnabled(), work.gate

    work.page.leaving.save(Way.HTML, tmp_path / "FN-AAAAAA.html")
    work.settle()

    assert not work.errors
    assert "the 2010s" in (tmp_path / "FN-AAAAAA.html").read_text(encoding="utf-8")


def test_a_finer_ladder_asks_for_two_people_on_every_way_out(work: Redacting, tmp_path: Path) -> None:
    work.add(DATED)
    choose(work, Topic.DATES, Rung.MONTH)
    preview = work.page.preview
    assert preview is not None
    assert preview.finer == (Topic.DATES,)
    export = work.page._exporting.ask(preview, work.page.telling)
    assert "Dates" in words_on(export)
    assert not export.accepting.second.isHidden()
    export.reject()

    work.page.leaving._ask_where(Way.HTML)
    dialog = dialog_of(work.qtbot, work.page, AcceptDialog)
    dialog.accepting.reason.setText("the court asked for the month")
    dialog.submit()
    assert "Two different people" in words_on(dialog)
    dialog.accepting.who.setText("Günel")
    dialog.accepting.second.setText("Rəşad")
    given = dialog.accepting.given()
    dialog.reject()
    work.page.leaving.save(Way.HTML, tmp_path / "FN-AAAAAA.html", given)
    work.settle()
    assert not work.errors
    assert "[May 2019]" in (tmp_path / "FN-AAAAAA.html").read_text(encoding="utf-8")


def test_a_reason_given_for_people_lets_no_likely_name_go(work: Redacting) -> None:
    work.add(DATED)
    choose(work, Topic.DATES, Rung.MONTH)
    preview = work.page.preview
    assert preview is not None
    asked = Accepting(replace(preview, suggestions=0))
    asked.reason.setText("seen")
    assert asked.given().names == ""
    assert Accepting(replace(preview, suggestions=2)).asks


# --- the log and titles -------------------------------------------------------------------------------------------


def test_the_log_of_what_is_shown_is_saved_without_the_words(work: Redacting, tmp_path: Path) -> None:
    action = next(one for one in work.page.leaving.menu.actions() if one.text() == tr(LOG))
    action.trigger()
    asked = dialog_of(work.qtbot, work.page, QFileDialog)
    assert asked.selectedFiles()[0].endswith(".html")
    asked.close()
    preview = work.page.preview
    assert preview is not None

    work.page.log.save(preview, tmp_path / "FN-AAAAAA.html")
    work.settle()

    text = (tmp_path / "FN-AAAAAA.html").read_text(encoding="utf-8")
    assert "R-001" in text
    assert not [word for word in (*NAME.split(), "T-001") if word in text]


def test_a_log_overwrites_nothing(work: Redacting, tmp_path: Path) -> None:
    out = tmp_path / "there.html"
    out.write_text("kept", encoding="utf-8")
    assert work.page.preview is not None

    work.page.log.save(work.page.preview, out)
    work.settle()

    assert out.read_text(encoding="utf-8") == "kept"
    assert work.errors


def test_a_detail_in_a_title_leads_to_its_record(work: Redacting) -> None:
    code = work.add("Nothing of note.", title=DETAILED)
    wanted: list[str] = []
    work.page.library_wanted.connect(wanted.append)
    details = [one for one in work.page.book.listed() if one.kind is Kind.DETAIL and one.acts == {Act.OPEN}]
    assert details

    work.bench.panel.choose(details[0].key)
    assert f"in the title of {code}" in words_on(work.bench.panel.card)
    work.bench.panel.list.setFocus()
    QTest.keyClick(work.bench.panel.list, Qt.Key.Key_T)

    assert wanted == [code]
