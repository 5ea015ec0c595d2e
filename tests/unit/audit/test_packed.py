"""A leftover inside a packed document is found, and what cannot be looked into is counted."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from fieldnotes.audit import packed
from fieldnotes.audit.leftovers import Found, Limits, Place, pieces_of, search
from fieldnotes.progress import Watch

STORY = "Səhər tezdən qapı döyüldü və qonşu dedi ki, anbarın açarı artıq onlarda deyil."
RUNS = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{STORY[at : at + 7]}</w:t></w:r>" for at in range(0, len(STORY), 7))


def zipped(members: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def look(folder: Path, limits: Limits = Limits()) -> Found:  # noqa: B008
    canary = folder / "tmp"
    canary.mkdir(exist_ok=True)
    places = [Place("downloads", folder / "Downloads")]
    return search(pieces_of([STORY]), places, canary=canary, limits=limits, watch=Watch())


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    (tmp_path / "Downloads").mkdir()
    return tmp_path / "Downloads"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.docx", zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:p>{RUNS}</w:p>"})),
        ("notes.odt", zipped({"mimetype": "application/x", "content.xml": f"<text:p>{STORY}</text:p>"})),
        ("book.epub", zipped({"OEBPS/one.xhtml": f"<p>{STORY.replace('ə', '&#601;')}</p>"})),
        ("letters.zip", zipped({"later/letter.TXT": STORY.encode("utf-16")})),
        ("letter.txt.gz", gzip.compress(STORY.encode())),
    ],
)
def test_a_leftover_in_a_packed_document_is_found(downloads: Path, name: str, content: bytes) -> None:
    (downloads / name).write_bytes(content)
    found = look(downloads.parent)
    assert (found.hits, found.canary_found) == ({"downloads": 1}, True)
    assert found.where == (str(downloads / name),)
    assert name not in repr(found)
    assert look(downloads.parent, Limits(packed_bytes=0)).hits == {}


def test_another_packed_document_is_no_hit(downloads: Path) -> None:
    (downloads / "list.docx").write_bytes(zipped({"word/document.xml": "<w:t>flour, oil, salt</w:t>" * 40}))
    found = look(downloads.parent)
    assert (found.hits, found.skipped) == ({}, 0)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" + bytes(100),
        zipped({"word/document.xml": STORY})[:-30],
        gzip.compress(os.urandom(600))[:-200],
        zipped({f"{number}.txt": "x" for number in range(300)}),
    ],
    ids=["no zip", "cut zip", "cut gzip", "more members than are read"],
)
def test_what_cannot_be_looked_into_is_counted(downloads: Path, content: bytes) -> None:
    (downloads / "file").write_bytes(content)
    found = look(downloads.parent)
    assert (found.hits, found.skipped, found.canary_found) == ({}, 1, True)


def test_a_small_file_that_unpacks_to_much_is_read_to_the_limit_only(downloads: Path) -> None:
    (downloads / "much.zip").write_bytes(zipped({"much.txt": bytes(5 << 20)}))
    (downloads / "much.gz").write_bytes(gzip.compress(bytes(5 << 20)))
    found = look(downloads.parent, Limits(packed_bytes=1 << 20))
    assert (found.hits, found.skipped) == ({}, 2)
    assert found.bytes_read < 3 << 20


def test_what_was_read_before_the_limit_counts(tmp_path: Path) -> None:
    file = tmp_path / "two.zip"
    file.write_bytes(zipped({"one.txt": STORY, "two.txt": bytes(4000)}))
    seen: list[bytes] = []
    with file.open("rb") as handle, pytest.raises(packed.NotWhole):
        seen.extend(packed.texts(handle, 500))
    assert seen[0] == STORY.encode()
    assert [len(text) for text in seen][1] == 500 - len(STORY.encode())


def test_what_is_exactly_as_large_as_the_limits_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "many.zip"
    file.write_bytes(zipped({f"{number}.txt": "x" for number in range(256)}))
    with file.open("rb") as handle:
        assert b"".join(packed.texts(handle, 256)) == b"x" * 256
