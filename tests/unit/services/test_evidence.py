"""Evidence: the very bytes, their digest, who had them, a copy without hidden data; and gone when it is purged."""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.errors import (
    AlreadyExists,
    EmptyFile,
    EvidenceChanged,
    FileTooLarge,
    FormNeeded,
    NotPermitted,
    SealedClosed,
)
from fieldnotes.model.audience import Audience
from fieldnotes.model.forms import CustodyAct, Evidence
from fieldnotes.model.level import Level
from fieldnotes.model.record import Kind
from fieldnotes.services import backup, erase, evidence, forms, history, share, write
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes.vault.records.evidence_files import PIECE_BYTES, Part
from tests.helpers.sharing import CASE, PASSWORD, SOURCE
from tests.helpers.vaults import decrypted_pages

SECRET = b"Camera of Roza Mirzayeva, 40.6828 N 46.3606 E"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture() -> bytes:
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"tEXt", b"Author\0" + SECRET)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "roza-passport.png"
    path.write_bytes(picture())
    return path


def kept(session: Session, file: Path, level: Level = Level.INTERNAL) -> str:
    about = Evidence(origin="sent by her sister", giver=SOURCE)
    return evidence.add(session, CASE, file, about=about, level=level).code


def test_the_bytes_come_back_as_they_came(sharing: Session, file: Path, tmp_path: Path) -> None:
    code = kept(sharing, file)
    form = evidence.form_of(sharing, code)
    assert (form.sha256, form.size) == (hashlib.sha256(picture()).hexdigest(), len(picture()))
    assert (form.name, form.media_type, form.giver) == (file.name, "image/png", SOURCE)
    assert evidence.verify(sharing, code).holds
    evidence.take_out(sharing, code, tmp_path / "again.png", original=True)
    assert (tmp_path / "again.png").read_bytes() == picture()
    assert file.exists()


def test_the_copy_has_nothing_hidden(sharing: Session, file: Path, tmp_path: Path) -> None:
    code = kept(sharing, file)
    evidence.take_out(sharing, code, tmp_path / "copy.png")
    data = (tmp_path / "copy.png").read_bytes()
    assert SECRET not in data
    assert data.startswith(b"\x89PNG")
    form = evidence.form_of(sharing, code)
    assert (form.copy_sha256, form.copy_size) == (hashlib.sha256(data).hexdigest(), len(data))


def test_a_long_file_is_kept_in_pieces(sharing: Session, tmp_path: Path) -> None:
    path, data = tmp_path / "film", b"\x00\x01" * (PIECE_BYTES + 7)
    path.write_bytes(data)
    code = kept(sharing, path)
    store = sharing.vault._store
    assert store.connection.value("SELECT count(*) FROM evidence_piece WHERE part = 0") == 3
    assert sharing.vault.evidence(code, Part.ORIGINAL) == data
    assert sharing.vault.evidence(code, Part.COPY) == b""
    assert evidence.verify(sharing, code).holds


def test_what_is_too_long_or_empty_is_refused(
    sharing: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "LIMIT_BYTES", 3)
    path = tmp_path / "file"
    path.write_bytes(b"1234")
    with pytest.raises(FileTooLarge):
        kept(sharing, path)
    path.write_bytes(b"")
    with pytest.raises(EmptyFile):
        kept(sharing, path)
    assert not [row for row in sharing.vault.rows() if row.kind is Kind.EVIDENCE]


def test_custody_is_written_down_and_only_ever_continued(sharing: Session, file: Path, tmp_path: Path) -> None:
    code = kept(sharing, file)
    evidence.take_out(sharing, code, tmp_path / "out", who="Leyla", note="for the lawyer")
    form = evidence.form_of(sharing, code)
    assert [(one.act, one.who, one.note) for one in form.custody] == [
        (CustodyAct.INGESTED, "owner", ""),
        (CustodyAct.TAKEN_OUT, "Leyla", "for the lawyer"),
    ]
    for other in (replace(form, custody=form.custody[1:]), replace(form, sha256="0" * 64), replace(form, name="x")):
        with pytest.raises(FormNeeded):
            forms.change(sharing, code, other)
    forms.change(sharing, code, replace(form, origin="by post"))
    history.go_back(sharing, code, 1)
    now = evidence.form_of(sharing, code)
    assert (now.origin, now.custody) == ("sent by her sister", form.custody)
    assert "evidence-taken-out" in [entry.event for entry in sharing.vault.ledger()]


