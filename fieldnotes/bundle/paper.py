"""PDF without a memory: of a document that a program made, only its pages stay.

ISO 32000-2. Programs write into a PDF when, where and with what it was made (14.3, 14.4), and may hang files, notes and
actions on it. What stays here is the page tree, a fixed title and a fixed file identifier.
"""

from __future__ import annotations

import io

from fieldnotes.errors import Bug
from fieldnotes.protection.residue import words

_OF_DOCUMENT = frozenset({"/Type", "/Pages"})
_OF_PAGE = frozenset({"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/TrimBox", "/Rotate", "/Contents"})
_VOCABULARY = """
Type Catalog Pages Page Kids Count Parent Resources MediaBox CropBox TrimBox Rotate Contents Title Info Root Size Length
Filter FlateDecode Font FontDescriptor FontName FontFile FontFile2 FontBBox Flags Ascent Descent CapHeight StemV Italic
Angle Encoding Identity BaseFont Subtype TrueType Type0 CIDFontType2 CIDSystemInfo CIDToGIDMap CIDSet Registry Ordering
Supplement Adobe UCS DescendantFonts ToUnicode ProcSet PDF Text ImageB ImageC ColorSpace DeviceRGB DeviceGray Pattern
ExtGState Width Height XObject Image Length1 Noto Sans Serif Arabic Georgian Regular Bold CSp CSpg PCSp CMap
"""
_SAYS_MORE = ("/Metadata", "/LastModified", "/PieceInfo", "/AA", "/OpenAction", "/Names")


def own_words() -> frozenset[str]:
    """Folded words that every PDF holds: the names that ISO 32000 gives to its parts, and of our own fonts."""
    return frozenset(words(_VOCABULARY))


def neutral(raw: bytes, title: str) -> bytes:
    """The same pages with `title` and nothing else about the document. Equal pages give equal bytes.

    Raises:
        Bug: `raw` is no PDF.
    """
    import pikepdf  # noqa: PLC0415 - loads qpdf, which no other command needs

    written = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(raw)) as document:
            _keep(document.Root, _OF_DOCUMENT)
            for page in document.pages:
                _keep(page.obj, _OF_PAGE)
            for one in document.objects:
                if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                    for key in _SAYS_MORE:
                        if key in one:
                            del one[key]
            document.trailer["/Info"] = document.make_indirect(pikepdf.Dictionary(Title=pikepdf.String(title)))
            document.save(written, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    except pikepdf.PdfError as error:
        raise Bug(what="a page that was laid out is no PDF") from error
    return written.getvalue()


def _keep(one: object, keys: frozenset[str]) -> None:
    import pikepdf  # noqa: PLC0415 - as above

    assert isinstance(one, pikepdf.Dictionary)
    for key in [key for key in one.keys() if key not in keys]:  # noqa: SIM118 - not a dict
        del one[key]
