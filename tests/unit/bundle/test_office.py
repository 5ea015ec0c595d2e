"""Documents for a word processor: what was given and nothing else, in an order and a form that never changes."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import docx
import pytest

from fieldnotes.bundle import office
from fieldnotes.bundle.office import Paragraph, Role
from fieldnotes.errors import LeakFound
from fieldnotes.model.register import EntityType
from fieldnotes.protection import gate
from fieldnotes.protection.residue import Forbidden, Watchlist

PARAGRAPHS = [
    Paragraph(Role.MARK, "TLP:AMBER"),
    Paragraph(Role.TITLE, "Redacted records"),
    Paragraph(Role.HEADING, "R-001  Söhbət & <sual>"),
    Paragraph(Role.TEXT, "Mən  bunu görmüşəm; ı/İ qalır."),
    Paragraph(Role.TEXT, "قال المصدر: لا أعرف"),
    Paragraph(Role.TEXT, "ერთი კითხვა დარჩა."),
]
TEXTS = [one.text for one in PARAGRAPHS]
WRITERS = {"docx": office.docx, "odt": office.odt}


@pytest.mark.parametrize("kind", WRITERS)
def test_equal_records_give_equal_bytes_without_times_or_makers(kind: str) -> None:
    data = WRITERS[kind](PARAGRAPHS)

    assert data == WRITERS[kind](list(PARAGRAPHS))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "docProps" in name or "meta" in name.lower().split("/")[-1]]
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))
    if kind == "odt":
        assert data[38:77] == b"application/vnd.oasis.opendocument.text"  # ODF 1.3 part 2, 3.3: first and stored


def test_a_stock_library_reads_the_paragraphs_of_a_docx() -> None:
    found = docx.Document(io.BytesIO(office.docx(PARAGRAPHS)))

    assert [one.text for one in found.paragraphs] == TEXTS
    assert [one.paragraph_format.element.find(".//{*}bidi") is not None for one in found.paragraphs] == [
        one.right_to_left for one in PARAGRAPHS
    ]


def test_a_stock_parser_reads_the_paragraphs_of_an_odt() -> None:
    with zipfile.ZipFile(io.BytesIO(office.odt(PARAGRAPHS))) as archive:
        content = ET.fromstring(archive.read("content.xml"))

    assert ["".join(one.itertext()) for one in content.iter() if one.tag.endswith("}p")] == TEXTS


@pytest.mark.parametrize("kind", WRITERS)
def test_the_gate_reads_every_paragraph(kind: str) -> None:
    nobody, somebody = Watchlist([]), Watchlist([Forbidden("P-001", EntityType.PERSON, ("Gülbəniz Qarayeva",))])
    data = WRITERS[kind]([*PARAGRAPHS, Paragraph(Role.TEXT, "Bunu Gülbəniz Qarayeva dedi.")])

    assert gate.inspect(WRITERS[kind](PARAGRAPHS), nobody, ours=office.own_words()).leaves > 2
    with pytest.raises(LeakFound):
        gate.inspect(data, somebody, ours=office.own_words())
