"""Opening an evidence pack: what is whole is told, and nothing that is not as its sheet says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from fieldnotes.bundle import custody, documents, pack_reader, reader, sealing
from fieldnotes.bundle.layout import CUSTODY, FIRST_PACK_FORMAT, FORMAT, PACK_FORMAT, PAGE, SHEET, record_path
from fieldnotes.crypto import age
from fieldnotes.crypto.exchange import canonical
from fieldnotes.crypto.identity import Identity
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import (
    BundleDamaged,
    BundleHostile,
    BundleNotForYou,
    BundleTooNew,
    EvidencePackMet,
    FieldNotesError,
    NotABundle,
)
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.evidence_pack import OpenedPack
from fieldnotes.model.forms import CustodyAct
from fieldnotes.model.tlp import Tlp

LAWYER, STRANGER = (Identity.generate(name, post_quantum=False) for name in ("Emre Aydın", "Lado"))
AUTHOR, OTHER = SigningKey.from_seed(bytes(range(32))), SigningKey.from_seed(bytes(range(1, 33)))
NUMBER = "0123456789abcdef" * 2
FIRST, SECOND = "data/files/e001.jpg", "data/files/e002.bin"
PICTURE, NOTE = b"a picture", "Qapı ağ idi.".encode()
FILES = {FIRST: PICTURE, SECOND: NOTE}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def exhibit(label: str, file: str, data: bytes, *, original: bool) -> dict[str, Any]:
    return {
        "label": label,
        "file": file,
        "sha256": sha256(data),
        "size": len(data),
        "media_type": "image/jpeg" if file.endswith("jpg") else "text/plain",
        "is_original": original,
        "acts": [{"at": "2026-02", "act": "ingested"}],
    }


def sheet() -> dict[str, Any]:
    return {
        "format": PACK_FORMAT,
        "number": NUMBER,
        "day": "2026-02-04",
        "audience": "legal",
        "tlp": "RED",
        "exhibits": [
            exhibit("R-001", FIRST, PICTURE, original=False),
            exhibit("R-002", SECOND, NOTE, original=True),
        ],
    }


def texts(*labels: str) -> dict[str, bytes]:
    told = (BundleRecord(label, "evidence", "az", "ANONYMOUS", "", "Qapının şəkli.", "", ()) for label in labels)
    return {record_path(number): documents.record_bytes(one) for number, one in enumerate(told, start=1)}


def sealed(
    document: dict[str, Any],
    *,
    told: Mapping[str, bytes] | None = None,
    files: Mapping[str, bytes] = FILES,
    comment: str = f"{PACK_FORMAT} {NUMBER}",
    profile: str = PACK_FORMAT,
    spelled: Callable[[bytes], bytes] = bytes,
) -> bytes:
    told = texts("R-001", "R-002") if told is None else told
    payload = {CUSTODY: spelled(canonical(document) + b"\n"), **told, **files}
    to = age.recipient_of(LAWYER.age_secrets[0])
    made = sealing.seal(payload, day="2026-02-04", comment=comment, recipients=[to], signing=AUTHOR, profile=profile)
    return made.data


def opened(data: bytes, *authors: SigningKey, identity: Identity = LAWYER) -> OpenedPack:
    keys = [one.public for one in authors]
    return pack_reader.open_pack(data, identities=identity.age_secrets, name="pack.age", authors=keys)


def test_a_whole_pack_tells_its_files_and_who_signed_it() -> None:
    pack = opened(sealed(sheet()), OTHER, AUTHOR)

    assert (pack.sheet.number, pack.sheet.day, pack.signer) == (NUMBER, "2026-02-04", AUTHOR.public)
    assert (pack.sheet.audience, pack.sheet.tlp) == (Audience.LEGAL, Tlp.RED)
    assert [(one.label, one.file, one.is_original) for one in pack.sheet.exhibits] == [
        ("R-001", FIRST, False),
        ("R-002", SECOND, True),
    ]
    assert pack.sheet.exhibits[0].acts == (("2026-02", CustodyAct.INGESTED),)
    assert [(one.label, one.text) for one in pack.records] == [
        ("R-001", "Qapının şəkli."),
        ("R-002", "Qapının şəkli."),
    ]
    assert pack.files[SECOND] == NOTE
    assert "Qap" not in repr(pack).replace(repr(pack.records), "")


def test_a_sheet_is_written_as_it_is_read() -> None:
    told = sheet()
    told["exhibits"][0] |= {"original_sha256": sha256(b"x"), "original_size": 1}
    for one in (sheet(), told):
        data = canonical(one) + b"\n"
        assert custody.custody_bytes(custody.read_custody(data)) == data


def test_an_original_is_known_by_its_own_digest_and_a_copy_by_none_unless_it_was_asked_for() -> None:
    first, second = opened(sealed(sheet())).sheet.exhibits
    told = changed(0, original_sha256=sha256(b"with a place"), original_size=12)

    assert (first.original_sha256, first.original_size) == ("", 0)
    assert (second.original_sha256, second.original_size) == (sha256(NOTE), len(NOTE))
    assert opened(sealed(told)).sheet.exhibits[0].original_sha256 == sha256(b"with a place")


def test_without_the_authors_card_nobody_vouches_for_a_pack() -> None:
    data = sealed(sheet())

    assert opened(data).signer is None
    assert opened(data, OTHER).signer is None
    with pytest.raises(BundleNotForYou):
        opened(data, identity=STRANGER)


def test_a_reader_of_bundles_says_that_it_is_a_pack_and_the_other_way_round() -> None:
    for profile in (PACK_FORMAT, FIRST_PACK_FORMAT):
        data = sealed(sheet(), profile=profile)
        with pytest.raises(EvidencePackMet):
            reader.open_bundle(data, identities=LAWYER.age_secrets, name="pack.age", today="")
    with pytest.raises(NotABundle):
        opened(sealed(sheet(), profile=FORMAT))
    with pytest.raises(BundleTooNew):
        opened(sealed(sheet(), profile="fieldnotes-evidence/3"))


def changed(number: int, **members: object) -> dict[str, Any]:
    document = sheet()
    document["exhibits"][number] |= members
    return document


def acts(at: str, act: str = "ingested") -> dict[str, Any]:
    return changed(0, acts=[{"at": at, "act": act}])


@pytest.mark.parametrize(
    ("document", "error"),
    [
        (changed(0, file="data/files/e002.jpg"), BundleHostile),
        (changed(0, file="data/files/../e001.jpg"), BundleHostile),
        (changed(0, file="data/files/e001.exe"), BundleHostile),
        (changed(0, label="../R-001"), BundleHostile),
        (changed(0, label="R-002"), BundleHostile),
        (changed(0, is_original=1), BundleHostile),
        (changed(0, media_type="application/pdf"), BundleHostile),
        (changed(0, media_type="text/html"), BundleHostile),
        (changed(1, media_type="image/png"), BundleHostile),
        (changed(0, original_sha256=sha256(b"x")), BundleHostile),
        (changed(1, original_sha256=sha256(NOTE), original_size=len(NOTE)), BundleHostile),
        (acts("2026-02", "burnt"), BundleHostile),
        (acts("9999-99"), BundleHostile),
        (acts("2026-03"), BundleHostile),
        (acts("2026-02-03"), BundleHostile),
        (acts("2026-02-03T10:20:30Z"), BundleHostile),
        (acts("\x1b[2J"), BundleHostile),
        (changed(0, media_type="image/jpeg\x1b[2J"), BundleHostile),
        (changed(0, more="x"), BundleHostile),
        (changed(0, sha256=sha256(b"another")), BundleDamaged),
        (changed(0, size=1), BundleDamaged),
        ({**sheet(), "exhibits": []}, BundleHostile),
        ({**sheet(), "exhibits": sheet()["exhibits"][:1]}, BundleHostile),
        ({**sheet(), "format": "fieldnotes-evidence/7"}, BundleHostile),
        ({**sheet(), "format": FIRST_PACK_FORMAT}, BundleHostile),
        ({**sheet(), "tlp": "PINK"}, BundleHostile),
        ({**sheet(), "audience": "police"}, BundleHostile),
        ({**sheet(), "day": "4 February"}, BundleHostile),
        ({**sheet(), "day": "2026-02-30"}, BundleHostile),
        ({**sheet(), "number": "f" * 32}, BundleDamaged),
    ],
)
def test_a_sheet_that_is_not_true_or_breaks_a_rule_opens_nothing(
    document: dict[str, Any], error: type[FieldNotesError]
) -> None:
    with pytest.raises(error):
        opened(sealed(document), AUTHOR)


def test_files_that_no_sheet_lists_and_another_spelling_are_refused() -> None:
    with pytest.raises(BundleHostile):
        opened(sealed(sheet(), files={**FILES, "data/files/e003.bin": b"x"}))
    with pytest.raises(BundleHostile):
        opened(sealed(sheet(), spelled=lambda data: data.replace(b":", b": ", 1)))
    with pytest.raises(BundleDamaged):
        opened(sealed(sheet(), comment=f"{NUMBER} 1"))


@pytest.mark.parametrize(
    "told",
    [
        texts("R-001"),
        texts("R-002", "R-001"),
        texts("R-001", "R-001"),
        {**texts("R-001", "R-002"), SHEET: b"<script>1</script>", PAGE: b"<script>1</script>"},
        {SHEET: b"<script>1</script>", PAGE: b"<script>1</script>"},
        {record_path(1): b"<script>1</script>", record_path(2): b"{}"},
    ],
)
def test_a_pack_holds_a_record_for_each_file_and_no_page_of_its_authors(told: dict[str, bytes]) -> None:
    with pytest.raises(BundleHostile):
        opened(sealed(sheet(), told=told), AUTHOR)


# --- the first version


def first_sheet(**members: object) -> dict[str, Any]:
    one = exhibit("R-001", FIRST, PICTURE, original=False)
    one |= {"original_sha256": sha256(b"x"), "original_size": 1, "acts": [{"at": "2026-02-03T10:20:30Z"}]}
    one["acts"][0]["act"] = "ingested"
    return {"format": FIRST_PACK_FORMAT, "number": NUMBER, "day": "2026-02-04", "exhibits": [one | members]}


def sealed_first(document: dict[str, Any], page: bytes = b"<html><body><p>page</p></body></html>") -> bytes:
    return sealed(
        document,
        told={SHEET: b"<script>fetch('//x')</script>", PAGE: page},
        files={FIRST: PICTURE},
        comment=f"{FIRST_PACK_FORMAT} {NUMBER}",
        profile=FIRST_PACK_FORMAT,
    )


def test_of_a_first_version_the_words_of_its_page_are_kept_and_never_the_page() -> None:
    page = (
        "<html><head><style>p{}</style></head><body><p dir='auto'>Qapı &lt;ağ&gt; idi.</p>"
        "<img src=x onerror=alert(1)><p>\u202eR-001</p></body></html>"
    )
    pack = opened(sealed_first(first_sheet(), page.encode()), AUTHOR)

    assert pack.words == ("Qapı <ağ> idi.", "R-001")
    assert {SHEET, PAGE}.isdisjoint(pack.files)
    assert pack.files[FIRST] == PICTURE
    assert (pack.sheet.audience, pack.sheet.tlp, pack.records) == (None, None, ())


@pytest.mark.parametrize(
    "document",
    [
        first_sheet(acts=[{"at": "9999-99-99", "act": "ingested"}]),
        first_sheet(acts=[{"at": "2026-02-03T25:61:00Z", "act": "ingested"}]),
        first_sheet(media_type="application/pdf"),
        first_sheet(is_original=True),
        {**first_sheet(), "exhibits": first_sheet()["exhibits"] * 2},
        {**first_sheet(), "format": PACK_FORMAT},
        {**first_sheet(), "tlp": "RED"},
        sheet(),
    ],
)
def test_a_first_version_keeps_the_rules_too(document: dict[str, Any]) -> None:
    with pytest.raises(BundleHostile):
        opened(sealed_first(document), AUTHOR)
