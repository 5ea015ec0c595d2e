"""What a finished bundle is, seen by stock tools and by its own reader."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import bagit
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fieldnotes.bundle import sealing, writer
from fieldnotes.bundle.layout import MAX_RECORDS, padme
from fieldnotes.crypto import age, sign
from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import BadRecipient, BadValue, Bug, FileTooLarge
from fieldnotes.model.bundle import Trust
from tests.unit.bundle import forging
from tests.unit.bundle.forging import AUTHOR, EDITOR, OTHER_EDITOR, RECORDS, built, content, opened

BUILT = built()


def _program(name: str) -> str:
    program = shutil.which(name)
    if program is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed (Debian package: {name})")
        pytest.skip(f"{name} is not installed (Debian package: {name})")
    return program


def test_a_bundle_opens_to_what_went_in() -> None:
    bundle = opened(BUILT.data, expected_signer=AUTHOR.signing_key.public)
    assert bundle.records == RECORDS
    assert bundle.manifest == BUILT.manifest
    assert bundle.trust is Trust.VERIFIED
    assert bundle.signer == AUTHOR.signing_key.public
    assert bundle.size == len(BUILT.data)
    assert [item.title for item in bundle.manifest.items] == [record.title for record in RECORDS]
    assert bundle.manifest.recipients == (age.key_id(EDITOR.recipients[0]),)


def test_plain_is_the_finished_file_decrypted() -> None:
    assert age.decrypt(BUILT.data, EDITOR.age_secrets) == BUILT.plain
    for record in RECORDS:
        assert json.dumps(record.text, ensure_ascii=False).encode() in BUILT.plain


def test_a_bundle_for_post_quantum_readers() -> None:
    readers = [Identity.generate("Elçin", post_quantum=True), Identity.generate("Anahit", post_quantum=True)]
    recipients = [recipient for reader in readers for recipient in reader.recipients]
    bundle = writer.build(content(), recipients=recipients, signing=AUTHOR.signing_key)
    for reader in readers:
        assert opened(bundle.data, identities=reader.age_secrets).records == RECORDS
    assert bundle.data.count(b"\n-> mlkem768x25519 ") == 4


def test_the_number_of_readers_does_not_show() -> None:
    one, two = BUILT.data, writer.build(
        content(), recipients=[*EDITOR.recipients, *OTHER_EDITOR.recipients], signing=AUTHOR.signing_key
    ).data  # fmt: skip
    assert one.count(b"\n-> X25519 ") == two.count(b"\n-> X25519 ") == 4
    assert len(one) == len(two)
    twice = writer.build(content(), recipients=[*EDITOR.recipients * 2], signing=AUTHOR.signing_key)
    assert len(twice.manifest.recipients) == 1
    five = [Identity.generate("x").recipients[0] for _ in range(5)]
    assert writer.build(content(), recipients=five, signing=AUTHOR.signing_key).data.count(b"\n-> X25519 ") == 5


def test_recipients_are_needed_and_not_mixed() -> None:
    hybrid = Identity.generate("x", post_quantum=True).recipients
    for recipients in ([], ["age1"], [*EDITOR.recipients, *hybrid], EDITOR.age_secrets):
        with pytest.raises(BadRecipient):
            writer.build(content(), recipients=recipients, signing=AUTHOR.signing_key)


@pytest.mark.parametrize("count", [0, 1, 2, 40])
@pytest.mark.parametrize("length", [0, 1, 2_500, 30_000])
def test_sizes_are_padded(count: int, length: int) -> None:
    records = [replace(RECORDS[0], text="ə" * length, label=f"R-{number:03d}") for number in range(count)]
    bundle = built(records)
    assert len(bundle.plain) == padme(len(bundle.plain)) >= 32 * 1024
    assert opened(bundle.data).records == tuple(records)


def test_near_texts_give_bundles_of_one_size() -> None:
    sizes = {len(built([replace(RECORDS[0], text="x" * length)]).data) for length in range(0, 20_000, 2_000)}
    assert sizes == {32 * 1024 + len(BUILT.data) - len(BUILT.plain)}


@given(st.integers(0, 2**36), st.integers(0, 2**36))
@example(octets=8, rest=32 * 1024 - 10)  # no padding gives 32 KiB exactly: the tenth octet brings a digit with it
def test_padding_reaches_a_padme_size_exactly(octets: int, rest: int) -> None:
    size = octets + rest
    padding = sealing._padding_for(size, octets=octets)
    total = size + padding + len(str(octets + padding)) - len(str(octets))
    assert padme(total) == total >= 32 * 1024
    assert total <= max(32 * 1024, size * 1.13) + 2048


def test_nothing_tells_when_where_or_with_what_it_was_made() -> None:
    with zipfile.ZipFile(BytesIO(BUILT.plain)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        info = archive.read("bag-info.txt").decode()
    assert "Bagging-Date: 2026-11-01\n" in info
    assert len(info.splitlines()) == 3


def test_names_of_files_are_short_and_random() -> None:
    names = {built().manifest.file_name for _ in range(5)}
    assert len(names) == 5
    assert all(len(name) == 13 and name.startswith("FN-") and name.endswith(".age") for name in names)
    assert not any(set(name[3:9]) & set("ILOU") for name in names)


def test_a_record_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MAX_RECORD_BYTES", 64 * 1024)  # the gate reads all of the real sixteen megabytes first
    with pytest.raises(FileTooLarge):
        built([replace(RECORDS[0], text="x" * (64 * 1024))])


def test_limits_and_unknown_words_are_refused_before_anything_is_made() -> None:
    with pytest.raises(BadValue):
        built([RECORDS[2]] * (MAX_RECORDS + 1))
    for record in (replace(RECORDS[0], level="SECRET"), replace(RECORDS[0], kind="poem")):
        with pytest.raises(Bug):
            built([record])
    with pytest.raises(Bug):
        built([RECORDS[0], RECORDS[0]])
    for changes in ({"created_day": "22 November"}, {"expires": "soon"}, {"seq": -1}, {"created_day": "20261122"}):
        with pytest.raises(Bug):
            built(**changes)


def test_nothing_of_the_content_is_in_a_repr() -> None:
    assert "Mənbə" not in repr(BUILT)


def test_the_bag_validates_with_the_reference_tool(tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO(BUILT.plain)) as archive:
        archive.extractall(tmp_path / "bag")
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.info["BagIt-Profile-Identifier"] == "fieldnotes-bundle/1"
    (tmp_path / "bag" / "data" / "records" / "r001.json").write_text("{}")
    assert not bagit.Bag(str(tmp_path / "bag")).is_valid()


def test_stock_tools_decrypt_unpack_and_verify(tmp_path: Path) -> None:
    age_program, minisign = _program("age"), _program("minisign")
    (tmp_path / "me.identity").write_text(EDITOR.to_text(), encoding="utf-8")
    (tmp_path / "in.age").write_bytes(BUILT.data)
    subprocess.run([age_program, "-d", "-i", "me.identity", "-o", "bag.zip", "in.age"], cwd=tmp_path, check=True)
    assert (tmp_path / "bag.zip").read_bytes() == BUILT.plain
    with zipfile.ZipFile(tmp_path / "bag.zip") as archive:
        archive.extractall(tmp_path / "bag")
    public = sign.public_key_text(AUTHOR.signing_key.public).splitlines()[1]
    signed = tmp_path / "bag" / "tagmanifest-sha256.txt"
    command = [minisign, "-VH", "-P", public, "-x", str(tmp_path / "bag" / "signature.minisig"), "-m", str(signed)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert f"{BUILT.manifest.bundle_id} 3" in done.stdout
    signed.write_bytes(signed.read_bytes() + b"\n")
    assert subprocess.run(command, check=False, capture_output=True).returncode != 0


def test_a_bundle_sealed_by_the_age_program_opens(tmp_path: Path) -> None:
    program = _program("age")
    for armor in ([], ["-a"]):
        command = [program, "-r", EDITOR.recipients[0], *armor]
        data = subprocess.run(command, input=BUILT.plain, capture_output=True, check=True).stdout
        assert forging.opened(data).records == RECORDS
