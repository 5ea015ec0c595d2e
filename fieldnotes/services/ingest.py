"""Bring written files in as testimonies: plain text, Markdown and DOCX, in any sane encoding."""

from __future__ import annotations

import hashlib
import hmac
import io
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
from charset_normalizer import from_bytes
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from fieldnotes import files
from fieldnotes.errors import BadDocument, EmptyFile, NotText
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.record import PUBLIC_DOCUMENT, Block, BlockStyle, Body, Card, Kind
from fieldnotes.progress import Watch
from fieldnotes.services import write
from fieldnotes.services.session import Session
from fieldnotes.services.views import Imported

LIMIT_BYTES = 5 * 1024 * 1024
"""Of one file. A DOCX may unpack to eight times this; more is taken for a decompression bomb."""
_DOCX_UNPACKED = 8 * LIMIT_BYTES
_DOCX_MEMBERS = 2000
_DIGEST_DIGITS = 32
_MANY = 20
"""Files after which the search tables are compacted."""
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CANDIDATES = [
    "cp1251", "cp1254", "cp1252", "cp1250", "cp1256", "koi8_r", "iso8859_5", "iso8859_9", "mac_cyrillic",
    "utf_16_le", "utf_16_be",
]  # fmt: skip
_HEADINGS = {"h1": BlockStyle.HEADING_1, "h2": BlockStyle.HEADING_2}
_NOTE_PARTS = ("/word/footnotes.xml", "/word/endnotes.xml")
_W_PARAGRAPH, _W_TEXT, _W_NOTE = qn("w:p"), qn("w:t"), qn("w:footnoteReference")
_W_MARKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_W_GONE = frozenset({qn("w:del"), qn("w:moveFrom")})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DOCX_STYLES = {"Title": BlockStyle.HEADING_1, "Heading 1": BlockStyle.HEADING_1, "Heading 2": BlockStyle.HEADING_2}


def import_files(
    session: Session,
    paths: Sequence[Path],
    *,
    case: str,
    kind: Kind = Kind.TESTIMONY,
    level: Level = DEFAULT_LEVEL,
    language: str = "",
    source: str = "",
    watch: Watch | None = None,
) -> list[Imported]:
    """Read every file, then keep them all in one transaction: if one cannot be read or kept, none is imported.

    `source` is the code of the register entry who speaks, or `PUBLIC_DOCUMENT`. The file's name and path are not kept.
    A file that was imported before is imported again, and told: its record may have been changed since.

    Raises:
        EmptyFile, NotText, BadDocument, FileTooLarge, CannotRead, NoSuchRecord.
    """
    if source and source != PUBLIC_DOCUMENT:
        session.vault.entry(source)
    read = []
    for done, path in enumerate(paths):
        if watch is not None:
            watch.step(done, len(paths), "reading")
        data = files.read_limited(path, LIMIT_BYTES)
        read.append((path, *_read(data, path), _digest(session, data)))
    known = _known(session)
    imported = []
    with session.vault.transaction():
        for path, body, encoding, digest in read:
            origin = path.suffix.lower().lstrip(".")[:8]
            card = Card(language=language, origin=origin, digest=digest).with_source(source)
            row = write.new_record(session, case, kind=kind, level=level, card=card, body=body)
            same = known.setdefault(digest, [])
            imported.append(Imported(path.name, row.code, encoding, len(body.text), tuple(same)))
            same.append(row.code)
    if len(imported) > _MANY:
        session.vault.tidy()
    return imported


def read_document(path: Path) -> tuple[Body, str]:
    """A file's body and how it was encoded."""
    return _read(files.read_limited(path, LIMIT_BYTES), path)


def _digest(session: Session, data: bytes) -> str:
    """Of the very bytes; keyed, so that nobody without the vault can test whether a file was imported."""
    return hmac.new(session.vault.pseudonym_secret(), b"import\0" + data, hashlib.sha256).hexdigest()[:_DIGEST_DIGITS]


def _known(session: Session) -> dict[str, list[str]]:
    """Which records were made of which file."""
    found: dict[str, list[str]] = {}
    for row in reversed(session.vault.rows()):
        if row.card is not None and row.card.digest:
            found.setdefault(row.card.digest, []).append(row.code)
    return found


