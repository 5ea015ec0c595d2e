"""What a finding measured and expected is told in the reader's language; what is written for programs is not."""

from __future__ import annotations

import gettext
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from fieldnotes import audit, i18n, resources
from fieldnotes.audit.check import Result
from fieldnotes.audit.checks import CHECKS
from fieldnotes.audit.context import Context
from fieldnotes.audit.html_report import to_html
from fieldnotes.audit.report import to_json, to_text
from fieldnotes.audit.runner import run
from fieldnotes.audit.sarif import to_sarif
from fieldnotes.model.audit import Report, Running
from fieldnotes.model.sentence import told

SOURCE = Path(audit.__file__).parent
CODES_ONLY = {"V05"}
"""Checks whose texts are names and values of settings."""


class Marked(gettext.NullTranslations):
    """Disguises the texts that are marked in the source of the audit, and leaves every other as it is."""

    def __init__(self) -> None:
        super().__init__()
        sources = extract_from_dir(str(SOURCE), method_map=[("**.py", "python")], keywords={"N_": None})
        self.known = {message for _file, _line, message, _comments, _context in sources}

    def gettext(self, message: str) -> str:
        return i18n.disguised(message) if message in self.known else message


@pytest.fixture(scope="module")
def marked() -> Marked:
    return Marked()


@pytest.fixture
def pseudo(marked: Marked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_translations", marked)


def results(context: Context) -> dict[str, Result]:
    return {check.ID: check.run(context) for check in CHECKS if check.ID not in CODES_ONLY}


def untold(texts: dict[str, str]) -> dict[str, str]:
    """Texts of which no piece is told in another language."""
    return {name: text for name, text in texts.items() if "⟦" not in told(text)}


@pytest.mark.parametrize("running", [Running(), Running(300, frozenset({"lid"}), 120, 20, True)])
@pytest.mark.usefixtures("pseudo")
def test_every_check_can_be_told_in_another_language(owned: Context, running: Running) -> None:
    found = results(replace(owned, running=running))
    assert untold({name: one.measured for name, one in found.items()}) == {}
    assert untold({name: one.expected for name, one in found.items()}) == {}


@pytest.mark.usefixtures("pseudo")
def test_so_can_every_reason_why_something_is_not_known(owned: Context) -> None:
    found = results(replace(owned, owner=None))
    assert untold({name: one.measured for name, one in found.items()}) == {}
    assert untold({name: one.expected for name, one in found.items()}) == {}


@pytest.fixture
def report(owned: Context) -> Report:
    return run(replace(owned, owner=None), only=["V01", "P01", "D01"])


def test_people_read_their_own_language_and_programs_english(report: Report) -> None:
    english = to_json(report), to_sarif(report), to_text(report), to_html(report)
    i18n.set_language(resources.path("translations"), i18n.PSEUDO)
    try:
        json, sarif, text, html = to_json(report), to_sarif(report), to_text(report), to_html(report)
    finally:
        i18n.set_language(resources.path("translations"), "en")
    assert (json, sarif) == english[:2]
    measured = next(one.measured for one in report.findings if one.id == "P01")
    assert measured in english[2]
    assert measured in english[3]
    assert measured not in text
    assert measured not in html
