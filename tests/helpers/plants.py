"""Files of every kind with words planted in every place where they could leave unseen; all in plain sight of nobody."""

from __future__ import annotations

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import quopri
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import quote

import pikepdf

from tests.helpers.plants_written import WRITINGS, Plant


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return data.getvalue()


def _encoded(encoding: str) -> Plant:
    return lambda words: f"xx {words} yy".encode(encoding)


def _entities(words: str) -> bytes:
    return f"<p>{''.join(f'&#x{ord(c):x};' for c in words)}</p>".encode("ascii")


def _tagged(words: str) -> bytes:
    middle = len(words) // 2
    return f"<p>{html.escape(words[:middle])}<b>{html.escape(words[middle:])}</b></p>".encode()


def _docx(words: str, *, part: str = "word/document.xml") -> bytes:
    middle = len(words) // 2
    runs = "".join(f"<w:r><w:t>{html.escape(half)}</w:t></w:r>" for half in (words[:middle], words[middle:]))
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:p/>"}
    return zipped({**parts, part: f"<w:document><w:p>{runs}</w:p></w:document>".encode()})


def _odt(words: str, *, part: str = "content.xml") -> bytes:
    middle = len(words) // 2
    spans = "".join(f"<text:span>{html.escape(half)}</text:span>" for half in (words[:middle], words[middle:]))
    parts = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<text:p/>"}
    return zipped({**parts, part: f"<text:p>{spans}</text:p>".encode()})


def _epub(words: str) -> bytes:
    page = f"<html><body><p>{html.escape(words)}</p></body></html>"
    return zipped({"mimetype": b"application/epub+zip", "OEBPS/page1.xhtml": page.encode()})


def _tar(words: str) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        content = words.encode()
        member = tarfile.TarInfo("a.txt")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return data.getvalue()


def _png(words: str, *, kind: bytes = b"tEXt") -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    told = chunk(kind, b"Comment\x00" + words.encode()) if kind else b""
    trailer = b"" if kind else words.encode()
    return b"\x89PNG\r\n\x1a\n" + head + told + pixels + chunk(b"IEND", b"") + trailer


def _jpeg(words: str, *, marker: int = 0xFE) -> bytes:
    content = words.encode()
    segment = bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content
    return b"\xff\xd8" + segment + b"\xff\xda\x00\x02\x00\xff\xd9"


def _wave(words: str) -> bytes:
    content = b"INFOIART" + struct.pack("<I", len(words.encode())) + words.encode()
    told = b"LIST" + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
    body = b"WAVEfmt " + struct.pack("<I", 16) + bytes(16) + told + b"data" + bytes(4)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _pdf(change: Callable[[pikepdf.Pdf], None], **options: bool) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    change(document)
    data = io.BytesIO()
    document.save(data, static_id=True, fix_metadata_version=False, **options)  # type: ignore[arg-type]
    return data.getvalue()


