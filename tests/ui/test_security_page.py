"""The security page: measured now, worst first, never a word of the vault, in the window and in the saved report."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldnotes import resources
from fieldnotes.errors import DiskFull
from fieldnotes.model.audit import Finding, Report, Severity, Status
from fieldnotes.services import check, find, register
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.models.findings import FINDING_ROLE, OPEN_ROLE, FindingModel, worst_first
from fieldnotes_ui.pages.security import SecurityPage
from fieldnotes_ui.widgets.trend import Trend
from tests.ui.conftest import type_text
from tests.ui.share_helpers import settle, words_on

TEMPORARY = ("TMPDIR", "TEMP", "TMP", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without anything in it: the audit would search the real one."""
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    for name in TEMPORARY:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(home / "tmp"))
    return home


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> SecurityPage:
    made = SecurityPage(desk, clipboard, idle_lock_s=300)
    qtbot.addWidget(made)
    made.resize(1290, 710)
    with qtbot.waitExposed(made):
        made.show()
    settle(qtbot, desk)
    return made


def report_of(page: SecurityPage) -> Report:
    assert page._report is not None
    return page._report


def shown(model: FindingModel) -> list[Finding]:
    return [model.index(row, 0).data(FINDING_ROLE) for row in range(model.rowCount(QModelIndex()))]


def finding(number: str, status: Status, severity: Severity = Severity.LOW) -> Finding:
    return Finding(number, "Title", severity, status, "measured", "expected", "why it matters", "how to put it right")


# --- what it shows ------------------------------------------------------------------------------------------------


def test_the_four_figures_are_the_reports(page: SecurityPage) -> None:
    report = report_of(page)
    figures = [card._figure.text() for card in page._figures]
    whole = len(report.findings) - report.count(Status.NOT_APPLICABLE)

    assert figures == [
        f"{report.count(Status.PASS)} of {whole}",
        *(str(report.count(status)) for status in (Status.WARN, Status.FAIL, Status.UNKNOWN)),
    ]


def test_what_was_not_measured_is_worse_than_a_pass_and_better_than_a_warning() -> None:
    findings = [
        finding("A", Status.PASS, Severity.CRITICAL),
        finding("B", Status.UNKNOWN),
        finding("C", Status.WARN),
        finding("D", Status.FAIL),
        finding("E", Status.FAIL, Severity.CRITICAL),
        finding("F", Status.NOT_APPLICABLE),
    ]

    assert [one.id for one in worst_first(findings)] == ["E", "D", "C", "B", "A", "F"]


def test_what_leaves_the_computer_is_said_as_it_was_measured(page: SecurityPage) -> None:
    network = next(one for one in report_of(page).findings if one.id == "N01")

    assert network.measured in page._network.text
    assert page._network.isVisibleTo(page)


@pytest.mark.parametrize(
    ("status", "tone", "words"),
    [(Status.PASS, "ok", "nothing"), (Status.FAIL, "danger", "could leave"), (Status.UNKNOWN, "warn", "not measured")],
)
def test_only_a_measured_pass_lets_it_say_nothing_leaves(
    page: SecurityPage, status: Status, tone: str, words: str
) -> None:
    page._show_network(Report("", "", "", "", "", (finding("N01", status),)))

    assert page._network.tone == tone
    assert words in page._network.text


def test_a_row_opens_by_key_to_say_why_and_how(page: SecurityPage) -> None:
    page._list.setCurrentIndex(page.findings.index(0, 0))
    QTest.keyClick(page._list, Qt.Key.Key_Return)
    index = page.findings.index(0, 0)

    assert index.data(OPEN_ROLE)
    assert shown(page.findings)[0].fix in index.data(Qt.ItemDataRole.AccessibleTextRole)
    QTest.keyClick(page._list, Qt.Key.Key_Space)
    assert not index.data(OPEN_ROLE)


def test_a_filter_shows_what_holds_every_word_and_nothing_is_lost(page: SecurityPage) -> None:
    whole = shown(page.findings)
    type_text(page._search, "pass header")
    found = shown(page.findings)

    assert 0 < len(found) < len(whole)
    assert all(one.status is Status.PASS and "header" in f"{one.title} {one.measured}".lower() for one in found)
    page._search.clear()
    assert shown(page.findings) == whole


def test_f5_measures_again(qtbot: QtBot, page: SecurityPage, desk: Desk) -> None:
    before = report_of(page)
    with qtbot.waitActive(page):
        page.activateWindow()
    QTest.keyClick(page, Qt.Key.Key_F5)
    settle(qtbot, desk)

    assert report_of(page) is not before
    assert page._run.isEnabled()


def test_the_ledger_is_newest_first_in_codes_and_counts(page: SecurityPage) -> None:
    numbers = [int(page.ledger.index(row, 0).data()) for row in range(page.ledger.rowCount())]

    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == 1


