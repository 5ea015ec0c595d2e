"""Redacted records as a document for a word processor: DOCX (ECMA-376) and ODT (OASIS OpenDocument 1.3).

Only the parts that a text needs, stored, in one order, with no time, author, program or revision: equal records give
equal bytes. Editors who must quote copy from here, and nothing is in the file that they do not see.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from fieldnotes.bundle import strict_zip
from fieldnotes.protection.residue import words

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODT_TYPE = "application/vnd.oasis.opendocument.text"


class Role(StrEnum):
    """What a paragraph is."""

    MARK = "mark"
    TITLE = "title"
    HEADING = "heading"
    ABOUT = "about"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Paragraph:
    role: Role
    text: str

    @property
    def right_to_left(self) -> bool:
        """By its first letter, as a reader's eye decides it (Unicode Annex 9, P2 and P3)."""
        kinds = (unicodedata.bidirectional(letter) for letter in self.text)
        return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)


_SIZES = {Role.MARK: 12, Role.TITLE: 18, Role.HEADING: 14, Role.ABOUT: 10, Role.TEXT: 12}
"""Points."""
_STRONG = frozenset({Role.MARK, Role.TITLE, Role.HEADING})


def docx(paragraphs: Sequence[Paragraph]) -> bytes:
    """The paragraphs as a DOCX file."""
    body = "".join(map(_docx_paragraph, paragraphs))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>',
    }
    return strict_zip.pack([(name, (_XML + content).encode("utf-8")) for name, content in parts.items()])


def odt(paragraphs: Sequence[Paragraph]) -> bytes:
    """The paragraphs as an ODT file."""
    body = "".join(map(_odt_paragraph, paragraphs))
    styles = "".join(_odt_style(role, right_to_left=rtl) for role in Role for rtl in (False, True))
    spaces = " ".join(
        f'xmlns:{short}="{_OASIS}:{full}:1.0"'
        for short, full in (("office", "office"), ("style", "style"), ("text", "text"), ("fo", "xsl-fo-compatible"))
    )
    content = (
        f'<office:document-content {spaces} office:version="1.3"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    listed = (
        f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_ODT_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    parts = [
        ("mimetype", _ODT_TYPE.encode("ascii")),
        ("content.xml", (_XML + content).encode("utf-8")),
        ("META-INF/manifest.xml", (_XML + listed).encode("utf-8")),
    ]
    return strict_zip.pack(parts)


def own_words() -> frozenset[str]:
    """Folded words that such a file holds even when it tells nothing."""
    empty = [Paragraph(role, text) for role in Role for text in ("", "\u05d0")]
    said = [one.decode("utf-8", "replace") for one in (docx(empty), odt(empty))]
    return frozenset(word for text in said for word in words(text) if word.isascii())


def _docx_paragraph(one: Paragraph) -> str:
    align = '<w:jc w:val="right"/>' if one.role is Role.MARK else ""
    direction, run = ("<w:bidi/>", "<w:rtl/>") if one.right_to_left else ("", "")
    strong = "<w:b/><w:bCs/>" if one.role in _STRONG else ""
    size = _SIZES[one.role] * 2
    look = f'{strong}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{run}'
    words_ = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(one.text)}</w:t></w:r>'
    return f'<w:p><w:pPr>{direction}<w:spacing w:after="120"/>{align}</w:pPr>{words_}</w:p>'


def _odt_paragraph(one: Paragraph) -> str:
    style = _style_name(one.role, right_to_left=one.right_to_left)
    return f'<text:p text:style-name="{style}">{escape(one.text)}</text:p>'


def _odt_style(role: Role, *, right_to_left: bool) -> str:
    align = "end" if role is Role.MARK else "start"
    weight = ' fo:font-weight="bold"' if role in _STRONG else ""
    mode = "rl-tb" if right_to_left else "lr-tb"
    return (
        f'<style:style style:name="{_style_name(role, right_to_left=right_to_left)}" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="{align}" fo:margin-bottom="6pt" style:writing-mode="{mode}"/>'
        f'<style:text-properties fo:font-size="{_SIZES[role]}pt"{weight}/></style:style>'
    )


def _style_name(role: Role, *, right_to_left: bool) -> str:
    return role.value + ("rtl" if right_to_left else "")
