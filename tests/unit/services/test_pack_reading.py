"""Reading evidence packs: who signed is said first, and only pages that are made here are written."""

from __future__ import annotations

import hashlib
from pathlib import Path

import bagit
import pytest

from fieldnotes.bundle import custody, documents, sealing
from fieldnotes.bundle.layout import CUSTODY, PACK_FORMAT, PAGE, SHEET, record_path
from fieldnotes.crypto import age
from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import AlreadyExists, BundleHostile, UnknownSigner
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import BundleRecord, Trust
from fieldnotes.model.evidence_pack import CustodySheet, PackedFile
from fieldnotes.model.forms import CustodyAct
from fieldnotes.model.tlp import Tlp
from fieldnotes.services import pack_reading

FIXTURES = Path(__file__).parents[1] / "bundle" / "fixtures"
LAWYER, AUTHOR = (Identity.generate(name, post_quantum=False) for name in ("Emre Aydın", "Nigar"))
PICTURE = b"\xff\xd8\xffpicture"
NUMBER, DAY = "0123456789abcdef" * 2, "2026-02-04"
TEXT = 'Qapı <script>alert(1)</script> " idi.'


def packed(folder: Path, data: bytes = PICTURE, *, media_type: str = "image/jpeg", file: str = "e001.jpg") -> Path:
    digest = hashlib.sha256(data).hexdigest()
    path = f"data/files/{file}"
    one = PackedFile("R-001", path, digest, len(data), media_type, False, "", 0, (("2026-02", CustodyAct.INGESTED),))
    record = BundleRecord("R-001", "evidence", "az", "ANONYMOUS", "Şəkil", TEXT, "", ())
    payload = {
        CUSTODY: custody.custody_bytes(CustodySheet(NUMBER, DAY, (one,), Audience.LEGAL, Tlp.RED)),
        record_path(1): documents.record_bytes(record),
        path: data,
    }
    to = [age.recipient_of(LAWYER.age_secrets[0])]
    sealed = sealing.seal(
        payload,
        day=DAY,
        comment=f"{PACK_FORMAT} {NUMBER}",
        recipients=to,
        signing=AUTHOR.signing_key,
        profile=PACK_FORMAT,
    )
    (folder / "pack.age").write_bytes(sealed.data)
    (folder / "lawyer.identity").write_text(LAWYER.to_text(), encoding="utf-8")
    (folder / "author.card").write_text(AUTHOR.card().text, encoding="utf-8")
    return folder / "pack.age"


def read(folder: Path, *, known: bool = True) -> pack_reading.PackReading:
    card = folder / "author.card" if known else None
    return pack_reading.open_pack(folder / "pack.age", identity=folder / "lawyer.identity", author_card=card)


def test_a_known_authors_pack_becomes_a_bag_with_pages_that_are_made_here(tmp_path: Path) -> None:
    packed(tmp_path)
    reading = read(tmp_path)
    written = pack_reading.save_files(reading, tmp_path / "out")

    assert (reading.trust, reading.author) == (Trust.VERIFIED, "Nigar")
    assert bagit.Bag(str(tmp_path / "out")).validate()
    sheet, page = ((tmp_path / "out" / name).read_text(encoding="utf-8") for name in ("custody.html", "readable.html"))
    assert sheet.index("Signed by Nigar") < sheet.index(NUMBER) < sheet.index("2026-02  taken in")
    assert "TLP:RED" in sheet
    assert "TLP:RED" in page
    assert "Qapı &lt;script&gt;" in page
    assert not any("<script" in one or "default-src 'none'" not in one for one in (sheet, page))
    assert {one.suffix for one in written if "data" in one.parts} == {"", ".json", ".jpg"}
    with pytest.raises(AlreadyExists):
        pack_reading.save_files(reading, tmp_path / "out")


def test_a_strangers_pack_is_not_written_unless_that_is_asked_for(tmp_path: Path) -> None:
    packed(tmp_path)
    reading = read(tmp_path, known=False)

    with pytest.raises(UnknownSigner):
        pack_reading.save_files(reading, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    pack_reading.save_files(reading, tmp_path / "out", even_unknown=True)
    sheet = (tmp_path / "out" / "custody.html").read_text(encoding="utf-8")
    assert sheet.index("anybody may have made it") < sheet.index(NUMBER)


def test_a_page_that_calls_itself_a_picture_is_refused(tmp_path: Path) -> None:
    packed(tmp_path, b"<html><script>alert(1)</script></html>")
    with pytest.raises(BundleHostile):
        read(tmp_path)
    packed(tmp_path, b"<html></html>", media_type="text/plain", file="e001.bin")
    assert read(tmp_path).pack.files["data/files/e001.bin"] == b"<html></html>"


def test_a_pack_of_the_first_version_opens_and_its_own_pages_are_never_written(tmp_path: Path) -> None:
    reading = pack_reading.open_pack(FIXTURES / "pack-v1.age", identity=FIXTURES / "reader-x25519.identity")
    pack_reading.save_files(reading, tmp_path / "out", even_unknown=True)
    sheet, page = ((tmp_path / "out" / name).read_text(encoding="utf-8") for name in ("custody.html", "readable.html"))

    first, second = reading.pack.sheet.exhibits
    assert (first.original_size, second.is_original) == (33, True)
    assert first.acts == (("2026-02-03T10:20:30Z", CustodyAct.INGESTED),)
    assert first.original_sha256 in sheet
    assert "Qapı &lt;ağ&gt; idi." in page
    assert "[Person 1] verdi." in page
    assert not any((tmp_path / "out" / name).exists() for name in (SHEET, PAGE))
    assert (tmp_path / "out" / "data/files/e002.bin").read_text(encoding="utf-8") == "Qapı ağ idi."
