"""PDF: every page's text as a reader shows it, every string and stream of every object, nothing behind the scenes.

ISO 32000-2. qpdf (through pikepdf) takes the file apart, PDFium reads the pages: neither is what writes our PDFs.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2

from fieldnotes.protection.containers.leaf import Part, Refused

_HIDDEN = {
    "/Metadata": "a PDF with metadata",
    "/Annots": "a PDF with notes or links",
    "/AcroForm": "a PDF with a form",
    "/JavaScript": "a PDF with a program",
    "/OpenAction": "a PDF with a program",
    "/AA": "a PDF with a program",
    "/EmbeddedFiles": "a PDF with files inside",
    "/PieceInfo": "a PDF with metadata",
    "/LastModified": "a PDF with a time",
    "/Thumb": "a PDF with thumbnails",
}
"""Keys that may stand in no dictionary of a PDF that leaves."""
_INFO_ALLOWED = frozenset({"/Title"})
_MOST_OBJECTS = 100_000
_DEEPEST = 20


def parts(data: bytes, place: str) -> Iterator[Part]:
    """Each page's words, each string, each stream with its filters undone.

    Raises:
        Refused: more than one revision, anything in `_HIDDEN`, an author, date or program in its information, a
            password, or a file that cannot be read.
    """
    if data.count(b"startxref") > 1 or not data.rstrip().endswith(b"%%EOF"):
        raise Refused("a PDF with earlier versions of itself, or something behind its end", place)
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            if document.is_encrypted:
                raise Refused("a PDF with a password", place)
            for key in document.trailer.get("/Info", pikepdf.Dictionary()).keys():  # noqa: SIM118 - not a dict
                if key not in _INFO_ALLOWED:
                    raise Refused("a PDF that names its author, program or time", place)
            if len(document.objects) > _MOST_OBJECTS:
                raise Refused("a PDF too large to look into", place)
            yield Part(place, note=_between_streams(data, document))  # which nobody else reads
            for number, one in enumerate(document.objects, start=1):
                yield from _object(one, f"{place}, object {number}")
            yield Part(f"{place}, trailer", texts=tuple(_strings(document.trailer, place, _DEEPEST)))
        yield from _pages(data, place)
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, RuntimeError, RecursionError) as error:
        raise Refused("a PDF that cannot be read", place) from error


def _between_streams(data: bytes, document: pikepdf.Pdf) -> bytes:
    """The file without its objects' streams: packed as they are they would only be read as thousands of nonsenses."""
    for one in document.objects:
        if isinstance(one, pikepdf.Stream) and (packed := one.read_raw_bytes()):
            data = data.replace(packed, b" ", 1)
    return data


def _object(one: pikepdf.Object, place: str) -> Iterator[Part]:
    content = b""
    if isinstance(one, pikepdf.Stream):
        try:
            content = one.read_bytes()
        except pikepdf.PdfError:  # a picture's own compression: the picture is a file of its own
            content = one.read_raw_bytes()
    yield Part(place, data=content, texts=tuple(_strings(one, place, _DEEPEST)))


def _strings(one: pikepdf.Object, place: str, deepest: int) -> Iterator[str]:
    """All strings and names of an object; what it only refers to is an object of its own."""
    if deepest == 0:
        raise Refused("a PDF nested too deep to look into", place)
    if isinstance(one, pikepdf.String):
        yield str(one)
        yield bytes(one).decode("utf-8", errors="replace")
    elif isinstance(one, pikepdf.Name):
        yield str(one)
    elif isinstance(one, pikepdf.Array):
        for item in one:
            if isinstance(item, pikepdf.Object) and not item.is_indirect:
                yield from _strings(item, place, deepest - 1)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for key, item in one.items():
            if key in _HIDDEN:
                raise Refused(_HIDDEN[key], place)
            yield str(key)
            if isinstance(item, pikepdf.Object) and not item.is_indirect:
                yield from _strings(item, place, deepest - 1)


def _pages(data: bytes, place: str) -> Iterator[Part]:
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, start=1):
            words = page.get_textpage()
            yield Part(f"{place}, page {number}", texts=(words.get_text_range(),))
            words.close()
            page.close()
    finally:
        document.close()
