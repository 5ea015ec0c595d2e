"""Opening bundles: the wrong person, the wrong author, damage and malice each get their own refusal."""

from __future__ import annotations

import contextlib
import hashlib
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.bundle import reader
from fieldnotes.bundle.layout import MAX_FILE_BYTES
from fieldnotes.bundle.reader import read_file
from fieldnotes.crypto import age
from fieldnotes.crypto.identity import Identity
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import (
    BadIdentityFile,
    BundleDamaged,
    BundleExpired,
    BundleHostile,
    BundleNotForYou,
    BundleTooNew,
    CannotRead,
    FieldNotesError,
    FileTooLarge,
    NotABundle,
    WrongSigner,
)
from fieldnotes.model.bundle import Trust
from tests.unit.bundle.forging import (
    AUTHOR,
    EDITOR,
    NAME,
    OTHER_EDITOR,
    RECORDS,
    Raw,
    built,
    edited,
    files_of,
    opened,
    packed,
    payload_of,
    raw_zip,
    remade,
    sealed,
)

BUILT = built()
FILES = files_of(BUILT.plain)
PAYLOAD = payload_of(BUILT.plain)
RECORD, MANIFEST, SIGNATURE = "data/records/r001.json", "data/manifest.json", "signature.minisig"


def _without(files: dict[str, bytes], *names: str) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name not in names}


def _manifest(**changes: object) -> bytes:
    """A bundle whose manifest was changed by its author's own program."""
    payload = {**PAYLOAD, MANIFEST: edited(PAYLOAD[MANIFEST], **changes)}
    comment = f"{BUILT.manifest.bundle_id} {changes.get('seq', BUILT.manifest.seq)}"
    return sealed(packed(remade(payload, comment=comment)))


def _record(text: bytes) -> bytes:
    """A bundle whose first record's document was replaced, everything else fitting."""
    items = [
        {"path": item.path, "sha256": item.sha256, "size": item.size, "title": item.title}
        for item in BUILT.manifest.items
    ]
    items[0].update(sha256=hashlib.sha256(text).hexdigest(), size=len(text))
    payload = {**PAYLOAD, MANIFEST: edited(PAYLOAD[MANIFEST], items=items), RECORD: text}
    return sealed(packed(remade(payload)))


def _refused(error: type[FieldNotesError], data: bytes, **changes: Any) -> FieldNotesError:
    with pytest.raises(error) as caught:
        opened(data, **changes)
    assert type(caught.value) is error
    assert caught.value.params["name"] == NAME
    assert NAME in str(caught.value)
    return caught.value


# --- whose it is -------------------------------------------------------------------------------------------------


def test_without_an_expected_author_the_signature_is_verified_but_vouched_for_by_nobody() -> None:
    bundle = opened(BUILT.data)
    assert bundle.trust is Trust.UNKNOWN
    assert bundle.signer == AUTHOR.signing_key.public


def test_another_author_than_expected_is_refused() -> None:
    other = SigningKey.generate()
    _refused(WrongSigner, BUILT.data, expected_signer=other.public)
    forged = sealed(packed(remade(PAYLOAD, key=other)))
    _refused(WrongSigner, forged, expected_signer=AUTHOR.signing_key.public)
    _refused(BundleDamaged, forged)  # the manifest names the author, the signature is somebody else's


def test_an_author_cannot_sign_a_manifest_that_names_another() -> None:
    other = SigningKey.generate()
    forged = sealed(packed(remade(PAYLOAD, key=other)))
    _refused(BundleDamaged, forged, expected_signer=other.public)


def test_a_missing_signature_is_refused() -> None:
    stripped = sealed(packed(_without(FILES, SIGNATURE)))
    _refused(BundleDamaged, stripped)
    _refused(WrongSigner, stripped, expected_signer=AUTHOR.signing_key.public)


def test_a_bag_that_claims_no_author_is_shown_as_unsigned_or_refused() -> None:
    payload = {**PAYLOAD, MANIFEST: edited(PAYLOAD[MANIFEST], signer="")}
    unsigned = sealed(packed(_without(remade(payload), SIGNATURE)))
    assert opened(unsigned).trust is Trust.UNSIGNED
    assert opened(unsigned).signer is None
    _refused(WrongSigner, unsigned, expected_signer=AUTHOR.signing_key.public)
    _refused(BundleDamaged, sealed(packed(remade(payload))))


def test_a_signature_over_other_data_is_refused() -> None:
    other = files_of(built().plain)[SIGNATURE]
    for signature in (other, b"", b"\xff\xfe", FILES[SIGNATURE] + b"x", FILES[SIGNATURE][:-10]):
        data = sealed(packed({**FILES, SIGNATURE: signature}))
        _refused(BundleDamaged, data)
        _refused(BundleDamaged, data, expected_signer=AUTHOR.signing_key.public)


