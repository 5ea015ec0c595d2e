"""A signed policy: whose it is, that stock tools verify it, and which one may follow which."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.crypto import sign
from fieldnotes.crypto.sign import BadSignature
from fieldnotes.errors import PolicyRefused
from fieldnotes.policy.limits import BUILT_IN, Wrong
from fieldnotes.policy.signed import Signed, signed_by, succeeds, verified
from tests.helpers.leads import Lead

STRICT = "[kdf]\nmin_words = 6\n"


@pytest.fixture
def lead() -> Lead:
    return Lead()


def test_a_signature_tells_whose_it_is(lead: Lead) -> None:
    made = lead.signs(STRICT)
    found = verified(made.text, made.signature)
    assert found == made
    assert found.key == lead.identity.signing_key.public
    assert (len(found.words), found.words) == (8, lead.identity.card().words)
    assert found.policy.min_words == 6


def test_altered_words_another_comment_or_another_purpose_are_refused(lead: Lead) -> None:
    made, other = lead.signs(STRICT), Lead()
    key = lead.identity.signing_key
    forged = made.signature.replace(sign.public_key_line(made.key), sign.public_key_line(other.signs().key))
    elsewhere = key.sign_file(made.text, trusted_comment=f"bundle {sign.public_key_line(key.public)}")
    for text, signature in (
        (made.text + b" ", made.signature),
        (made.text, forged),
        (made.text, elsewhere),
        (made.text, key.sign_file(made.text, trusted_comment="fieldnotes-policy/1 nobody")),
        (made.text, ""),
    ):
        with pytest.raises(BadSignature):
            verified(text, signature)


def test_a_lead_cannot_sign_what_the_format_does_not_have(lead: Lead) -> None:
    with pytest.raises(Wrong, match=r"kdf\.min_word "):
        lead.signs("[kdf]\nmin_word = 9\n")
    with pytest.raises(Wrong):
        lead.signs("[kdf]\nmin_memory_mib = 1\n")


def test_stock_minisign_verifies_it(lead: Lead, tmp_path: Path) -> None:
    program = shutil.which("minisign")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("minisign is not installed (Debian package: minisign)")
        pytest.skip("minisign is not installed (Debian package: minisign)")
    file, key = lead.writes(tmp_path, STRICT), sign.public_key_line(lead.identity.signing_key.public)
    command = [program, "-V", "-P", key, "-m", str(file)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert f"fieldnotes-policy/1 {key}" in done.stdout
    file.write_bytes(file.read_bytes() + b"\n")
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_the_first_is_anybodys_and_the_same_changes_nothing(lead: Lead) -> None:
    assert succeeds(None, lead.signs())
    assert not succeeds(lead.signs(), lead.signs())


def test_only_its_signer_follows_with_a_higher_version(lead: Lead) -> None:
    pinned = lead.signs(STRICT, version=2)
    assert succeeds(pinned, lead.signs(version=3))
    for other, why in (
        (Lead().signs(version=3), "another key"),
        (lead.signs(version=3, name="other"), "another policy"),
        (lead.signs(STRICT, version=1), "older"),
        (lead.signs(version=2), "version is that of another"),
    ):
        with pytest.raises(PolicyRefused) as caught:
            succeeds(pinned, other)
        assert why in str(caught.value)


def test_a_lead_can_name_who_follows(lead: Lead) -> None:
    heir = Lead()
    key = sign.public_key_line(heir.identity.signing_key.public)
    pinned = lead.signs(version=2, head=f'successor = "{key}"\n')
    assert succeeds(pinned, heir.signs(version=3))
    assert succeeds(pinned, lead.signs(version=3))
    with pytest.raises(PolicyRefused):
        succeeds(heir.signs(version=3), lead.signs(version=4))


def test_what_no_program_can_read_any_more_falls_back_to_what_is_built_in(lead: Lead) -> None:
    newer = lead.text().replace(b"policy/1", b"policy/9")
    key = lead.identity.signing_key
    signed = Signed(newer, key.sign_file(newer, trusted_comment="x"), key.public)
    signed.verify()
    assert not signed.readable
    assert signed.policy == BUILT_IN


def test_the_signature_must_be_the_keys(lead: Lead) -> None:
    with pytest.raises(BadSignature):
        replace(lead.signs(), key=Lead().signs().key).verify()
    signed_by(lead.text(), lead.identity.signing_key).verify()


def test_the_vectors_made_without_us_are_made_by_us_and_read_by_us() -> None:
    folder = Path(__file__).parents[2] / "vectors" / "policy"
    text, signature = (folder / "policy.toml").read_bytes(), (folder / "policy.toml.minisig").read_text()
    line, words = (folder / "key.txt").read_text().splitlines()
    found = verified(text, signature)
    assert (sign.public_key_line(found.key), " ".join(found.words)) == (line, words)
    assert signed_by(text, sign.SigningKey.from_seed(bytes(range(32)))).signature == signature
    assert (found.policy.min_words, found.policy.erase_levels, found.policy.version) == (6, False, 7)