def _read(data: bytes, path: Path) -> tuple[Body, str]:
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise EmptyFile(name=path.name)
    if data.startswith(b"PK\x03\x04"):
        return _checked(_docx(data, path.name), path.name), "docx"
    text, encoding = decode(data, path.name)
    body = _markdown(text) if path.suffix.lower() in (".md", ".markdown") else Body.of(_tidy(text))
    return _checked(body, path.name), encoding


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Bytes to text: byte-order mark, then UTF-8, then the likeliest of the encodings our languages use.

    Raises:
        NotText: it is not text in any of them.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise NotText(name=name) from error
    if b"\x00" not in data:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass
    best = from_bytes(data[: 256 * 1024], cp_isolation=_CANDIDATES).best()
    if best is None:
        raise NotText(name=name)
    try:
        return data.decode(best.encoding), best.encoding
    except UnicodeDecodeError as error:
        raise NotText(name=name) from error


def _checked(body: Body, name: str) -> Body:
    """Refuse what decodes but is not writing: control characters, or hardly any letters."""
    text = body.text
    if not text.strip():
        raise EmptyFile(name=name)
    controls = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\n\t\f" for c in text[:200_000])
    if controls > len(text[:200_000]) // 100:
        raise NotText(name=name)
    return body


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").rstrip("\n")


def _markdown(text: str) -> Body:
    """Headings, bullets and quotes of Markdown become blocks; inline marks and numbers stay as they were typed, because
    a line that begins with a year is not a list."""
    blocks: list[Block] = []
    styles = [BlockStyle.PARAGRAPH]
    number = ""
    for token in MarkdownIt("zero").enable(["heading", "list", "blockquote"]).parse(_tidy(text)):
        if token.type == "heading_open":
            styles.append(_HEADINGS.get(token.tag, BlockStyle.HEADING_3))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            styles.append(BlockStyle.BULLET if token.type.startswith("bullet") else BlockStyle.PARAGRAPH)
        elif token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "blockquote_open":
            styles.append(BlockStyle.QUOTE)
        elif token.type in ("heading_close", "bullet_list_close", "ordered_list_close", "blockquote_close"):
            styles.pop()
        elif token.type == "inline":
            lines = (number + token.content).split("\n")
            blocks += [Block(line, styles[-1]) for line in lines]
            number = ""
    return Body(tuple(blocks))


def _docx(data: bytes, name: str) -> Body:
    """Every word that a DOCX shows: paragraphs, tables, text boxes, insertions, footnotes. Deleted text, comments and
    properties are left behind."""
    _refuse_bomb(data, name)
    try:
        document: Any = docx.Document(io.BytesIO(data))
        styles = {style.style_id: style.name for style in document.styles}
        blocks = _paragraphs(document.element.body, styles)
        for part in document.part.package.iter_parts():
            if part.partname in _NOTE_PARTS:
                blocks += _notes(parse_xml(part.blob))
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, SyntaxError, zipfile.BadZipFile) as error:
        raise BadDocument(name=name, what="it cannot be read") from error
    return Body(tuple(blocks))


def _paragraphs(root: Any, styles: Mapping[str, str]) -> list[Block]:
    """The paragraphs below an element in the order of the text; each word once, though text boxes stand twice."""
    blocks = []
    for paragraph in root.iter(_W_PARAGRAPH):
        if any(parent.tag == _FALLBACK for parent in paragraph.iterancestors()):
            continue
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        named = styles.get(style.get(qn("w:val")), "") if style is not None else ""
        shape = _DOCX_STYLES.get(named, BlockStyle.PARAGRAPH)
        blocks += [Block(line, shape) for line in _words(paragraph).split("\n")]
    return blocks


def _words(paragraph: Any) -> str:
    pieces: list[str] = []
    for element in paragraph.iter(_W_TEXT, *_W_MARKS, _W_NOTE):
        if next(element.iterancestors(_W_PARAGRAPH)) is not paragraph:
            continue
        if any(parent.tag in _W_GONE for parent in element.iterancestors()):
            continue
        if element.tag == _W_TEXT:
            pieces.append(element.text or "")
        elif element.tag == _W_NOTE:
            pieces.append(f"[{element.get(qn('w:id'))}]")
        else:
            pieces.append(_W_MARKS[element.tag])
    return "".join(pieces)


def _notes(root: Any) -> list[Block]:
    """Footnotes and endnotes under the numbers that the text refers to; Word's own separators are none."""
    blocks = []
    for note in root.iter(qn("w:footnote"), qn("w:endnote")):
        if note.get(qn("w:type")) is None:
            text = " ".join(filter(None, (block.text.strip() for block in _paragraphs(note, {}))))
            blocks.append(Block(f"[{note.get(qn('w:id'))}] {text}"))
    return blocks


def _refuse_bomb(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise BadDocument(name=name, what="the archive is broken") from error
    if len(members) > _DOCX_MEMBERS or sum(member.file_size for member in members) > _DOCX_UNPACKED:
        raise BadDocument(name=name, what="it unpacks to far more than a document holds")
