"""What leaves in the clear: the same conditions as for a bundle, the gate over the finished bytes, then the ledger."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from fieldnotes.errors import AlreadyExists, Bug, LeakFound, NoSuchRecord, NothingToExport, ReviewOpen
from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.redaction import Verdict
from fieldnotes.services import page_layout, pages, share
from fieldnotes.services.pages import Page, Way
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from tests.helpers.sharing import CASE, FIRST, PASSWORD, SECOND, add_testimony

NAMES = ("Qoşqarlı", "Bahar", "Quşçubaşova", "Ramil", "Şəkər")
WORDS = "Axşam düşəndə kənd yolu"


@pytest.fixture
def ready(sharing: Session) -> Session:
    """Everything about the case is decided."""
    for hit in share.review_hits(sharing, CASE, Audience.EDITOR):
        share.decide(sharing, CASE, hit.id, Verdict.REDACT)
    return sharing


def made(session: Session, way: Way = Way.HTML, records: tuple[str, ...] = ()) -> Page:
    how = How(accept_suggestions="iki nəfər baxdı", second="Rövşən")
    session.reauthenticate(PASSWORD)
    return pages.page(session, CASE, Audience.EDITOR, way=way, records=records, accept_quasi="razıdır", how=how)


def told(session: Session, event: str = "read-out") -> list[dict[str, str | int]]:
    return [dict(entry.facts) for entry in session.vault.ledger() if entry.event == event]


def test_nothing_leaves_while_a_name_is_undecided(sharing: Session) -> None:
    with pytest.raises(ReviewOpen):
        made(sharing)
    assert told(sharing) == []


def test_a_page_names_nobody_loads_nothing_and_has_labels_instead_of_codes(ready: Session) -> None:
    page = made(ready)
    html = page.html.decode()

    assert not [name for name in (*NAMES, FIRST, SECOND, CASE, "S-001", "P-001") if name in html or name in page.text]
    assert page.records == ("R-001", "R-002")
    assert all(label in html and label in page.text for label in page.records)
    assert WORDS in html
    assert WORDS in page.text
    assert not [word for word in ("<script", "http:", "https:", "src=", "href=", "url(") if word in html]
    assert "default-src 'none'" in html
    assert html.count('<p dir="auto">') >= 2


def test_the_ledger_and_the_register_know_of_it_before_anybody_has_it(ready: Session) -> None:
    page = made(ready)

    (facts,) = told(ready)
    assert facts["how"] == "html"
    assert facts["records"] == 2
    assert facts["sha256"] == page.sha256
    (release,) = ready.vault.releases()
    assert (release.id, release.how, release.recipients, release.tlp) == (page.id, "html", (), "AMBER+STRICT")
    assert {item.code for item in release.records} == {FIRST, SECOND}
    assert not [name for name in NAMES if name in str(ready.vault.ledger())]


def test_one_record_alone_is_its_redacted_text_on_the_clipboard(ready: Session) -> None:
    page = made(ready, Way.CLIPBOARD, (FIRST,))
    preview = share.preview(ready, CASE, Audience.EDITOR)

    assert page.text == next(record.redacted for record in preview.records if record.code == FIRST)
    assert told(ready)[0]["how"] == "clipboard"
    assert [item.code for item in ready.vault.releases()[0].records] == [FIRST]


@pytest.mark.parametrize("way", [Way.DOCX, Way.ODT])
def test_a_document_to_quote_from_has_the_same_records_and_the_mark(ready: Session, way: Way) -> None:
    page = made(ready, way)
    with zipfile.ZipFile(io.BytesIO(page.data)) as archive:
        told = archive.read("word/document.xml" if way is Way.DOCX else "content.xml").decode()

    assert WORDS in told
    assert told.count("TLP:AMBER+STRICT") == 2
    assert not [name for name in (*NAMES, FIRST, SECOND, CASE) if name in told]
    assert ready.vault.releases()[0].sha256 == page.sha256 == hashlib.sha256(page.data).hexdigest()


def test_a_record_that_may_not_leave_or_does_not_exist_is_refused(ready: Session) -> None:
    closed = add_testimony(ready, "Axşam düşdü.", level=Level.SEALED)
    with pytest.raises(NothingToExport):
        made(ready, records=(closed,))
    with pytest.raises(NoSuchRecord):
        made(ready, records=("T-900",))


@pytest.mark.parametrize("way", [Way.HTML, Way.TEXT, Way.DOCX, Way.ODT, Way.CLIPBOARD, Way.PDF])
def test_a_name_that_the_layout_brings_in_stops_everything(
    ready: Session, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    monkeypatch.setattr(page_layout, "heading", lambda: "Records of Bahar Quşçubaşova")

    with pytest.raises(LeakFound) as refused:
        made(ready, way)

    assert "Bahar" not in str(refused.value)
    assert told(ready) == []
    assert ready.vault.releases() == []


def test_a_name_in_the_finished_pdf_stops_it(ready: Session) -> None:
    page = made(ready, Way.PDF)

    with pytest.raises(LeakFound):
        pages.finished_pdf(ready, page, pdf_with("Bahar Quşçubaşova"))

    assert told(ready) == []


def test_a_pdf_is_written_down_as_it_leaves(ready: Session) -> None:
    page = made(ready, Way.PDF)
    assert told(ready) == []

    data = pages.finished_pdf(ready, page, pdf_with("the evening"))

    assert told(ready)[0]["how"] == "pdf"
    assert data.startswith(b"%PDF-")
    with pytest.raises(Bug):
        _ = page.data


def test_a_file_that_is_there_stays_and_the_ledger_says_that_nothing_was_written(
    ready: Session, tmp_path: Path
) -> None:
    out = tmp_path / "page.html"
    out.write_text("mine", encoding="utf-8")
    page = made(ready)

    with pytest.raises(AlreadyExists):
        pages.write(ready, page, page.data, out)

    assert out.read_text(encoding="utf-8") == "mine"
    assert told(ready, "export-not-written") == [{"bundle": page.id}]


def test_poppler_reads_no_more_of_a_pdf_than_we_do(ready: Session, tmp_path: Path) -> None:
    reader, teller = shutil.which("pdftotext"), shutil.which("pdfinfo")
    assert reader
    assert teller
    path = tmp_path / "page.pdf"
    path.write_bytes(pages.finished_pdf(ready, made(ready, Way.PDF), pdf_with("the evening")))

    words = subprocess.run([reader, path, "-"], capture_output=True, text=True, check=True).stdout
    facts = subprocess.run([teller, path], capture_output=True, text=True, check=True).stdout

    assert words.split() == ["the", "evening"]
    assert "Title:           Redacted records" in facts
    assert not [word for word in ("Producer", "Creator", "CreationDate", "ModDate", "Author") if word in facts]


def pdf_with(words: str) -> bytes:
    """A page as a word processor might write it, with these letters of Latin on it."""
    content = b"BT /F1 12 Tf 72 720 Td (" + words.encode("cp1254") + b") Tj ET"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences "
    tree = b"/Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>"
    font += b"[254 /scedilla 253 /dotlessi 231 /ccedilla] >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page " + tree + b" >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        font,
        b"<< /Producer (Word 16) /Author (laptop) /CreationDate (D:20250303121500Z) >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\n" % (size, table, size)
    return out + end + b"startxref\n%d\n%%%%EOF\n" % len(out)
