"""Before the gate is believed, it must find a planted name in every kind of container. One miss, and nothing leaves."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from fieldnotes.errors import Bug
from fieldnotes.model.register import EntityType
from fieldnotes.protection import containers
from fieldnotes.protection.residue import Forbidden, Watchlist

NAME = "Zərxanım Ördəkçiyeva"
"""Nobody's name."""

Search = Callable[[containers.Leaf, Watchlist], Iterator[object]]


def prove_that_it_finds(search: Search) -> None:
    """Plant the name in every container and look for it.

    Raises:
        Bug: it was missed somewhere, or is seen where it is not.
    """
    watchlist = _watchlist()
    if _seen(search, watchlist, _zip({"data/r001.json": b'{"text": "Source K left."}'})):
        raise Bug(what="the leak gate sees a name where there is none")
    for kind, plant in plants().items():
        if not _seen(search, watchlist, plant):
            raise Bug(what=f"the leak gate missed a planted name ({kind})")


@cache
def _watchlist() -> Watchlist:
    return Watchlist([Forbidden("CANARY", EntityType.PERSON, (NAME,))])


def _seen(search: Search, watchlist: Watchlist, file: bytes) -> bool:
    return any(True for leaf in containers.leaves(file, "canary") for _ in search(leaf, watchlist))


@cache
def plants() -> dict[str, bytes]:
    """A small file of every kind that may leave, with the name in it in another way each time."""
    first, last = NAME.split()
    wide = "\u200b".join(NAME)
    return {
        "text": NAME.encode(),
        "text in UTF-16": NAME.upper().encode("utf-16-le"),
        "text with invisible letters": wide.encode(),
        "JSON": json.dumps({"t": [NAME.replace(" ", "\n")]}).encode(),
        "HTML": f"<p>{html.escape(first)}</p><b>{''.join(f'&#{ord(c)};' for c in last)}</b>".encode(),
        "an address": f"https://example/{''.join(f'%{byte:02X}' for byte in NAME.encode())}".encode(),
        "base64": base64.encodebytes(b"...." + NAME.encode() * 5),
        "base85 of zlib": base64.b85encode(zlib.compress(NAME.encode())),
        "a list of numbers": json.dumps([ord(character) for character in NAME]).encode(),
        "letters backwards": NAME[::-1].encode(),
        "gzip": gzip.compress(NAME.encode(), mtime=0),
        "an archive": _zip({"data/records/r001.json": json.dumps({"t": wide}).encode()}),
        "an archive in an archive": _zip({"a.zip": _zip({"b.txt": NAME.encode()})}),
        "a member's name": _zip({f"{first}-{last}.txt": b"x"}),
        "a DOCX": _zip(
            {
                "[Content_Types].xml": b"<Types/>",
                "word/document.xml": f"<w:p><w:r><w:t>{first} {last[:3]}</w:t></w:r>"
                f"<w:r><w:t>{last[3:]}</w:t></w:r></w:p>".encode(),
            }
        ),
        "an ODT": _zip(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "content.xml": f"<text:p>{first[:2]}<text:span>{first[2:]} {last}</text:span></text:p>".encode(),
            }
        ),
        "a PDF": _pdf(),
    }


def _zip(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return data.getvalue()


def _pdf() -> bytes:
    """The least PDF whose one page shows a text (ISO 32000-2, Annex H.2), with the name as a reader's title of it."""
    title = "FEFF" + NAME.encode("utf-16-be").hex().upper()
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>/Contents 4 0 R>>",
        "<</Length 0>>stream\n\nendstream",
        f"<</Title<{title}>>>",
    )
    file, places = "%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(file))
        file += f"{number} 0 obj{one}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        f"{file}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 5 0 R>>\nstartxref\n{len(file)}\n%%EOF\n"
    ).encode("ascii")
