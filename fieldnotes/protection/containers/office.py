"""Office documents: only the parts a text needs, no revisions or remarks, and paragraphs read whole.

A name may be spread over several runs (`<w:t>Gül</w:t><w:t>bəniz</w:t>`), so the words of each paragraph are joined.
DOCX: ECMA-376; ODT: OASIS OpenDocument 1.3; EPUB 3.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

from fieldnotes.protection.containers.leaf import Leaf, Refused

_ALLOWED = {
    "docx": re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|word/(document|styles|numbering|settings|webSettings|fontTable|footnotes|endnotes)\.xml"
        r"|word/(header|footer)\d{0,3}\.xml|word/_rels/[a-z]+\d{0,3}\.xml\.rels|word/theme/theme\d\.xml"
        r"|word/media/[a-z]+\d{1,4}\.(png|jpe?g)"
    ),
    "odt": re.compile(r"mimetype|META-INF/manifest\.xml|content\.xml|styles\.xml|Pictures/[a-z0-9]+\.(png|jpe?g)"),
    "epub": re.compile(r"mimetype|META-INF/container\.xml|[\w-]+(/[\w-]+)*\.(opf|xhtml|ncx|css|png|jpe?g)"),
}
_REVISION = re.compile(
    rb"<w:(ins|del|moveFrom|moveTo|comment\w*|rPrChange|pPrChange)\b|w:(author|initials|date|rsid\w*)="
    rb"|<text:tracked-changes|<office:annotation|<(dc:creator|dc:date|meta:\w+)\b"
)
_PARAGRAPH = re.compile(r"</(?:w:p|text:p|text:h|p|h[1-6]|li|td|div|title)>")
_TAG = re.compile(r"<[^>]{0,4000}>")


def texts(data: bytes, place: str) -> Iterator[Leaf]:
    """The paragraphs of a document that is an archive, joined from their runs; nothing for anything else.

    Raises:
        Refused: a part beyond the list, a revision, a remark or its author.
    """
    if not data.startswith(b"PK\x03\x04"):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        kind = _kind(archive, names)
        if not kind:
            return
        for number, name in enumerate(names, start=1):
            where = f"{place}, member {number}"
            if not _ALLOWED[kind].fullmatch(name):
                raise Refused(f"a part of a {kind} file that says more than its text", where)
            if name.endswith((".xml", ".xhtml", ".ncx", ".opf")):
                content = archive.read(name)
                if kind != "epub" and _REVISION.search(content):
                    raise Refused("a revision, a remark or its author", where)
                yield Leaf(where, "", b"", tuple(_paragraphs(content.decode("utf-8", errors="replace"))))


def _kind(archive: zipfile.ZipFile, names: list[str]) -> str:
    if "[Content_Types].xml" in names:
        return "docx"
    if "mimetype" in names:
        kind = archive.read("mimetype")[:200]
        if kind.startswith(b"application/vnd.oasis.opendocument"):
            return "odt"
        if kind.startswith(b"application/epub"):
            return "epub"
    return ""


def _paragraphs(markup: str) -> Iterator[str]:
    for paragraph in _PARAGRAPH.split(markup):
        words = unescape(_TAG.sub("", paragraph)).strip()
        if words:
            yield words