def test_a_signature_for_another_bundle_or_number_is_refused() -> None:
    _refused(BundleDamaged, sealed(packed(remade(PAYLOAD, comment=f"{BUILT.manifest.bundle_id} 4"))))
    _refused(BundleDamaged, sealed(packed(remade(PAYLOAD, comment="x"))))


# --- for whom it is ----------------------------------------------------------------------------------------------


def test_a_bundle_for_somebody_else_is_refused() -> None:
    _refused(BundleNotForYou, BUILT.data, identities=OTHER_EDITOR.age_secrets)
    _refused(BundleNotForYou, BUILT.data, identities=[])


def test_a_bundle_passed_on_under_its_authors_signature_is_refused() -> None:
    forwarded = sealed(BUILT.plain, OTHER_EDITOR.recipients)
    _refused(BundleNotForYou, forwarded, identities=OTHER_EDITOR.age_secrets)
    own = [*OTHER_EDITOR.age_secrets, *EDITOR.age_secrets]
    assert opened(BUILT.data, identities=own).records == RECORDS


def test_a_bundle_under_a_passphrase_is_not_tried() -> None:
    _refused(BundleNotForYou, age.passphrase_encrypt(BUILT.plain, b"six words", work_factor=2).data)


def test_a_malformed_identity_is_the_readers_fault() -> None:
    with pytest.raises(BadIdentityFile):
        opened(BUILT.data, identities=["AGE-SECRET-KEY-1"])


# --- what it is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b"", b" ", b"a letter", b"PK\x03\x04", b"\x00" * 100, b"age-encryption.org", "Məktub".encode("utf-16"), b"age1",
     b"-----BEGIN PGP MESSAGE-----\n", BUILT.plain, EDITOR.to_text().encode(), b"age-encryption.org/v1"],
)  # fmt: skip
def test_other_files_are_not_bundles(data: bytes) -> None:
    _refused(NotABundle, data)


@pytest.mark.parametrize("text", [b"", b"a letter", b"%PDF-1.7", b"PK\x01\x02"])
def test_other_encrypted_files_are_not_bundles(text: bytes) -> None:
    _refused(NotABundle, sealed(text))


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "large.age"
    with large.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(FileTooLarge):
        read_file(large)
    with pytest.raises(CannotRead):
        read_file(tmp_path / "none.age")
    monkeypatch.setattr(reader, "MAX_FILE_BYTES", len(BUILT.data) - 1)
    _refused(FileTooLarge, BUILT.data)
    monkeypatch.undo()
    small = tmp_path / "small.age"
    small.write_bytes(BUILT.data)
    assert read_file(small) == BUILT.data


def test_later_versions_are_named_as_such() -> None:
    assert _refused(BundleTooNew, b"age-encryption.org/v2\n-> x\n").params["found"] == "age 2"
    info = FILES["bag-info.txt"].replace(b"bundle/1", b"bundle/2")
    later = {**FILES, "bag-info.txt": info, "data/something.new": b"x"}
    assert _refused(BundleTooNew, sealed(packed(later))).params["found"] == "fieldnotes-bundle/2"
    assert _refused(BundleTooNew, _manifest(format="fieldnotes-bundle/12")).params["found"] == "fieldnotes-bundle/12"
    _refused(BundleHostile, _manifest(format="fieldnotes-bundle/0"))
    _refused(BundleHostile, _manifest(format="other"))


def test_an_expired_bundle_is_refused_from_the_next_day() -> None:
    bundle = built(expires="2026-12-01")
    assert opened(bundle.data, today="2026-12-01").manifest.expires == "2026-12-01"
    assert _refused(BundleExpired, bundle.data, today="2026-12-02").params["day"] == "2026-12-01"


# --- damage ------------------------------------------------------------------------------------------------------


def test_a_bundle_cut_short_anywhere_is_refused() -> None:
    header = BUILT.data.index(b"\n---") + 50
    ends = {*range(0, header + 60, 3), *range(header, len(BUILT.data), 997), len(BUILT.data) - 1}
    for end in sorted(ends):
        with pytest.raises((NotABundle, BundleDamaged)):
            opened(BUILT.data[:end])
    for more in (b"\0", b"more", BUILT.data):
        _refused(BundleDamaged, BUILT.data + more)


def test_a_flipped_byte_is_refused_wherever_it_is() -> None:
    header = BUILT.data.index(b"\n---") + 50
    for position in [*range(header), *range(header, len(BUILT.data), 499), len(BUILT.data) - 1]:
        broken = bytearray(BUILT.data)
        broken[position] ^= 1 << position % 8
        with pytest.raises(FieldNotesError):
            opened(bytes(broken))


