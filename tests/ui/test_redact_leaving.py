"""The menu beside Export: what leaves in the clear passes the gate, is written down, and holds nothing removed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from fieldnotes.errors import LeakFound
from fieldnotes.i18n import tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.changes import Changes
from fieldnotes.model.redaction import Verdict
from fieldnotes.services import ledger, page_layout, share, suggest
from fieldnotes.services.pages import Way
from fieldnotes.services.session import Session
from fieldnotes_ui.clipboard import HINTS, Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.accept import AcceptDialog
from fieldnotes_ui.pages.redact import leaving
from fieldnotes_ui.widgets.paper import as_pdf
from tests.helpers.covered import unseen
from tests.ui.conftest import CASE
from tests.ui.share_helpers import Redacting, dialog_of

NAME, RECORD = "Yavər Dəmirçizadə", "T-001"


@pytest.fixture
def undecided(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Redacting:
    made = Redacting(qtbot, desk, clipboard)
    made.audience(Audience.INTERNAL)
    return made


@pytest.fixture
def work(undecided: Redacting) -> Redacting:
    """With nothing left to decide."""
    undecided.ask(lambda session, _: decide_everything(session))
    undecided.desk.tell(Changes(decisions=True))
    undecided.settle()
    return undecided


def decide_everything(session: Session) -> None:
    for hit in share.review_hits(session, CASE, Audience.INTERNAL):
        share.decide(session, CASE, hit.id, Verdict.REDACT)
    if found := [one.id for one in suggest.suggestions(session, CASE)]:
        suggest.reject(session, CASE, found, always=False, who="owner")


def read_out(work: Redacting) -> list[str]:
    return [line.facts for line in work.ask(lambda session, _: ledger.show(session)) if line.event == "read-out"]


def press(work: Redacting, words: str) -> None:
    action = next(one for one in work.page.leaving.menu.actions() if one.text() == tr(words))
    action.trigger()


def notices(work: Redacting) -> list[str]:
    heard: list[str] = []
    work.desk.notice.connect(heard.append)
    return heard


def test_one_record_is_copied_as_its_readers_see_it(work: Redacting) -> None:
    shown = work.show(RECORD)
    heard = notices(work)

    press(work, leaving.COPY)
    work.settle()
    assert not work.errors

    data = QApplication.clipboard().mimeData()
    assert data.text() == shown.redacted
    assert set(HINTS) <= set(data.formats())
    assert shown.label in heard[-1]
    assert "clipboard" in read_out(work)[0]


def test_where_the_policy_wants_a_reason_the_menu_asks_for_it_and_keeps_it(work: Redacting) -> None:
    work.desk._keep_limits(replace(work.desk.limits, export_reason=True))
    work.show(RECORD)
    press(work, leaving.COPY)
    dialog = dialog_of(work.qtbot, work.page, AcceptDialog)
    assert dialog.windowTitle() == "Why it leaves"
    dialog.main.click()
    assert "asks for a reason" in dialog.problem.text()
    dialog.accepting.why.setText("the editor asked for it")
    dialog.main.click()
    work.settle()

    assert not work.errors
    assert work.ask(lambda session, _: session.vault.releases()[-1].reason) == "the editor asked for it"


def test_the_menu_asks_where_and_writes_a_page_without_a_name(qtbot: QtBot, work: Redacting, tmp_path: Path) -> None:
    press(work, leaving.HTML)
    dialog = dialog_of(qtbot, work.page, QFileDialog)
    assert dialog.selectedFiles()[0].endswith(".html")
    dialog.close()

    work.page.leaving.save(Way.HTML, tmp_path / "FN-AAAAAA.html")
    work.settle()

    text = (tmp_path / "FN-AAAAAA.html").read_text(encoding="utf-8")
    assert "R-001" in text
    assert not [word for word in (NAME, *NAME.split(), RECORD) if word in text]


def test_a_pdf_says_what_the_page_says_and_nothing_of_this_machine(work: Redacting, tmp_path: Path) -> None:
    reader, teller = shutil.which("pdftotext"), shutil.which("pdfinfo")
    assert reader
    assert teller
    out = tmp_path / "FN-AAAAAA.pdf"
    work.page.leaving.save(Way.PDF, out)
    work.settle()
    assert not work.errors, [str(one) for one in work.errors]

    words = subprocess.run([reader, out, "-"], capture_output=True, text=True, check=True).stdout
    facts = subprocess.run([teller, out], capture_output=True, text=True, check=True).stdout

    assert "R-001" in words
    assert not [word for word in (*NAME.split(), RECORD) if word in words]
    assert not [word for word in ("Producer", "Creator", "CreationDate", "ModDate", "Author") if word in facts]
    assert "Metadata Stream: no" in facts
    data = out.read_bytes()
    assert not [word for word in (b"Qt ", b"xmp", b"/CreationDate", b"/ModDate", b"D:20") if word in data]
    with pikepdf.open(io.BytesIO(data)) as document:
        assert set(document.docinfo.keys()) == {"/Title"}
    assert unseen(data) == []
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".pdf"] == ["FN-AAAAAA.pdf"]


@pytest.mark.parametrize("way", [Way.HTML, Way.PDF])
def test_a_name_that_slips_into_the_page_leaves_no_file(
    work: Redacting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    monkeypatch.setattr(page_layout, "heading", lambda: f"Told by {NAME}")

    work.page.leaving.save(way, tmp_path / "FN-AAAAAA.out")
    work.settle()

    assert isinstance(work.errors[-1], LeakFound)
    assert not (tmp_path / "FN-AAAAAA.out").exists()
    assert read_out(work) == []


def test_a_name_that_slips_into_the_page_leaves_nothing_on_the_clipboard(
    work: Redacting, monkeypatch: pytest.MonkeyPatch
) -> None:
    QApplication.clipboard().setText("before")
    monkeypatch.setattr(page_layout, "heading", lambda: f"Told by {NAME}")
    work.show(RECORD)

    press(work, leaving.COPY)
    work.settle()

    assert isinstance(work.errors[-1], LeakFound)
    assert QApplication.clipboard().text() == "before"


def test_a_printer_that_writes_a_file_is_refused(work: Redacting, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    heard = notices(work)

    work.page.leaving.print_(printer)
    work.settle()

    assert "Nothing was printed" in heard[-1]
    assert not (tmp_path / "page.pdf").exists()
    assert read_out(work) == []


def test_the_menu_is_closed_as_long_as_export_is(undecided: Redacting) -> None:
    assert not undecided.bench.more.isEnabled()


def test_the_menu_opens_with_export(work: Redacting) -> None:
    assert work.bench.more.isEnabled()


def test_a_page_loads_nothing_from_the_machine(qapp: QApplication, tmp_path: Path) -> None:
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    assert picture.save(str(tmp_path / "there.png"))
    sheet = tmp_path / "there.css"
    sheet.write_text("p { font-size: 40pt; }", encoding="utf-8")

    drawn = [
        [page.obj.Contents.read_bytes() for page in pikepdf.open(io.BytesIO(as_pdf(html))).pages]
        for html in (
            f'<link rel="stylesheet" href="{tmp_path}/{name}.css"><p>before</p><img src="{tmp_path}/{name}.png">'
            for name in ("there", "gone")
        )
    ]

    assert drawn[0] == drawn[1]


def test_each_paragraph_on_paper_begins_on_its_own_side(qapp: QApplication, tmp_path: Path) -> None:
    reader, out = shutil.which("pdftotext"), tmp_path / "page.pdf"
    assert reader
    out.write_bytes(as_pdf('<p dir="auto">البيت</p><p dir="auto">Səhər</p>'))

    told = subprocess.run([reader, "-bbox", out, "-"], capture_output=True, text=True, check=True).stdout
    lefts = [float(left) for left in re.findall(r'<word xMin="([\d.]+)"', told)]

    assert min(lefts) < 150
    assert lefts[0] > 400


def test_letters_under_a_box_or_in_the_colour_of_what_lies_behind_them_would_be_noticed(qapp: QApplication) -> None:
    plain = as_pdf("<p>Told by Şəkər in the kitchen</p>")
    black = as_pdf('<p>Told by <span style="background:#000;color:#000">Şəkər</span> in the kitchen</p>')
    white = as_pdf('<p>Told by <span style="color:#fff">Şəkər</span> in the kitchen</p>')
    boxed = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as document:
        (page,) = document.pages
        page.contents_add(b"q", prepend=True)
        page.contents_add(b"Q 0 0 0 rg 0 0 600 850 re f")
        document.save(boxed)

    assert unseen(plain) == []
    assert [unseen(black), unseen(white)] == [["Şəkər"], ["Şəkər"]]
    assert unseen(boxed.getvalue())[0].startswith("ToldbyŞəkərinthekitchen")
