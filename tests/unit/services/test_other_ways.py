"""Other ways out: a folder for Uwazi and a pack of evidence, through the same gate, checked by stock tools."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import bagit
import pytest
from PIL import Image

from fieldnotes.bundle import layout, strict_zip
from fieldnotes.crypto import age, sign
from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import (
    AlreadyExists,
    EvidenceChanged,
    LeakFound,
    NotApproved,
    NothingToExport,
    NotReauthenticated,
    RecipientUnverified,
    ReviewOpen,
)
from fieldnotes.model.audience import Audience
from fieldnotes.model.forms import Evidence
from fieldnotes.model.level import Level
from fieldnotes.model.proposal import Door
from fieldnotes.model.record import PUBLIC_DOCUMENT
from fieldnotes.model.redaction import Verdict
from fieldnotes.protection import policy
from fieldnotes.services import (
    approvals,
    contacts,
    evidence,
    evidence_pack,
    page_layout,
    releases,
    share,
    uwazi,
    write,
)
from fieldnotes.services.preparing import How
from fieldnotes.services.sending import Envelope
from fieldnotes.services.session import Session
from tests.helpers.sharing import CASE, FIRST, PASSWORD, SECOND, add_testimony, shared_master, shared_path, sharing

__all__ = ["shared_master", "shared_path", "sharing"]

NAMES = ("Qoşqarlı", "Bahar", "Quşçubaşova", "Ramil", "Şəkər", FIRST, SECOND, CASE)
HOW = How(accept_suggestions="iki nəfər baxdı", second="Rövşən", compared=True)
QUASI = "razıdır"
LAWYER = Identity.generate("Emre Aydın", post_quantum=True)
HIDDEN = b"GPS 41.7151 44.8271 camera of Ramil"


def settle(session: Session, audience: Audience) -> None:
    for hit in share.review_hits(session, CASE, audience):
        share.decide(session, CASE, hit.id, Verdict.REDACT)


# --- Uwazi


def folder_of(session: Session, out: Path) -> uwazi.Folder:
    session.reauthenticate(PASSWORD)
    return uwazi.export(session, CASE, Audience.EDITOR, out=out, accept_quasi=QUASI, how=HOW)


def test_the_folder_has_a_table_with_attachments_and_the_terms_of_every_choice(
    sharing: Session, tmp_path: Path
) -> None:
    settle(sharing, Audience.EDITOR)
    made = folder_of(sharing, tmp_path / "uwazi")

    with zipfile.ZipFile(tmp_path / "uwazi" / "import.zip") as archive:
        assert archive.testzip() is None
        assert not [name for name in archive.namelist() if "/" in name]
        rows = list(csv.DictReader(io.StringIO(archive.read("import.csv").decode("utf-8"))))
        for row in rows:
            assert all(archive.read(name) for name in row["attachments"].split("|"))
    assert [row["record_label"] for row in rows] == list(made.records) == ["R-001", "R-002"]
    assert all(row["title"].startswith("R-00") and row["consent"] and row["release"] == made.id for row in rows)
    for column in ("record_kind", "protection_level", "audience", "tlp"):
        terms = (tmp_path / "uwazi" / "thesauri" / f"{column}.csv").read_text(encoding="utf-8").split()
        assert terms[0].strip('"') == column
        assert {f'"{row[column]}"' for row in rows} <= set(terms[1:])


def test_nobody_is_named_in_the_folder_and_the_register_knows_of_it(sharing: Session, tmp_path: Path) -> None:
    settle(sharing, Audience.EDITOR)
    made = folder_of(sharing, tmp_path / "uwazi")

    for data in made.files.values():
        assert not [name for name in NAMES if name.encode() in data]
    (release,) = sharing.vault.releases()
    assert (release.id, release.how, release.sha256) == (made.id, "uwazi", made.sha256)
    assert made.sha256 == hashlib.sha256((tmp_path / "uwazi" / "import.zip").read_bytes()).hexdigest()


def test_no_cell_of_the_table_is_a_formula(sharing: Session, tmp_path: Path) -> None:
    for words in ('=HYPERLINK("x")', "  +1 dedi.", "- Getdim.", "＝SUM(1)"):
        add_testimony(sharing, words, title="=1+1")
    settle(sharing, Audience.EDITOR)
    folder_of(sharing, tmp_path / "uwazi")

    with zipfile.ZipFile(tmp_path / "uwazi" / "import.zip") as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("import.csv").decode("utf-8"))))
    told = [row["record_text"] for row in rows]
    assert not [cell for row in rows for cell in row.values() if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]
    assert len([one for one in told if one.startswith("'")]) == 4


def test_the_same_is_asked_of_the_folder_as_of_a_page(
    sharing: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ReviewOpen):
        folder_of(sharing, tmp_path / "uwazi")
    settle(sharing, Audience.EDITOR)
    sharing.use_proof()
    with pytest.raises(NotReauthenticated):
        uwazi.export(sharing, CASE, Audience.EDITOR, out=tmp_path / "uwazi", accept_quasi=QUASI, how=HOW)
    sharing.reauthenticate(PASSWORD)
    with pytest.raises(NotApproved):
        uwazi.export(sharing, CASE, Audience.PUBLIC, out=tmp_path / "uwazi", accept_quasi=QUASI, how=HOW)
    monkeypatch.setattr(page_layout, "heading", lambda: "Records of Bahar Quşçubaşova")
    with pytest.raises(LeakFound):
        folder_of(sharing, tmp_path / "uwazi")
    assert sharing.vault.releases() == []
    (tmp_path / "uwazi").mkdir()
    with pytest.raises(AlreadyExists):
        folder_of(sharing, tmp_path / "uwazi")


# --- the evidence pack


@pytest.fixture
def ready(sharing: Session, tmp_path: Path) -> Session:
    """Two pieces of evidence that may reach lawyers, everything decided and approved by two people."""
    picture, note = io.BytesIO(), tmp_path / "note.txt"
    exif = Image.Exif()
    exif[0x010E] = HIDDEN.decode()
    Image.new("RGB", (40, 30), (90, 120, 20)).save(picture, "JPEG", exif=exif)
    (tmp_path / "IMG_1.jpg").write_bytes(picture.getvalue())
    note.write_text("Qapı ağ idi.", encoding="utf-8")
    for name in ("IMG_1.jpg", "note.txt"):
        row = evidence.add(
            sharing,
            CASE,
            tmp_path / name,
            about=Evidence(narrative="Qapının şəkli."),
            level=Level.ANONYMOUS,
            who="Lalə",
        )
        write.set_source(sharing, row.code, PUBLIC_DOCUMENT)
    settle(sharing, Audience.LEGAL)
    approve(sharing, tmp_path)
    return sharing


def approve(session: Session, folder: Path) -> None:
    view = approvals.propose(session, CASE, Audience.LEGAL, accept_quasi=QUASI, how=HOW, door=Door.EVIDENCE)
    contacts.note_compared(session, [LAWYER.card().text])
    (folder / "lawyer.identity").write_text(LAWYER.to_text(), encoding="utf-8")
    session.reauthenticate(PASSWORD)
    approvals.approve(session, view.code)
    approvals.approve(session, view.code, identity=folder / "lawyer.identity")


def packed(session: Session, out: Path, how: How = HOW) -> evidence_pack.PackReceipt:
    session.reauthenticate(PASSWORD)
    return evidence_pack.pack(session, CASE, to=[LAWYER.card().text], out=out, accept_quasi=QUASI, how=how)


def test_a_lawyer_checks_the_pack_with_stock_tools(ready: Session, tmp_path: Path) -> None:
    made = packed(ready, tmp_path / "pack.age")
    plain = age.decrypt((tmp_path / "pack.age").read_bytes(), LAWYER.age_secrets)
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        archive.extractall(tmp_path / "bag")
    bag = bagit.Bag(str(tmp_path / "bag"))

    assert bag.validate()
    mark = releases.all_of(ready)[0].tlp
    assert mark == policy.USUAL_TLP[Audience.LEGAL].value
    assert bag.info["BagIt-Profile-Identifier"] == "fieldnotes-evidence/2"
    tags, signature = ((tmp_path / "bag" / name) for name in ("tagmanifest-sha256.txt", "signature.minisig"))
    public = sign.SigningKey.from_seed(ready.vault.device().signing_seed).public
    comment = sign.verify_file(tags.read_bytes(), signature.read_text(encoding="ascii"), public)
    assert comment == f"fieldnotes-evidence/2 {made.id}"
    told = json.loads((tmp_path / "bag" / "data" / "custody.json").read_text(encoding="utf-8"))
    for one in told["exhibits"]:
        data = (tmp_path / "bag" / one["file"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (one["size"], one["sha256"])
        assert [act["act"] for act in one["acts"]] == ["ingested"]
        assert "original_sha256" not in one
    assert (told["tlp"], told["audience"]) == (mark, "legal")
    assert {one["is_original"] for one in told["exhibits"]} == {True, False}


def test_nothing_hidden_and_nobody_is_in_the_pack(ready: Session, tmp_path: Path) -> None:
    packed(ready, tmp_path / "pack.age")
    files = strict_zip.unpack(age.decrypt((tmp_path / "pack.age").read_bytes(), LAWYER.age_secrets))

    for name, data in files.items():
        assert not [word for word in (*NAMES, "IMG_1", "Lalə") if word.encode() in data], name
        assert HIDDEN not in data
    assert not [name for name in files if name.endswith(".html")]


def test_a_pack_tells_months_and_no_digest_of_an_original_unless_asked(ready: Session, tmp_path: Path) -> None:
    def told(out: Path, envelope: Envelope) -> list[dict[str, object]]:
        packed(ready, out, replace(HOW, envelope=envelope))
        plain = age.decrypt(out.read_bytes(), LAWYER.age_secrets)
        return list(json.loads(strict_zip.unpack(plain)[layout.CUSTODY])["exhibits"])

    forms = [one.form for one in evidence.all_of(ready) if one.form is not None and one.form.copy_sha256]
    silent, spoken = (
        told(tmp_path / f"{envelope.original_digest}.age", envelope)
        for envelope in (Envelope(), Envelope(original_digest=True))
    )

    assert {len(act["at"]) for one in silent for act in one["acts"]} == {7}  # type: ignore[attr-defined]
    assert [one.get("original_sha256") for one in silent] == [None, None]
    assert [(one["original_sha256"], one["original_size"]) for one in spoken if not one["is_original"]] == [
        (one.sha256, one.size) for one in forms
    ]


def test_the_register_and_the_ledger_know_what_was_taken_out(ready: Session, tmp_path: Path) -> None:
    made = packed(ready, tmp_path / "pack.age")
    (release,) = ready.vault.releases()
    events = [dict(one.facts) for one in ready.vault.ledger() if one.event == "evidence-taken-out"]

    assert (release.id, release.how, release.recipients) == (made.id, "evidence-pack", made.recipients)
    assert {one.code for one in release.records} == {one.code for one in made.exhibits}
    assert {one["record"] for one in events} == {one.code for one in made.exhibits}
    assert release.proposal


def test_a_file_that_is_not_what_came_in_stops_the_pack(
    ready: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = ready.vault.evidence_digest
    monkeypatch.setattr(type(ready.vault), "evidence_digest", lambda _vault, code, part: true(code, part)[::-1])
    with pytest.raises(EvidenceChanged):
        packed(ready, tmp_path / "pack.age")
    assert not (tmp_path / "pack.age").exists()


def test_a_file_that_names_somebody_stops_the_pack(sharing: Session, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Bahar Quşçubaşova bunu yazdı.", encoding="utf-8")
    row = evidence.add(sharing, CASE, file, about=Evidence(narrative="Məktub."), level=Level.ANONYMOUS)
    write.set_source(sharing, row.code, PUBLIC_DOCUMENT)
    settle(sharing, Audience.LEGAL)
    approve(sharing, tmp_path)

    with pytest.raises(LeakFound):
        packed(sharing, tmp_path / "pack.age")
    assert not (tmp_path / "pack.age").exists()
    assert sharing.vault.releases() == []


def test_without_evidence_approvals_or_known_lawyers_there_is_no_pack(
    sharing: Session, ready: Session, tmp_path: Path
) -> None:
    stranger = Identity.generate("Yad", post_quantum=True)
    ready.reauthenticate(PASSWORD)
    with pytest.raises(RecipientUnverified):
        evidence_pack.pack(
            ready,
            CASE,
            to=[stranger.card().text],
            out=tmp_path / "x.age",
            accept_quasi=QUASI,
            how=How(accept_suggestions="x", second="Rövşən"),
        )
    for code in [one.row.code for one in evidence.all_of(ready)]:
        ready.vault.delete(code)
    approve(ready, tmp_path)
    with pytest.raises(NothingToExport):
        packed(ready, tmp_path / "x.age")
