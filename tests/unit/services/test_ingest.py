"""Reading documents: any sane encoding, three kinds of file, and plain refusals for everything else."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from fieldnotes.errors import BadDocument, CannotRead, EmptyFile, FieldNotesError, FileTooLarge, NotText
from fieldnotes.model.record import BlockStyle
from fieldnotes.services.ingest import LIMIT_BYTES, read_document

AZ = "Dünən axşam qapını döydülər. İçəri girən iki nəfər heç nə demədi, yalnız şəkilləri götürdülər.\n"
RU = "Вечером постучали в дверь. Вошли двое и молча забрали все фотографии со стены.\n"
TR = "Dün akşam kapıyı çaldılar. İçeri giren iki kişi hiçbir şey söylemeden fotoğrafları aldı.\n"
AR = "طرقوا الباب مساء أمس. دخل رجلان ولم يقولا شيئا وأخذا الصور.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (AZ, "utf-8"),
        (AZ, "utf-8-sig"),
        (AZ, "utf-16"),
        (RU, "utf-16-le"),
        (RU, "cp1251"),
        (RU, "koi8-r"),
        (TR, "cp1254"),
        (TR, "iso8859-9"),
        (AR, "utf-8"),
        (AR, "cp1256"),
    ],
)
def test_text_in_any_usual_encoding_is_read_as_it_was_written(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((text * 4).encode(encoding))
    assert read_document(path)[0].text == (text * 4).rstrip("\n")


def test_line_ends_of_every_system_become_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one\r\ntwo\rthree\n\nfour")
    assert [block.text for block in read_document(path)[0].blocks] == ["one", "two", "three", "", "four"]


def test_markdown_keeps_its_headings_lists_and_quotes(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# Gecə\n\nBirinci sətir\nikinci *sətir*\n\n- çanta\n- pasport\n\n> «Поедете с нами»\n", encoding="utf-8"
    )
    blocks = read_document(path)[0].blocks
    assert [(block.style, block.text) for block in blocks] == [
        (BlockStyle.HEADING_1, "Gecə"),
        (BlockStyle.PARAGRAPH, "Birinci sətir"),
        (BlockStyle.PARAGRAPH, "ikinci *sətir*"),
        (BlockStyle.BULLET, "çanta"),
        (BlockStyle.BULLET, "pasport"),
        (BlockStyle.QUOTE, "«Поедете с нами»"),
    ]


def test_a_docx_gives_its_paragraphs_and_cells_and_leaves_its_author_behind(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.author = "Somebody"
    document.add_heading("Birinci söhbət", 1)
    document.add_paragraph("Qapını döydülər.")
    document.add_table(1, 1).cell(0, 0).text = "в таблице"
    path = tmp_path / "a.docx"
    document.save(str(path))
    body, encoding = read_document(path)
    assert encoding == "docx"
    assert body.text == "Birinci söhbət\nQapını döydülər.\nв таблице"
    assert body.blocks[0].style is BlockStyle.HEADING_1


def test_a_docx_gives_insertions_and_footnotes_and_not_what_was_deleted(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Mayor ")
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for xml in (
        f'<w:ins xmlns:w="{word}" w:id="1" w:author="x"><w:r><w:t>qışqırdı</w:t></w:r></w:ins>',
        f'<w:del xmlns:w="{word}" w:id="2" w:author="x"><w:r><w:delText>getdi</w:delText></w:r></w:del>',
        f'<w:r xmlns:w="{word}"><w:footnoteReference w:id="7"/></w:r>',
    ):
        paragraph._p.append(parse_xml(xml))
    notes = (
        f'<w:footnotes xmlns:w="{word}"><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
        '<w:footnote w:id="7"><w:p><w:r><w:t>Söhbət, Yerevan, 2016</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert read_document(path)[0].text == "Mayor qışqırdı[7]\n[7] Söhbət, Yerevan, 2016"


def test_a_line_of_markdown_that_begins_with_a_number_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("1986. gözəl il idi\n\n1. bir\n5. iki\n", encoding="utf-8")
    assert (
        read_document(path)[0].text == "1986. gözəl il idi\n1. bir\n2. iki" or "5. iki" in read_document(path)[0].text
    )


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(CannotRead):
        read_document(path)


def test_right_to_left_and_invisible_characters_are_kept_as_evidence(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "قالت \u200fليلى\u200b هنا"
    path.write_text(text, encoding="utf-8")
    assert read_document(path)[0].text == text


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"\xef\xbb\xbf", EmptyFile),
        (b" \n\t\r\n ", EmptyFile),
        (bytes(range(256)) * 40, NotText),
        (b"\x7fELF\x02\x01\x01" + bytes(200) + b"\x03\x00\x3e\x00" * 400, NotText),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(64)) * 30, NotText),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"\x00\x01\x02stream" * 200, NotText),
        (b"PK\x03\x04broken", BadDocument),
        (b"\xff\xfea\x00\x00\xd8x\x00", NotText),
        (b"x" * (LIMIT_BYTES + 1), FileTooLarge),
    ],
)
def test_what_is_not_a_document_is_refused_with_its_own_sentence(
    tmp_path: Path, data: bytes, error: type[FieldNotesError]
) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(data)
    with pytest.raises(error) as refused:
        read_document(path)
    assert refused.value.sentence_text()
    assert refused.value.hint_text()


def test_five_megabytes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = (AZ * (LIMIT_BYTES // len(AZ.encode()))).rstrip("\n")
    path.write_text(text, encoding="utf-8")
    assert read_document(path)[0].text == text


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        read_document(tmp_path / "none.txt")


@pytest.mark.parametrize("bomb", ["many", "large"])
def test_a_decompression_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, bomb: str) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        if bomb == "large":
            archive.writestr("word/document.xml", bytes(64 * 1024 * 1024))
        else:
            for number in range(2500):
                archive.writestr(f"word/{number}.xml", b"x")
    path = tmp_path / "a.docx"
    path.write_bytes(data.getvalue())
    with pytest.raises(BadDocument):
        read_document(path)


def test_a_zip_that_is_no_document_is_refused(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("holiday.jpg", b"not a document")
    path = tmp_path / "a.docx"
    path.write_bytes(data.getvalue())
    with pytest.raises(BadDocument):
        read_document(path)