def test_a_flipped_byte_inside_the_encryption_is_refused_too() -> None:
    positions = [*range(0, len(BUILT.plain), 211), *range(len(BUILT.plain) - 900, len(BUILT.plain))]
    for position in positions:
        broken = bytearray(BUILT.plain)
        broken[position] ^= 1 << position % 8
        with pytest.raises(FieldNotesError):
            opened(sealed(bytes(broken)))


# --- the bag -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused(name: str) -> None:
    _refused(BundleDamaged, sealed(packed(_without(FILES, name))))


@pytest.mark.parametrize("name", [name for name in FILES if name != "data/PADDING"])
def test_a_changed_file_is_refused(name: str) -> None:
    _refused(BundleDamaged, sealed(packed({**FILES, name: FILES[name] + b"\n\n"})))


@pytest.mark.parametrize("name", ["data/records/r004.json", "data/extra.txt", "data/records/r0001.json"])
def test_a_file_that_no_manifest_lists_is_refused(name: str) -> None:
    before_signature = _without(FILES, SIGNATURE)
    _refused(BundleDamaged, sealed(packed({**before_signature, name: b"x", SIGNATURE: FILES[SIGNATURE]})))
    _refused(BundleHostile, sealed(packed(remade({**PAYLOAD, name: b"x"}))))


@pytest.mark.parametrize("name", ["readme.txt", "fetch.txt", "manifest-md5.txt", "signature.minisig2", "x/y"])
def test_a_foreign_tag_file_is_refused(name: str) -> None:
    _refused(BundleHostile, sealed(packed({**FILES, name: b"x"})))


def test_files_in_another_order_are_refused() -> None:
    _refused(BundleHostile, sealed(packed(dict(reversed(FILES.items())))))
    _refused(BundleHostile, sealed(packed(remade(dict(reversed(PAYLOAD.items()))))))


def test_nothing_hides_in_the_padding() -> None:
    padding = b"hidden" + FILES["data/PADDING"][6:]
    _refused(BundleHostile, sealed(packed(remade({**PAYLOAD, "data/PADDING": padding}))))


def test_a_bag_date_that_is_no_month_is_refused() -> None:
    info = re.sub(rb"Bagging-Date: .*", b"Bagging-Date: 2026-11-22", FILES["bag-info.txt"])
    _refused(BundleDamaged, sealed(packed({**FILES, "bag-info.txt": info})))


@pytest.mark.parametrize("name", [b"../../evil", b"/etc/passwd", b"..\\evil", b"c:\\evil", b"data/../evil"])
def test_an_archive_that_would_write_elsewhere_is_hostile(name: bytes) -> None:
    entries = [Raw(path.encode(), data) for path, data in FILES.items()]
    error = _refused(BundleHostile, sealed(raw_zip([*entries, Raw(name)])))
    assert "evil" not in str(error)
    assert "passwd" not in str(error)


# --- the documents -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"bundle_id": "x"},
        {"bundle_id": "A" * 32},
        {"seq": -1},
        {"seq": 2**53 + 1},
        {"seq": "3"},
        {"seq": True},
        {"created": "today"},
        {"created": "2026-13-01"},
        {"created": "2026-11-22T00:00"},
        {"expires": "never"},
        {"audience": "everybody"},
        {"signer": "x"},
        {"signer": "AAAA"},
        {"recipients": []},
        {"recipients": ["ffffffffffffffff", "0000000000000000"]},
        {"recipients": ["x"]},
        {"recipients": "0000000000000000"},
        {"items": {}},
        {"items": []},
        {"items": ["x"]},
        {"items": [{"path": "data/records/r001.json"}]},
        {"counts": {"secret": 1}},
        {"counts": {"person": -1}},
        {"counts": []},
        {"withheld": None},
        {"policy": None},
        {"unknown": "x"},
        {"ledger_head": "x" * 2000},
    ],
    ids=str,
)
def test_a_manifest_that_breaks_the_format_is_refused(changes: dict[str, object]) -> None:
    _refused(BundleHostile, _manifest(**changes))