def test_a_lock_while_it_measures_ends_quietly(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> None:
    page = SecurityPage(desk, clipboard, idle_lock_s=300)
    qtbot.addWidget(page)
    desk.lock()
    qtbot.waitUntil(lambda: not desk.busy, timeout=30_000)

    assert not desk.is_open


# --- nothing of the vault -----------------------------------------------------------------------------------------


def sample_texts() -> list[Path]:
    return sorted((resources.path("sample") / "records").glob("*.md"))


def protected_words(desk: Desk) -> list[str]:
    session = desk._session
    assert session is not None

    def read() -> list[str]:
        names = [name for one in register.entries(session) if one.identity for name in one.identity.names]
        titles = [row.row.card.title for row in find.rows(session) if row.row.card is not None]
        return [word for word in (*names, *titles, session.name) if len(word) > 5]

    return desk.on_vault_thread(read)


def test_no_word_of_the_vault_is_on_the_page(page: SecurityPage, desk: Desk) -> None:
    texts = [words_on(page)]
    for model, columns in ((page.findings, 1), (page.ledger, page.ledger.columnCount())):
        texts += [
            str(model.index(row, column).data(role))
            for row in range(model.rowCount())
            for column in range(columns)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        ]
    everything = "\n".join(texts)

    assert not [word for word in protected_words(desk) if word in everything]


def test_where_a_leftover_lies_is_told_here_and_in_no_report(
    qtbot: QtBot, page: SecurityPage, desk: Desk, own_home: Path, tmp_path: Path
) -> None:
    (own_home / "Downloads").mkdir()
    copies = [shutil.copy(file, own_home / "Downloads") for file in sample_texts()]
    page.run()
    settle(qtbot, desk)
    row = next(row for row, one in enumerate(shown(page.findings)) if one.id == "T01")
    page._list.setCurrentIndex(page.findings.index(row, 0))
    QTest.keyClick(page._list, Qt.Key.Key_Return)
    told = page.findings.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    page.save_report(tmp_path / "report.json")
    settle(qtbot, desk)

    assert any(str(copy) in told for copy in copies)
    assert "Downloads" not in (tmp_path / "report.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["html", "json", "txt"])
def test_a_saved_report_is_private_and_holds_no_word_of_the_vault(
    qtbot: QtBot, page: SecurityPage, desk: Desk, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"report.{ending}"
    words = protected_words(desk)
    page.save_report(path)
    settle(qtbot, desk)
    text = path.read_text(encoding="utf-8")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "N01" in text
    assert not [word for word in (*words, str(tmp_path)) if word in text]
    assert "The report was saved" in page._strip.text
    if ending == "json":
        assert len(json.loads(text)["findings"]) == len(report_of(page).findings)


def test_a_full_disk_is_said_and_the_report_stays_on_the_page(
    qtbot: QtBot, page: SecurityPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull(place="x")

    monkeypatch.setattr("fieldnotes.files.atomic_write", full)
    page.save_report(tmp_path / "report.html")
    settle(qtbot, desk)

    assert "The disk is full" in page._strip.text
    assert page._strip.tone == "danger"
    assert shown(page.findings)


def test_the_clipboard_is_not_touched(page: SecurityPage) -> None:
    assert QApplication.clipboard().text() == ""


def test_only_what_matters_before_the_border_is_shown_on_request(page: SecurityPage) -> None:
    whole = len(shown(page.findings))
    page.among.choose("border")
    assert {one.id for one in shown(page.findings)} == check.BORDER
    page.among.choose("release")
    assert {one.id for one in shown(page.findings)} == check.RELEASE
    page.among.choose("all")
    assert len(shown(page.findings)) == whole


def test_a_finding_leads_to_the_place_where_it_is_put_right(page: SecurityPage, qtbot: QtBot) -> None:
    backup = next(row for row, one in enumerate(shown(page.findings)) if one.id == "B01")
    page._list.setCurrentIndex(page.findings.index(backup, 0))
    assert "Keys" in page._mend.text()
    with qtbot.waitSignal(page.wanted) as asked:
        page._mend.click()
    assert asked.args == ["care", "make_backup"]
    passed = next(row for row, one in enumerate(shown(page.findings)) if one.status is Status.PASS)
    page._list.setCurrentIndex(page.findings.index(passed, 0))
    assert page._mend.isHidden()


def test_how_audits_ended_is_drawn_and_told_once_there_are_two(page: SecurityPage, desk: Desk, qtbot: QtBot) -> None:
    trend = page.findChild(Trend)
    assert trend is not None
    assert trend.isHidden()
    page._clipboard.limit(3)
    page._idle_lock_s = 0  # the idle lock was switched off meanwhile
    page.run()
    settle(qtbot, desk)
    assert trend.isVisible()
    assert trend.accessibleDescription().count("failures") == 2
    page.run()
    settle(qtbot, desk)
    assert trend.accessibleDescription().count("failures") == 2  # nothing changed, nothing noted