def _pdf_object(words: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.Extra = pikepdf.Dictionary(Said=pikepdf.Array([pikepdf.String(words)]))

    return _pdf(change)


def _pdf_stream(words: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.Extra = document.make_stream(words.encode())

    return _pdf(change, compress_streams=True, recompress_flate=True)


def _pdf_info(words: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.docinfo["/Author"] = words

    return _pdf(change)


def _pdf_outline(words: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        with document.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(words, 0))

    return _pdf(change)


def _pdf_file(words: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments["a.txt"] = words.encode()

    return _pdf(change)


def _pdf_metadata(words: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = words

    return _pdf(change)


def _pdf_comment(words: str) -> bytes:
    return _pdf(lambda _: None).replace(b"\n", b"\n%" + words.encode() + b"\n", 1)


def _pdf_revision(words: str) -> bytes:
    old = _pdf_object(words)
    return old + _pdf(lambda _: None)


PLANTS: dict[str, Plant] = {
    **WRITINGS,
    **{
        encoding: _encoded(encoding)
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "cp1251", "cp1254")
    },
    **{encoding: _encoded(encoding) for encoding in ("koi8-r", "iso8859-9", "latin-1", "cp866", "mac-cyrillic")},
    "odd UTF-16": lambda words: b"\x01" + f"x {words} y".encode("utf-16-le"),
    "among other bytes": lambda words: bytes(range(256)) + words.encode() + bytes(range(256)),
    "JSON": lambda words: json.dumps({"a": [{"b": words}]}).encode(),
    "a key of JSON": lambda words: json.dumps({words: 1}).encode(),
    "JSON in JSON": lambda words: json.dumps({"a": json.dumps({"b": words})}).encode(),
    "a program's escapes": lambda words: "".join(f"\\u{ord(c):04x}" for c in words).encode(),
    "HTML": _tagged,
    "HTML entities": _entities,
    "an HTML attribute": lambda words: f'<p title="{html.escape(words)}">x</p>'.encode(),
    "an HTML comment": lambda words: f"<p>x</p><!-- {words} -->".encode(),
    "an address": lambda words: f"see https://place.example/p?q={quote(words)}&x".encode(),
    "quoted-printable": lambda words: quopri.encodestring(words.encode()),
    "base64": lambda words: base64.b64encode(b"ab " + words.encode() + b" cd"),
    "base64 in lines": lambda words: base64.encodebytes(b"." * 60 + words.encode() + b"." * 60),
    "base64 of UTF-16": lambda words: base64.b64encode(words.encode("utf-16-le")),
    "base64 for addresses": lambda words: base64.urlsafe_b64encode(b"a" + words.encode()).rstrip(b"="),
    "base32": lambda words: base64.b32encode(words.encode()),
    "hexadecimal": lambda words: words.encode().hex().encode(),
    "gzip": lambda words: gzip.compress(words.encode(), mtime=0),
    "bzip2": lambda words: bz2.compress(words.encode()),
    "xz": lambda words: lzma.compress(words.encode()),
    "zlib": lambda words: zlib.compress(words.encode()),
    "tar": _tar,
    "zip": lambda words: zipped({"a.txt": words.encode()}),
    "zip, stored": lambda words: zipped({"a.txt": words.encode()}, method=zipfile.ZIP_STORED),
    "zip in zip": lambda words: zipped({"a.zip": zipped({"b.json": json.dumps([words]).encode()})}),
    "gzip in zip": lambda words: zipped({"a.gz": gzip.compress(words.encode("utf-16-le"), mtime=0)}),
    "a member's name": lambda words: zipped({f"data/{words}.txt": b"x"}),
    "an extra field": lambda words: _extra(words),
    "a comment": lambda words: _comment(words),
    "between members": lambda words: words.encode() + zipped({"a.txt": b"x"}),
    "behind an archive": lambda words: zipped({"a.txt": b"x"}) + words.encode(),
    "DOCX": _docx,
    "a DOCX footnote": lambda words: _docx(words, part="word/footnotes.xml"),
    "a DOCX remark": lambda words: _docx(words, part="word/comments.xml"),
    "DOCX properties": lambda words: _docx(words, part="docProps/core.xml"),
    "ODT": _odt,
    "ODT properties": lambda words: _odt(words, part="meta.xml"),
    "EPUB": _epub,
    "PNG text": _png,
    "PNG profile": lambda words: _png(words, kind=b"eXIf"),
    "behind a PNG": lambda words: _png(words, kind=b""),
    "a JPEG comment": _jpeg,
    "JPEG EXIF": lambda words: _jpeg(words, marker=0xE1),
    "JPEG IPTC": lambda words: _jpeg(words, marker=0xED),
    "behind a JPEG": lambda words: b"\xff\xd8\xff\xda\x00\x02\x00\xff\xd9" + words.encode(),
    "sound's list": _wave,
    "MP3 tags": lambda words: b"ID3\x04\x00\x00" + words.encode(),
    "a PDF object": _pdf_object,
    "a PDF stream": _pdf_stream,
    "PDF information": _pdf_info,
    "a PDF outline": _pdf_outline,
    "a file in a PDF": _pdf_file,
    "PDF metadata": _pdf_metadata,
    "a PDF comment": _pdf_comment,
    "an older PDF inside": _pdf_revision,
    "a PDF in a zip": lambda words: zipped({"a.pdf": _pdf_stream(words)}),
}


def _extra(words: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        member = zipfile.ZipInfo("a.txt")
        content = words.encode()
        member.extra = struct.pack("<HH", 0x6E55, len(content)) + content
        archive.writestr(member, b"x")
    return data.getvalue()


def _comment(words: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.txt"), b"x")
        archive.comment = words.encode()
    return data.getvalue()