def test_items_that_do_not_fit_are_refused() -> None:
    items = [
        {"path": item.path, "sha256": item.sha256, "size": item.size, "title": item.title}
        for item in BUILT.manifest.items
    ]
    _refused(BundleHostile, _manifest(items=[items[1], items[0], items[2]]))
    _refused(BundleHostile, _manifest(items=[*items, items[2]]))
    _refused(BundleHostile, _manifest(items=[{**items[0], "path": "../x"}, *items[1:]]))
    _refused(BundleDamaged, _manifest(items=[{**items[0], "size": 1}, *items[1:]]))
    _refused(BundleDamaged, _manifest(items=[{**items[0], "sha256": "0" * 64}, *items[1:]]))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{}",
        b"[]",
        b"not json",
        b"\xff\xfe",
        edited(PAYLOAD[RECORD], level="SECRET"),
        edited(PAYLOAD[RECORD], kind="poem"),
        edited(PAYLOAD[RECORD], label="../../R-1"),
        edited(PAYLOAD[RECORD], label="R-1/x"),
        edited(PAYLOAD[RECORD], label=""),
        edited(PAYLOAD[RECORD], label="R-002"),
        edited(PAYLOAD[RECORD], text=None),
        edited(PAYLOAD[RECORD], text=7),
        edited(PAYLOAD[RECORD], notes="x"),
        edited(PAYLOAD[RECORD], notes=[["x"]]),
        edited(PAYLOAD[RECORD], extra="x"),
        PAYLOAD[RECORD].replace(b'"kind":', b'"kind":"note","kind":'),
        PAYLOAD[RECORD].replace(b'"notes":[', b'"notes":' + b"[" * 100_000),
        PAYLOAD[RECORD].replace(b'"notes":[', b'"notes":[NaN,'),
        PAYLOAD[RECORD].replace(b'"notes":[', b'"notes":[' + b"9" * 5_000 + b","),
        PAYLOAD[RECORD].replace(b'"notes":[', b'"notes":["\\ud800",'),
    ],
    ids=lambda text: repr(text[:30]),
)
def test_a_record_that_breaks_the_format_is_refused(text: bytes) -> None:
    _refused(BundleHostile, _record(text))


def test_a_hundred_thousand_notes_are_refused() -> None:
    _refused(BundleHostile, _record(edited(PAYLOAD[RECORD], notes=[""] * 100_001)))


def test_text_is_made_harmless() -> None:
    record = replace(
        RECORDS[0],
        title="A\u202eB\nC\x1b[31m",
        text="one\r\ntwo\u2066\tthree\x9b31m\x00\u202d",
        consent="a\x07",
        notes=("n\u202a",),
    )
    bundle = opened(built([record]).data)
    shown = bundle.records[0]
    assert (shown.title, shown.text, shown.consent, shown.notes) == ("AB C[31m", "one\ntwo\tthree31m", "a", ("n",))
    assert bundle.manifest.items[0].title == "AB C[31m"


# --- anything at all ---------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400), st.sampled_from([b"", b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----\n"])
)
def test_arbitrary_bytes_are_refused_with_our_errors_only(data: bytes, start: bytes) -> None:
    with pytest.raises(FieldNotesError):
        opened(start + data)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(BUILT.plain)), st.integers(0, 200))
def test_mutated_archives_are_refused_with_our_errors_only(data: bytes, position: int, cut: int) -> None:
    mutated = BUILT.plain[:position] + data + BUILT.plain[position + cut :]
    if mutated == BUILT.plain:
        return
    with pytest.raises(FieldNotesError):
        opened(sealed(mutated))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([RECORD, MANIFEST]), st.binary(max_size=40), st.integers(0, 700), st.integers(0, 60))
def test_mutated_documents_of_a_consistent_bag_raise_our_errors_only(
    name: str, data: bytes, position: int, cut: int
) -> None:
    document = PAYLOAD[name][:position] + data + PAYLOAD[name][position + cut :]
    payload = {**PAYLOAD, name: document}
    bundle = (
        _record(document)
        if name == RECORD
        else sealed(packed(remade(payload, comment=f"{BUILT.manifest.bundle_id} {BUILT.manifest.seq}")))
    )
    with contextlib.suppress(FieldNotesError):
        opened(bundle)


def test_an_identity_made_today_opens_nothing_older() -> None:
    _refused(BundleNotForYou, BUILT.data, identities=Identity.generate("Rəna").age_secrets)


_audited: list[tuple[str, object]] | None = None


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if _audited is not None and event.partition(".")[0] in ("open", "os", "shutil", "tempfile", "socket", "subprocess"):
        _audited.append((event, arguments))


def test_opening_a_bundle_touches_no_file() -> None:
    global _audited
    opened(BUILT.data)  # imports and caches are filled
    sys.addaudithook(_audit)
    _audited = []
    try:
        opened(BUILT.data, expected_signer=AUTHOR.signing_key.public)
        with contextlib.suppress(FieldNotesError):
            opened(BUILT.data[:-1])
        assert _audited == []
    finally:
        _audited = None
