"""A PDF keeps its pages and forgets everything that its maker wrote about them."""

from __future__ import annotations

import io

import pikepdf
import pytest

from fieldnotes.bundle import paper
from fieldnotes.errors import Bug

TITLE = "Redacted records"


def talkative() -> bytes:
    """A page with everything that a program may hang on it."""
    document = pikepdf.new()
    page = document.add_blank_page()
    page.obj.Annots = pikepdf.Array([document.make_indirect(pikepdf.Dictionary(Contents="ask Günel"))])
    page.obj.LastModified = "D:20250303121500Z"
    page.obj.Contents = document.make_stream(b"BT ET")
    document.docinfo["/Author"] = "günel@laptop"
    document.docinfo["/Producer"] = "Somebody's PDF 7"
    document.docinfo["/CreationDate"] = "D:20250303121500Z"
    document.Root.Metadata = document.make_stream(b"<?xpacket begin=''?><x>laptop</x>", Type=pikepdf.Name.Metadata)
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.attachments["notes.txt"] = b"Baku, 3 March"
    written = io.BytesIO()
    document.save(written, compress_streams=False)
    return written.getvalue()


def test_only_the_pages_and_the_title_stay() -> None:
    made = paper.neutral(talkative(), TITLE)

    for word in ("laptop", "Somebody", "2025", "Metadata", "JavaScript", "Baku", "notes.txt", "Annots"):
        assert word.encode() not in made
    with pikepdf.open(io.BytesIO(made)) as document:
        assert {key: str(value) for key, value in document.docinfo.items()} == {"/Title": TITLE}
        assert set(document.Root.keys()) == {"/Type", "/Pages"}
        assert len(document.pages) == 1
        assert document.pages[0].obj.Contents.read_bytes().split() == [b"BT", b"ET"]


def test_equal_pages_give_equal_bytes() -> None:
    assert paper.neutral(talkative(), TITLE) == paper.neutral(talkative(), TITLE)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(Bug):
        paper.neutral(b"<html></html>", TITLE)
