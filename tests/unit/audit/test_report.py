"""Reports say what was found, escape everything, match the published schema, and sum up in an exit code."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from fieldnotes import resources
from fieldnotes.audit.html_report import to_html
from fieldnotes.audit.report import exit_code, to_json, to_text, worst_first
from fieldnotes.model.audit import Finding, Report, Severity, Status


def made(identifier: str, severity: Severity, status: Status, **changes: Any) -> Finding:
    texts: dict[str, Any] = {
        "title": f"title of {identifier}",
        "measured": f"measured by {identifier}",
        "expected": f"expected by {identifier}",
        "why": f"reason of {identifier}",
        "fix": f"remedy of {identifier}",
    }
    return Finding(id=identifier, severity=severity, status=status, **{**texts, **changes})


def report(*findings: Finding, **changes: Any) -> Report:
    facts: dict[str, Any] = {
        "subject": f"sha256:{'0' * 16}:{'a' * 32}",
        "made_on": "2026-11-22",
        "tool_version": "FieldNotes 0.1.0",
        "platform": "Linux 6.1 x86_64, Python 3.11.2",
        "mode": "owner",
    }
    return Report(findings=findings, **{**facts, **changes})


EVERYTHING = report(*(made(f"X{n:02d}", Severity.HIGH, status) for n, status in enumerate(Status)))


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ([], 0),
        ([(Severity.CRITICAL, Status.PASS), (Severity.HIGH, Status.NOT_APPLICABLE)], 0),
        ([(Severity.HIGH, Status.FAIL)], 1),
        ([(Severity.CRITICAL, Status.FAIL), (Severity.CRITICAL, Status.UNKNOWN)], 1),
        ([(Severity.MEDIUM, Status.FAIL)], 2),
        ([(Severity.CRITICAL, Status.WARN)], 2),
        ([(Severity.MEDIUM, Status.UNKNOWN)], 2),
        ([(Severity.HIGH, Status.UNKNOWN)], 3),
        ([(Severity.MEDIUM, Status.FAIL), (Severity.CRITICAL, Status.UNKNOWN)], 3),
    ],
)
def test_exit_codes(findings: list[tuple[Severity, Status]], code: int) -> None:
    assert exit_code(report(*(made("X01", *finding) for finding in findings))) == code


@pytest.mark.parametrize(
    ("identifiers", "status", "code"),
    [
        (("V07",), Status.FAIL, 6),
        (("H06", "L01"), Status.FAIL, 6),
        (("L01",), Status.FAIL, 5),
        (("C01", "P01"), Status.FAIL, 5),
        (("V07", "L01"), Status.PASS, 0),
        (("V07", "C01"), Status.WARN, 2),
    ],
)
def test_what_was_altered_has_an_exit_code_of_its_own(identifiers: tuple[str, ...], status: Status, code: int) -> None:
    assert exit_code(report(*(made(name, Severity.CRITICAL, status) for name in identifiers))) == code


def test_a_stricter_policy_fails_on_less() -> None:
    found = report(made("X01", Severity.MEDIUM, Status.FAIL))
    assert exit_code(replace(found, fail_on=Severity.MEDIUM)) == 1
    assert exit_code(replace(found, fail_on=Severity.INFO)) == 1


def test_the_worst_comes_first() -> None:
    ordered = worst_first(
        [
            made("X06", Severity.CRITICAL, Status.PASS),
            made("X05", Severity.CRITICAL, Status.WARN),
            made("X04", Severity.CRITICAL, Status.UNKNOWN),
            made("X03", Severity.LOW, Status.FAIL),
            made("X02", Severity.CRITICAL, Status.FAIL),
            made("X01", Severity.CRITICAL, Status.FAIL),
        ]
    )
    assert [finding.id for finding in ordered] == ["X01", "X02", "X03", "X04", "X05", "X06"]


def test_json_matches_the_published_schema() -> None:
    schema = json.loads(resources.text("schema/audit-report.schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    document = json.loads(to_json(EVERYTHING))
    validator.validate(document)
    assert document["self_reported"] is True
    assert document["counts"] == dict.fromkeys(("fail", "unknown", "warn", "pass", "not-applicable"), 1)
    validator.validate(json.loads(to_json(report(mode="external", subject="unreadable"))))
    for spoilt in ({"path": "/home/n"}, {"mode": "guess"}, {"subject": "notes.fieldnotes"}, {"exit_code": 9}):
        assert not validator.is_valid({**document, **spoilt})


def test_what_it_was_held_to_is_told() -> None:
    assert "Measured against: the built-in limits" in to_text(EVERYTHING)
    assert "Measured against: office version 3" in to_text(replace(EVERYTHING, policy="office version 3"))


def test_text_gives_the_remedy_of_what_is_wrong_only() -> None:
    text = to_text(EVERYTHING)
    assert "Something important is not as it should be." in text
    assert "remedy of X02" in text  # fail
    assert "remedy of X00" not in text  # pass
    assert "measured by X03" in text  # unknown


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> _Page:
    parser = _Page()
    parser.feed(page)
    return parser


def test_html_runs_nothing_and_loads_nothing() -> None:
    page = read(to_html(EVERYTHING))
    assert {"script", "img", "link", "iframe", "form", "a", "object"}.isdisjoint(page.tags)
    names = {name for name, _ in page.attributes}
    assert not names.intersection({"src", "href", "style", "action"})
    assert not any(name.startswith("on") for name in names)


def test_the_content_policy_allows_this_style_only() -> None:
    page = to_html(EVERYTHING)
    style = re.search(r"<style>(.*)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src &#x27;none&#x27;; style-src &#x27;sha256-{digest}&#x27;" in page or (
        f"default-src 'none'; style-src 'sha256-{digest}'" in page
    )
    assert "url(" not in style[1]
    assert "prefers-color-scheme" in style[1]
    assert "@media print" in style[1]


def test_everything_in_html_is_escaped() -> None:
    evil = "<script>alert(1)</script>\"'&"
    finding = made("X01", Severity.HIGH, Status.FAIL, title=evil, measured=evil, expected=evil, why=evil, fix=evil)
    passing = made("X02", Severity.HIGH, Status.PASS, title=evil, measured=evil)
    found = report(finding, passing, policy=evil, platform=evil, subject=evil, mode=evil)
    page = read(to_html(found))
    assert "script" not in page.tags
    assert page.words.count(evil) >= 9


def test_html_names_the_hash_of_the_json() -> None:
    digest = hashlib.sha256(to_json(EVERYTHING).encode()).hexdigest()
    assert digest in to_html(EVERYTHING)


def test_a_page_can_be_read_without_its_style_and_names_its_language() -> None:
    """As a screen reader or a copied text has it: words of neighbouring pieces do not run into each other."""
    page = to_html(EVERYTHING)
    assert '<html lang="en">' in page
    words = re.sub(r"<[^>]+>", "", page.split("</style>")[1])
    listed = [one for one in EVERYTHING.findings if one.status in (Status.FAIL, Status.UNKNOWN, Status.WARN)]
    assert [one.id for one in listed if not re.search(rf"{one.id}\s+{one.title}\s", words)] == []
    assert re.search(r"1 failed", words)


def test_a_page_has_the_evidence_of_what_passed_too() -> None:
    proven = made("X90", Severity.HIGH, Status.PASS, evidence=("Library 1.2", "signer: <eight> words"))
    page = to_html(report(proven))
    assert "Library 1.2, signer: &lt;eight&gt; words" in page
    assert 'class="evidence">' not in to_html(report(made("X91", Severity.HIGH, Status.PASS)))
