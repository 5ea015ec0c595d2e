"""The redaction log accounts for every mark, tells who and why, and holds none of the words that were left out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fieldnotes import clock
from fieldnotes.bundle import reader as bundle_reader
from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import LeakFound, NoSuchRecord
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import Opened
from fieldnotes.model.level import Level
from fieldnotes.model.redaction import ChangeKind, ReasonCode, Verdict
from fieldnotes.model.redaction_log import Mark, RedactionLog
from fieldnotes.model.register import EntityType, Role
from fieldnotes.services import log_sheet, redaction_log, register, review, share, write
from fieldnotes.services.preparing import How
from fieldnotes.services.redaction_log_page import as_html
from fieldnotes.services.session import Session
from fieldnotes.services.views import Receipt
from tests.helpers.sharing import CASE, FIRST, GIRL, MAN, PASSWORD, SECOND, SOURCE, add_testimony

HIDDEN = "gizlənən adamların evi"
THIRD = f"Bahar Quşçubaşova gəldi.\nOrada {HIDDEN} vardı. Ramil Qoşqarlı da oradaydı."
READER = Identity.generate("Redaktor")
WORDS = ["Şəkər", "Qoşqarlı", "Bahar", "Quşçubaşova", "Ramil", HIDDEN]


@pytest.fixture
def session(sharing: Session) -> Session:
    made = sharing
    code = add_testimony(made, THIRD, title="Ramil Qoşqarlı ilə")
    write.mark(made, code, quote=HIDDEN, level=Level.SEALED, replacement="مكان آمن", reason_code=ReasonCode.SECURITY)
    for group in review.review_hits(made, CASE):
        review.decide(made, CASE, group.id, Verdict.REDACT, who="Nərmin", reason=ReasonCode.LEGAL)
    return made


def log_of(session: Session) -> RedactionLog:
    return redaction_log.log_of(share.preview(session, CASE, Audience.EDITOR).records, Audience.EDITOR)


def test_every_change_is_a_mark_at_its_place(session: Session) -> None:
    preview = share.preview(session, CASE, Audience.EDITOR)
    log = redaction_log.log_of(preview.records, Audience.EDITOR)
    assert len(log.marks) == sum(len(one.changes) + len(one.title_changes) for one in preview.records)
    assert list(log.records) == sorted(one.label for one in preview.records)
    read = {(one.label, "text"): one.redacted for one in preview.records}
    read |= {(one.label, "title"): one.title for one in preview.records}
    for mark in log.marks:
        line = read[mark.record, mark.part].split("\n")[mark.paragraph - 1]
        assert line[mark.character - 1 :].startswith(mark.label)
    assert sum(log.counts.values()) == len(log.marks)


def test_it_says_why_and_who(session: Session) -> None:
    marks = log_of(session).marks
    assert {mark.reason for mark in marks if mark.who == "Nərmin"} == {ReasonCode.LEGAL}
    passage = next(mark for mark in marks if mark.kind is ChangeKind.PASSAGE)
    assert (passage.reason, passage.who, passage.label, passage.paragraph) == (
        ReasonCode.SECURITY,
        "owner",
        "مكان آمن",
        2,
    )
    assert {ReasonCode.SOURCE, ReasonCode.THIRD_PARTY} <= {mark.reason for mark in marks if not mark.who}
    assert any(mark.part == "title" for mark in marks)


@pytest.mark.parametrize("render", [redaction_log.as_text, redaction_log.as_json, as_html])
def test_no_word_that_was_left_out_is_in_it(session: Session, render) -> None:  # type: ignore[no-untyped-def]
    rendered = render(log_of(session))
    assert not any(word.casefold() in rendered.casefold() for word in WORDS)
    assert not any(code in rendered for code in (FIRST, SECOND, SOURCE, GIRL, MAN, CASE))
    assert "Nərmin" in rendered
    assert "مكان آمن" in rendered


def test_as_json_it_holds_the_counts_by_reason(session: Session) -> None:
    data = json.loads(redaction_log.as_json(log_of(session)))
    assert data["counts"]["security-practice"] == 1
    assert {mark["by"] for mark in data["marks"]} == {"person", "rule"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open, self.seen = list[str](), set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)
        if tag not in ("meta", "!doctype"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_has_no_script_loads_nothing_and_isolates_names_of_any_direction(session: Session) -> None:
    log = log_of(session)
    hostile = Mark(
        "R-001", "text", 1, 1, ChangeKind.NAME, ReasonCode.SOURCE, "<b>o'\"&", "", "<script>alert(1)</script>"
    )
    page = as_html(replace(log, marks=(*log.marks, hostile)))
    tags = _Tags()
    tags.feed(page)
    assert (tags.open, "script" in tags.seen) == ([], False)
    assert "default-src 'none'" in page
    assert "<bdi>مكان آمن</bdi>" in page
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069]", page)


def test_a_record_without_a_mark_and_an_empty_case_are_told_as_such(session: Session) -> None:
    bare = RedactionLog(Audience.EDITOR, "2026-11-22", (), ("R-001",), withheld=2)
    assert "Nothing was left out." in redaction_log.as_text(bare)
    assert "Nothing was left out." in as_html(bare)
    assert "withheld: 2" in redaction_log.as_text(bare)


# --- bundles that cannot be joined


def exported(session: Session, out: Path, how: How) -> tuple[Opened, Receipt]:
    session.reauthenticate(PASSWORD)
    receipt = share.export(
        session,
        CASE,
        Audience.EDITOR,
        to=[READER.card().text],
        out=out,
        accept_quasi="baxıldı",
        how=replace(how, accept_suggestions="baxıldı", second="Kamran", compared=True),
    )
    opened = bundle_reader.open_bundle(
        out.read_bytes(), identities=READER.age_secrets, name=out.name, today=clock.today().isoformat()
    )
    return opened, receipt


def labels(opened: Opened) -> set[str]:
    return {label for record in opened.records for label in re.findall(r"\[\w+ \d+\]|Source \w+", record.text)}


def test_two_bundles_with_fresh_labels_cannot_be_joined_by_them(session: Session, tmp_path: Path) -> None:
    for number in range(5):
        add_testimony(session, f"{number}. Ramil Qoşqarlı gəldi, sonra Bahar Quşçubaşova gəldi.")
    usual = [exported(session, tmp_path / f"usual{n}.age", How()) for n in range(2)]
    fresh = [exported(session, tmp_path / f"fresh{n}.age", How(fresh_labels=True)) for n in range(3)]
    assert labels(usual[0][0]) == labels(usual[1][0])
    assert not set.intersection(*(labels(opened) for opened, _ in fresh))
    assert usual[0][1].included == usual[1][1].included
    assert len({receipt.included for _, receipt in fresh}) == 3


def test_records_stand_in_the_order_of_their_labels_and_not_of_their_codes(session: Session, tmp_path: Path) -> None:
    for number in range(5):
        add_testimony(session, f"{number}. Heç kim gəlmədi.")
    opened, receipt = exported(session, tmp_path / "out.age", How(fresh_labels=True))
    found = [record.label for record in opened.records]
    assert found == sorted(found)
    codes = {label: code for code, label in receipt.included}
    order = [codes[label] for label in found]
    others = [exported(session, tmp_path / f"{n}.age", How(fresh_labels=True))[1].included for n in range(2)]
    assert order != sorted(order) or any(receipt.included != one for one in others)
    assert all(code not in json.dumps([record.text for record in opened.records]) for code in order)


def test_the_register_of_exports_resolves_a_label_of_a_copy_that_was_found(session: Session, tmp_path: Path) -> None:
    opened, receipt = exported(session, tmp_path / "out.age", How(fresh_labels=True))
    record = next(record for record in opened.records if "Source" in record.text)
    label = re.findall(r"Source \w+", record.text)[0]
    assert share.resolve(session, receipt.bundle_id, label) == (SOURCE,)
    code = next(code for code, own in receipt.included if own == record.label)
    assert share.resolve(session, receipt.bundle_id, record.label) == (code,)
    assert share.resolve(session, receipt.bundle_id, "[Person 100]") == ()
    with pytest.raises(NoSuchRecord):
        share.resolve(session, "0" * 32, label)


def test_the_bundle_counts_its_marks_by_reason_and_its_log_bears_its_labels(session: Session, tmp_path: Path) -> None:
    """Small numbers are only in the log, which stays with the author."""
    for number in range(6):
        add_testimony(session, f"{number}. Şəkər Qoşqarlı gəldi, sonra Bahar Quşçubaşova və Ramil Qoşqarlı gəldi.")
    opened, receipt = exported(session, tmp_path / "out.age", How(fresh_labels=True))
    assert receipt.log is not None
    assert opened.manifest.reasons[ReasonCode.THIRD_PARTY] == receipt.log.counts[ReasonCode.THIRD_PARTY]
    assert opened.manifest.reasons.items() <= receipt.log.counts.items()
    assert min(opened.manifest.reasons.values()) >= 5 > receipt.log.counts[ReasonCode.SECURITY]
    assert receipt.log.bundle == receipt.bundle_id
    read = {record.label: record for record in opened.records}
    for mark in receipt.log.marks:
        text = read[mark.record].text if mark.part == "text" else read[mark.record].title
        assert text.split("\n")[mark.paragraph - 1][mark.character - 1 :].startswith(mark.label)


def test_a_log_that_still_holds_a_name_is_refused_by_the_gate(session: Session) -> None:
    """A passage's own wording stands in the log, and whoever chose it may have written a name."""
    code = next(row.code for row in session.vault.rows(case=CASE) if HIDDEN in session.vault.record(row.code).body.text)
    assert log_sheet.sheet(session, CASE, Audience.EDITOR)[0].marks
    write.mark(session, code, quote="vardı", level=Level.SEALED, replacement="Novruz Ələsgərzadə bilirdi")
    register.add_entry(
        session,
        name="Novruz Ələsgərzadə",
        aliases=[],
        type=EntityType.PERSON,
        role=Role.OTHER,
        level=Level.ANONYMOUS,
    )

    with pytest.raises(LeakFound):
        log_sheet.sheet(session, CASE, Audience.EDITOR)