def test_bytes_that_changed_are_noticed_and_not_given_out(sharing: Session, file: Path, tmp_path: Path) -> None:
    code = kept(sharing, file)
    store = sharing.vault._store
    with store.transaction():
        store.connection.write("DELETE FROM evidence_piece WHERE part = 0")
        sharing.vault.put_evidence(code, Part.ORIGINAL, b"something else")
    assert not evidence.verify(sharing, code).holds
    with pytest.raises(EvidenceChanged):
        evidence.take_out(sharing, code, tmp_path / "out", original=True)
    assert not (tmp_path / "out").exists()
    assert len(evidence.form_of(sharing, code).custody) == 1


def test_a_piece_in_the_place_of_another_does_not_open(sharing: Session, tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(b"\x00" * PIECE_BYTES + b"\x01" * PIECE_BYTES)
    kept(sharing, path)
    assert sharing.vault.check() == []
    connection = sharing.vault._store.connection
    _, second = connection.rows("SELECT kid, wrapped, blob FROM evidence_piece ORDER BY nth")
    connection.write("UPDATE evidence_piece SET kid = ?, wrapped = ?, blob = ? WHERE nth = 1", *second)
    assert [problem.subject for problem in sharing.vault.check()] == ["V-001"]


def test_a_level_keeps_the_file_inside(sharing: Session, file: Path, tmp_path: Path) -> None:
    code = kept(sharing, file, Level.SEALED)
    with pytest.raises(NotPermitted):
        evidence.take_out(sharing, code, tmp_path / "out")
    sharing.close_sealed()
    with pytest.raises(SealedClosed):
        sharing.vault.evidence(code, Part.ORIGINAL)
    (view,) = evidence.all_of(sharing)
    assert (view.row.code, view.form) == (code, None)
    sharing.open_sealed(PASSWORD)
    write.set_level(sharing, code, Level.INTERNAL, reason="it goes to court")
    sharing.close_sealed()
    evidence.take_out(sharing, code, tmp_path / "out", original=True)
    assert (tmp_path / "out").read_bytes() == picture()
    with pytest.raises(AlreadyExists):
        evidence.take_out(sharing, code, tmp_path / "out")


def test_neither_bytes_nor_name_nor_digest_are_in_what_leaves(sharing: Session, file: Path) -> None:
    code = kept(sharing, file, Level.ANONYMOUS)
    form = evidence.form_of(sharing, code)
    (shown,) = [one for one in share.preview(sharing, CASE, Audience.EDITOR).records if one.code == code]
    assert shown.included
    told = f"{shown.title}\n{shown.redacted}"
    for word in ("roza", form.sha256, form.copy_sha256, SOURCE):
        assert word not in told
    assert "Given by: Source " in told


def test_a_purge_takes_the_bytes_along(sharing: Session, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"An owl flew over the samovar. " * 40)
    code = kept(sharing, path)
    assert b"samovar" in sharing.vault.evidence(code, Part.ORIGINAL)
    erase.recycle(sharing, code)
    erase.purge(sharing, [code])
    assert sharing.vault._store.connection.value("SELECT count(*) FROM evidence_piece") == 0
    assert b"samovar" not in decrypted_pages(sharing.vault)
    assert sharing.vault.check() == []


def test_a_backup_brings_it_back(sharing: Session, file: Path, tmp_path: Path) -> None:
    code = kept(sharing, file)
    (tmp_path / "disk").mkdir()
    made = backup.make(sharing, tmp_path / "disk")
    path = next(one for one in (tmp_path / "disk").iterdir())
    assert made is not None
    backup.restore(path, tmp_path / "back.fieldnotes", PASSWORD)
    again = sessions.unlock(tmp_path / "back.fieldnotes", PASSWORD)
    try:
        assert evidence.verify(again, code).holds
        assert again.vault.evidence(code, Part.ORIGINAL) == picture()
    finally:
        again.lock()
